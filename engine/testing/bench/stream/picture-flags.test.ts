import { expect, test } from 'vitest';
import { readNumber, readPicture } from './picture-flags.js';

const values = { size: '1920x1080', fps: '30', scene: 'busy' };

test('reads what is to be filmed, at the rate that presets give such a picture', () => {
  expect(readPicture(values, 'frames', 'all')).toEqual({
    ...{ widthPx: 1_920, heightPx: 1_080, fps: 30, scene: 'busy' },
    ...{ backends: ['frames'], bitrateKbps: 6_000 },
  });
  expect(readPicture({ ...values, size: '1280x720' }, 'frames', 'all').bitrateKbps).toBe(2_667);
  expect(readPicture({ ...values, bitrate: '4500' }, 'frames', 'all').bitrateKbps).toBe(4_500);
});

test('reads all backends, and only where many may be asked for', () => {
  expect(readPicture(values, 'all', 'all').backends).toEqual([
    ...['native', 'frames', 'webcodecs', 'screencast', 'tab'],
  ]);
  expect(() => readPicture(values, 'all', 'one')).toThrow(/Expected --backend one of native/);
});

test.each([
  ['an odd width', { size: '1281x720' }],
  ['an odd height', { size: '1280x721' }],
  ['no size at all', { size: '0x0' }],
  ['a size beyond what is encoded', { size: '8192x4320' }],
  ['a size of text', { size: 'large' }],
  ['no frames', { fps: '0' }],
  ['a thousand frames', { fps: '1000' }],
  ['a broken frame rate', { fps: '29.97' }],
  ['a bitrate of text', { bitrate: 'lots' }],
  ['a scene that is none', { scene: 'quiet' }],
])('refuses %s', (_name, over) => {
  expect(() => readPicture({ ...values, ...over }, 'frames', 'all')).toThrow(
    expect.objectContaining({ code: 'INPUT_INVALID', exitCode: 65 }) as Error,
  );
});

test('refuses a backend that nobody knows', () => {
  expect(() => readPicture(values, 'gpu', 'all')).toThrow(/all or one of native, .*got "gpu"/);
});

test.each(['', ' ', 'soon', 'NaN', 'Infinity', '-1'])('refuses "%s" seconds', (text) => {
  expect(() => readNumber('--seconds', text, 1, 3_600)).toThrow(/Expected --seconds/);
});
