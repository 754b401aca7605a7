import type { Processes } from '../../engine/ports/processes.js';
import { buildVideoArgs, type VideoCodec } from '../encoder/args.js';
import { pause } from '../pause.js';

const PLAN = { widthPx: 256, heightPx: 144, fps: 30, bitrateKbps: 500, gopFrames: 30 };
const FRAMES = 5;
const LIMIT_MS = 5_000;

/** Whether an encoder of FFmpeg compresses a picture on this machine: many are listed and do not. */
export async function tryCodec(
  codec: VideoCodec,
  programs: { readonly ffmpegPath: string; readonly processes: Processes },
): Promise<boolean> {
  const { ffmpegPath, processes } = programs;
  const child = await processes
    .start(ffmpegPath, buildVideoArgs(PLAN, codec), { missing: 'ENCODER_MISSING' })
    .catch(() => undefined);
  if (!child) return false;
  let bytes = 0;
  child.stdout.on('data', (piece: Buffer) => (bytes += piece.length));
  child.stderr.resume();
  child.stdin.end(Buffer.alloc((PLAN.widthPx * PLAN.heightPx * 3 * FRAMES) / 2, 0x80));
  const code = await Promise.race([child.exited, pause(LIMIT_MS)]);
  if (code === undefined) await child.stop(0);
  // A head alone is no picture.
  return code === 0 && bytes > 300;
}
