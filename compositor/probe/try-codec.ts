import type { ChildProgram, Processes } from '../../engine/ports/processes.js';
import { buildVideoArgs, type VideoCodec } from '../encoder/args.js';
import { pause } from '../pause.js';

interface Programs {
  readonly ffmpegPath: string;
  readonly processes: Processes;
}

const PLAN = { widthPx: 256, heightPx: 144, fps: 30, bitrateKbps: 500, gopFrames: 30 };
const FRAMES = 5;
const LIMIT_MS = 5_000;
/** A head alone is no picture. */
const HEAD_BYTES = 300;
const WORDS_MAX = 4_000;

/** Whether an encoder of FFmpeg compresses a picture on this machine: many are listed and do not. */
export async function tryCodec(codec: VideoCodec, programs: Programs): Promise<boolean> {
  return (await whyNoCodec(codec, programs)) === undefined;
}

/**
 * Why an encoder of FFmpeg compresses no picture on this machine, in a sentence for people;
 * undefined where it does.
 */
export async function whyNoCodec(
  codec: VideoCodec,
  { ffmpegPath, processes }: Programs,
): Promise<string | undefined> {
  const child = await processes
    .start(ffmpegPath, buildVideoArgs(PLAN, codec), { missing: 'ENCODER_MISSING' })
    .catch(() => undefined);
  if (!child) return 'There is no FFmpeg on this machine.';
  const ran = await Promise.race([run(child), pause(LIMIT_MS)]);
  if (!ran) {
    await child.stop(0);
    return `${codec} gave nothing back within ${LIMIT_MS / 1_000} s.`;
  }
  const { code, bytes, words } = ran;
  return code === 0 && bytes > HEAD_BYTES ? undefined : explain(codec, words);
}

async function run(child: ChildProgram) {
  let bytes = 0;
  let words = '';
  child.stdout.on('data', (piece: Buffer) => (bytes += piece.length));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    words = (words + piece).slice(0, WORDS_MAX);
  });
  // What it has said may arrive after its end.
  const saidAll = [child.stdout, child.stderr].map(
    (pipe) => new Promise<void>((resolve) => pipe.once('end', resolve)),
  );
  child.stdin.end(Buffer.alloc((PLAN.widthPx * PLAN.heightPx * 3 * FRAMES) / 2, 0x80));
  const [code] = await Promise.all([child.exited, ...saidAll]);
  return { code, bytes, words };
}

/** What FFmpeg says of what is not there, and what that means. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [/Unknown encoder|Unrecognized option/, 'this FFmpeg does not have it'],
  [/libcuda|nvcuda|libnvidia-encode|nvEncodeAPI/, 'there is no driver of an NVIDIA card'],
  [/No capable devices|no NVENC capable|CUDA_ERROR_NO_DEVICE/i, 'no NVIDIA card here encodes'],
  [/No VA display|VAAPI connection|\/dev\/dri/, 'there is no graphics card that VAAPI can open'],
  [/MFX|QSV/i, 'there is no Intel graphics that encodes'],
];

function explain(codec: VideoCodec, words: string): string {
  const [, meaning] = MEANINGS.find(([pattern]) => pattern.test(words)) ?? [];
  const why = meaning ?? firstLine(words);
  return why === '' ? `${codec} does not work here.` : `${codec} does not work here: ${why}.`;
}

/** What FFmpeg said first, which is nearest to the cause. */
function firstLine(words: string): string {
  const [line = ''] = words.split('\n').filter((one) => one.trim() !== '');
  return line
    .replace(/^(\[[^\]]*\] )+/, '')
    .trim()
    .replace(/\.+$/, '');
}
