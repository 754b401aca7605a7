import { expect, test } from 'vitest';
import { aDestination, aStream } from '../../engine/testing/sample-stream.js';
import { bytes, sayAdded, streamLine, streamPage } from './say-stream.js';

const WIDTH = 80;
const LONG = 'rtmps://live-ingest-eu-central-1.long-name.example/app/with/a/path';
const TROUBLE = {
  ...{ message: 'live.example does not answer at all.', code: 'DESTINATION_LOST' },
  blame: 'network' as const,
};

const crowded = aStream({
  ...{ frames: 12_345_678, repeated: 12_345, dropped: 12_345, onAirMs: 36_000_000 },
  ...{ picture: 'last-frame', browserRestarts: 3 },
  destinations: [
    aDestination({ id: 'a-name-as-long-as-names-may-be-00', url: LONG, bytes: 9_876_543_210 }),
    aDestination({ id: 'copy', url: LONG, state: 'reconnecting', trouble: TROUBLE }),
  ],
  alarms: [{ kind: 'frozen', message: 'The picture has stood still for 12 s.', sinceMs: 0 }],
});

test('a crowded page fits a terminal of 80 columns', () => {
  for (const line of streamPage({ ...crowded, offAir: null }, WIDTH)) {
    expect(line.length, line).toBeLessThanOrEqual(WIDTH);
  }
});

test('a page tells what is wrong, and whose fault it is', () => {
  const page = streamPage({ ...crowded, offAir: null }, WIDTH).join('\n');
  expect(page).toContain('ON AIR 10:00:00, THE LAST FRAME');
  expect(page).toContain('! copy: live.example does not answer at all. (DESTINATION_LOST, the');
  expect(page).toMatch(/! frozen since \d\d:\d\d:\d\d: The picture has stood still for 12 s\./);
});

test('of one that never had the stream it is told why, also once it has ended', () => {
  const ended = aDestination({ state: 'stopped', bytes: 0, trouble: TROUBLE });
  const page = streamPage({ ...aStream({ destinations: [ended] }), offAir: null }, WIDTH);
  expect(page.join('\n')).toContain('! main: live.example does not answer at all.');
});

test('what is well again is not complained of', () => {
  const destinations = [
    aDestination({ trouble: TROUBLE }),
    aDestination({ state: 'stopped', trouble: TROUBLE }),
  ];
  expect(streamPage({ ...aStream({ destinations }), offAir: null }, WIDTH).join()).not.toContain(
    '!',
  );
});

test('off air it says since when, why and by whom', () => {
  const offAir = { by: 'olga', why: 'Fire alarm', sinceMs: 0 };
  const [first] = streamPage({ ...aStream(), offAir }, WIDTH);
  expect(first).toMatch(/^OFF AIR since \d\d:\d\d:\d\d: Fire alarm \(olga\)$/);
});

test('a line holds all that matters, for a log', () => {
  expect(streamLine(crowded)).toBe(
    '10:00:00  last-frame  30.0/30 fps  12345 repeated  12345 dropped  4100 kbit/s  45 ms  ' +
      'a-name-as-long-as-names-may-be-00 live  copy reconnecting  ! frozen',
  );
});

test.each([
  [aDestination({ id: 'b' }), ['b is live at rtmp://x/live.']],
  [aDestination({ state: 'connecting' }), ['main is still connecting to rtmp://x/live.']],
  [
    aDestination({ state: 'stopped' }),
    ['main begins at rtmp://x/live once the stream is on air again.'],
  ],
  [
    aDestination({ state: 'reconnecting', trouble: { ...TROUBLE, message: 'No such host.' } }),
    [
      'main is not live yet: No such host. (DESTINATION_LOST, the network’s fault)',
      'The stream tries again until `sothebais stream remove main`.',
    ],
  ],
])('a destination that was just added is told of: %o', (destination, expected) => {
  expect(sayAdded(destination)).toEqual(expected);
});

test.each([
  [0, '0 kB'],
  [512_000, '512 kB'],
  [12_345_678, '12.3 MB'],
  [4_560_000_000, '4.56 GB'],
])('%i bytes are %s', (count, expected) => {
  expect(bytes(count)).toBe(expected);
});
