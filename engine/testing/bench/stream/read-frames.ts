import { text } from 'node:stream/consumers';
import { readStrip } from '../../../../compositor/watch/counter.js';
import { SothebaisError } from '../../../domain/errors.js';
import type { Processes } from '../../../ports/processes.js';
import type { DecodedFrame } from './count-frames.js';

const BLOCKS = 32;
const BLOCK_PX = 16;

/**
 * Decodes a recording and reads the number and the time of each frame, in order.
 *
 * @throws SothebaisError `INPUT_INVALID`, `TIMED_OUT`, `ENCODER_MISSING`
 */
export async function readFrames(options: {
  readonly processes: Processes;
  readonly ffmpegPath: string;
  readonly file: string;
  readonly limitMs: number;
}): Promise<readonly DecodedFrame[]> {
  const { processes, ffmpegPath, file, limitMs } = options;
  const args = [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-i', file],
    // One grey value a block: the middle of each, where compression has blurred it least.
    ...['-map', '0:v', '-fps_mode', 'passthrough'],
    ...['-vf', `crop=${BLOCKS * BLOCK_PX}:${BLOCK_PX}:0:0,scale=${BLOCKS}:1:flags=area`],
    ...['-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'],
    // The times, as they stand in the file.
    ...['-map', '0:v', '-c', 'copy', '-f', 'framecrc', 'pipe:3'],
  ];
  const child = await processes.start(ffmpegPath, args, { missing: 'ENCODER_MISSING', pipes: 1 });
  const limit = AbortSignal.timeout(limitMs);
  limit.addEventListener('abort', () => void child.stop(500), { once: true });
  const rows: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => rows.push(piece));
  const ended = new Promise((resolve) => child.stdout.once('end', resolve));
  const [pipe] = child.pipes;
  const times = pipe ? text(pipe) : '';
  const [words, code] = await Promise.all([text(child.stderr), child.exited, ended]);
  if (limit.aborted) throw new SothebaisError('TIMED_OUT', `${file} took over ${limitMs} ms.`);
  if (code !== 0) throw new SothebaisError('INPUT_INVALID', `${file} is no video: ${words}`);
  return pairFrames(Buffer.concat(rows), await times);
}

/** Pairs the rows of 32 grey values, one a frame, with what `framecrc` says of the same frames. */
export function pairFrames(rows: Uint8Array, framecrc: string): readonly DecodedFrame[] {
  const [, base = '1', parts = '1000'] = /^#tb 0: (\d+)\/(\d+)$/m.exec(framecrc) ?? [];
  const timesMs = [...framecrc.matchAll(/^0,\s*-?\d+,\s*(-?\d+),/gm)].map(
    ([, pts]) => (Number(pts) * Number(base) * 1_000) / Number(parts),
  );
  const [firstMs = 0] = timesMs;
  const count = Math.min(timesMs.length, Math.floor(rows.length / BLOCKS));
  return Array.from({ length: count }, (_, i) => ({
    atMs: (timesMs[i] ?? 0) - firstMs,
    number: readStrip(rows, i * BLOCKS),
  }));
}
