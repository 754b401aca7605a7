import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeProcesses, type FakeProgram } from '../testing/fake-processes.js';
import { tryCodec, whyNoCodec } from './try-codec.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An FFmpeg that gives so many bytes, says so much and ends. */
function ffmpeg({ bytes = 0, says = '', code = 0 as number | null }) {
  const processes = new FakeProcesses((_input, program) => {
    program.stdout.end(Buffer.alloc(bytes));
    program.stderr.end(says);
    program.end(code);
  });
  return { ffmpegPath: 'ffmpeg', processes };
}

/** One that takes what it is given and does nothing. */
const hungFfmpeg = () => ({ ffmpegPath: 'ffmpeg', processes: new FakeProcesses() });

describe('an encoder of FFmpeg', () => {
  test('works where it gives a picture', async () => {
    const programs = ffmpeg({ bytes: 301 });
    expect(await tryCodec('libx264', programs)).toBe(true);
    expect(programs.processes.started[0]?.args).toContain('libx264');
  });

  test('is given five whole frames', async () => {
    let taken = 0;
    const processes = new FakeProcesses((input, program) => {
      taken += input.length;
      program.stdout.end(Buffer.alloc(999));
      program.stderr.end();
      program.end(0);
    });
    await tryCodec('libx264', { ffmpegPath: 'ffmpeg', processes });
    expect(taken).toBe((256 * 144 * 3 * 5) / 2);
  });

  test.each([
    ['gives nothing but a head', { bytes: 300 }],
    ['fails after a picture', { bytes: 5_000, code: 1 }],
    ['is killed', { bytes: 5_000, code: null }],
  ])('does not work where it %s', async (_what, how) => {
    expect(await tryCodec('h264_qsv', ffmpeg(how))).toBe(false);
  });

  test('counts what comes after the end of the program', async () => {
    const late = (program: FakeProgram) => {
      program.stdout.end(Buffer.alloc(999));
      program.stderr.end();
    };
    const processes = new FakeProcesses((_input, program) => {
      program.end(0);
      setTimeout(() => late(program), 50);
    });
    const trying = tryCodec('libx264', { ffmpegPath: 'ffmpeg', processes });
    await vi.advanceTimersByTimeAsync(50);
    expect(await trying).toBe(true);
  });

  test('is stopped where it gives nothing back within five seconds', async () => {
    const programs = hungFfmpeg();
    const trying = whyNoCodec('h264_vaapi', programs);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(programs.processes.started[0]?.isStopped).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await trying).toBe('h264_vaapi gave nothing back within 5 s.');
    expect(programs.processes.started[0]?.isStopped).toBe(true);
  });

  test('does not work without FFmpeg', async () => {
    const programs = hungFfmpeg();
    programs.processes.failures = 1;
    expect(await whyNoCodec('libx264', programs)).toBe('There is no FFmpeg on this machine.');
  });
});

describe('why an encoder does not work', () => {
  const why = (says: string, codec: Parameters<typeof whyNoCodec>[0] = 'h264_nvenc') =>
    whyNoCodec(codec, ffmpeg({ says, code: 1 }));

  test.each([
    ["Unknown encoder 'h264_nvenc'", 'this FFmpeg does not have it'],
    [
      '[h264_nvenc @ 0x55] Cannot load libcuda.so.1\nError initializing output stream 0:0',
      'there is no driver of an NVIDIA card',
    ],
    [
      '[h264_nvenc @ 0x55] dl_fn->cuda_dl->cuInit(0) failed -> CUDA_ERROR_NO_DEVICE',
      'no NVIDIA card here encodes',
    ],
    [
      '[AVHWDeviceContext @ 0x5] No VA display found for device /dev/dri/renderD128.',
      'there is no graphics card that VAAPI can open',
    ],
    [
      '[AVHWDeviceContext @ 0x5] Error initializing an MFX session: -9.',
      'there is no Intel graphics that encodes',
    ],
  ])('is said in plain words: %s', async (says, meaning) => {
    expect(await why(says)).toBe(`h264_nvenc does not work here: ${meaning}.`);
  });

  test('is what FFmpeg said first where nobody knows better', async () => {
    const says = '\n[h264_x @ 0x55] [error] The moon is full..\nConversion failed!\n';
    expect(await why(says)).toBe('h264_nvenc does not work here: The moon is full.');
  });

  test('is not known where FFmpeg says nothing', async () => {
    expect(await why('', 'h264_qsv')).toBe('h264_qsv does not work here.');
  });
});
