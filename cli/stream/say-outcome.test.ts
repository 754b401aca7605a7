import { expect, test } from 'vitest';
import { aStream } from '../../engine/testing/sample-stream.js';
import type { ProbeOutcome, TestOutcome } from './ports.js';
import { sayOutcome, sayProbe, sayTest } from './say-outcome.js';

const WIDTH = 80;

const PROBED: ProbeOutcome = {
  ...{ width: 1920, height: 1080, fps: 30, chosen: 'native' },
  backends: [
    { name: 'native', uniqueFps: 30, cores: 0.93, latencyMs: { p50: 41, p95: 58 } },
    {
      ...{ name: 'tab', uniqueFps: 0, cores: 0, latencyMs: { p50: 0, p95: 0 } },
      trouble: 'There is no display.',
    },
  ],
  encoders: [
    { name: 'h264_nvenc', trouble: 'There is no driver.' },
    { name: 'h264_qsv' },
    { name: 'libx264' },
  ],
  destinations: [
    { id: 'main', url: 'rtmp://a/b', connectedMs: 12.4 },
    {
      ...{ id: 'copy', url: 'rtmp://c/d' },
      trouble: { code: 'DESTINATION_LOST', message: 'Nobody listens at c.', blame: 'network' },
    },
  ],
};

const TESTED: TestOutcome = {
  ...{ url: 'rtmp://a/b', connectedMs: 320, sentSeconds: 10, bytes: 5_100_000 },
  ...{ isAcknowledged: true, reconnects: 0, droppedFrames: 0, bitrateKbps: 4_100 },
  ...{ targetKbps: 4_000, uniqueFps: 30, fps: 30, faults: [] },
};

test('a stream of its own ends with its figures', () => {
  const lines = sayOutcome({ health: aStream(), startMs: 1_812, endedBy: 'seconds' }, WIDTH);
  expect(lines[0]).toBe('On air 1:05, first frame after 1.8 s');
  expect(lines).toContain('Frames   1950 made, 1950 distinct, 0 repeated, 0 dropped');
});

test('a probe tells what each backend costs, which is taken, and who answered', () => {
  const said = sayProbe(PROBED, WIDTH).join('\n');
  expect(said).toMatch(/native +30\.0 +0\.93 +41 ms +58 ms/);
  expect(said).toContain('! tab: There is no display.');
  expect(said).toContain('A house here takes native');
  expect(said).toContain('Encoders of FFmpeg that work here: h264_qsv, libx264.');
  expect(said).toContain('main at rtmp://a/b answered in 12 ms.');
  expect(said).toContain('! copy at rtmp://c/d: Nobody listens at c. (DESTINATION_LOST)');
});

test('a machine that can do nothing is told so', () => {
  expect(sayProbe({ ...PROBED, chosen: null }, WIDTH)).toContain('No backend can be used here.');
});

test('a test says what arrived, and that it is fit', () => {
  expect(sayTest(TESTED)).toEqual([
    'rtmp://a/b took the stream after 320 ms.',
    'Sent      10.0 s, 5.1 MB acknowledged by it',
    'Picture   30.0 of 30 distinct frames a second',
    'Bitrate   4100 kbit/s (target 4000)',
    'Line      0 reconnects, 0 frames left out',
    'Fit to go on air.',
  ]);
});

test('a test says why it is not fit', () => {
  const said = sayTest({ ...TESTED, isAcknowledged: false, faults: ['It reads too slowly.'] });
  expect(said.slice(-2)).toEqual(['Not fit to go on air:', '! It reads too slowly.']);
  expect(said.join()).toContain('that left this machine');
});
