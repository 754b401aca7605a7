import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createProcesses } from '../../engine/testing/real-processes.js';
import { whyNoCodec } from './try-codec.js';

const programs = { ffmpegPath: 'ffmpeg', processes: createProcesses() };

describe('FFmpeg on this machine', () => {
  test('compresses with libx264', async () => {
    expect(await whyNoCodec('libx264', programs)).toBeUndefined();
  });

  test.skipIf(existsSync('/dev/nvidia0'))('has no NVENC without an NVIDIA card', async () => {
    expect(await whyNoCodec('h264_nvenc', programs)).toMatch(
      /^h264_nvenc does not work here: (there is no driver of an NVIDIA card|this FFmpeg does not have it)\.$/,
    );
  });

  test.skipIf(existsSync('/dev/dri'))('has neither VAAPI nor QSV without a card', async () => {
    expect(await whyNoCodec('h264_vaapi', programs)).toMatch(
      /^h264_vaapi does not work here: (there is no graphics card that VAAPI can open|this FFmpeg does not have it)\.$/,
    );
    expect(await whyNoCodec('h264_qsv', programs)).toMatch(
      /^h264_qsv does not work here: (there is no Intel graphics that encodes|this FFmpeg does not have it)\.$/,
    );
  });

  test.skipIf(process.platform === 'darwin')('has no VideoToolbox', async () => {
    expect(await whyNoCodec('h264_videotoolbox', programs)).toBe(
      'h264_videotoolbox does not work here: this FFmpeg does not have it.',
    );
  });

  test('is not there where it is not', async () => {
    expect(await whyNoCodec('libx264', { ...programs, ffmpegPath: '/nowhere/ffmpeg' })).toBe(
      'There is no FFmpeg on this machine.',
    );
  });
});
