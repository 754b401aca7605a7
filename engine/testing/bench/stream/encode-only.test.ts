import { expect, test } from 'vitest';
import { buildVideoArgs } from '../../../../compositor/encoder/args.js';
import { buildAloneArgs } from './encode-only.js';

const plan = { widthPx: 1_280, heightPx: 720, fps: 30, bitrateKbps: 4_000, gopFrames: 90 };

test('FFmpeg alone is set up as the encoder of the stream is, and reads a file', () => {
  const alone = buildAloneArgs(plan, '/memory/show.i420', 10);
  const live = buildVideoArgs(plan, 'libx264');
  const settings = live.slice(live.indexOf('-c:v'), live.indexOf('-flvflags'));
  expect(alone.join(' ')).toContain(settings.join(' '));
  expect(settings).toContain('superfast');
  expect(alone.join(' ')).toContain('-i /memory/show.i420 -f lavfi -i anullsrc');
  expect(alone.join(' ')).toContain('-c:a aac');
  expect(alone).not.toContain('pipe:0');
  expect(alone).not.toContain('pipe:1');
});
