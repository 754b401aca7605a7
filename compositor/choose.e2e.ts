import { expect, test } from 'vitest';
import { VIDEO_CODECS } from '../config/schema.js';
import { createProcesses } from '../engine/testing/real-processes.js';
import { chooseCodec } from './choose.js';
import { tryCodec } from './probe/try-codec.js';

const programs = { ffmpegPath: 'ffmpeg', processes: createProcesses() };
const ABSENT = process.platform === 'darwin' ? 'h264_vaapi' : 'h264_videotoolbox';

test('the encoder that is asked for by name must work here', async () => {
  expect(await chooseCodec('libx264', programs)).toBe('libx264');
  await expect(chooseCodec(ABSENT, programs)).rejects.toMatchObject({ code: 'ENCODER_MISSING' });
});

test('one that works is chosen where none is asked for', async () => {
  const chosen = await chooseCodec('auto', programs);
  expect(VIDEO_CODECS).toContain(chosen);
  expect(await tryCodec(chosen, programs)).toBe(true);
});
