import { SothebaisError } from '../../engine/domain/errors.js';
import type { Processes } from '../../engine/ports/processes.js';

const BLOCKS = 32;
const BLOCK_PX = 16;

/**
 * Reads the number that each frame of a recording carries, in order. Frames whose number does not
 * match its own check are left out.
 *
 * Numbers are the low 16 bits; a stream of more than 65536 frames comes round to 0.
 *
 * @throws SothebaisError `INPUT_INVALID`, `TIMED_OUT`, `ENCODER_MISSING`
 */
export async function readCounters(options: {
  readonly processes: Processes;
  readonly ffmpegPath: string;
  readonly file: string;
  readonly limitMs: number;
}): Promise<readonly number[]> {
  const child = await options.processes.start(
    options.ffmpegPath,
    [
      ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-i', options.file, '-map', '0:v'],
      // One grey value a block: the middle of each, where compression has blurred it least.
      ...['-vf', `crop=${BLOCKS * BLOCK_PX}:${BLOCK_PX}:0:0,scale=${BLOCKS}:1:flags=area`],
      ...['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'],
    ],
    { missing: 'ENCODER_MISSING' },
  );
  const rows: Buffer[] = [];
  let words = '';
  child.stdout.on('data', (piece: Buffer) => rows.push(piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (words += piece));
  const ended = new Promise((resolve) => child.stdout.once('end', resolve));
  const limit = AbortSignal.timeout(options.limitMs);
  limit.addEventListener('abort', () => void child.stop(500), { once: true });
  const code = await child.exited;
  await ended;
  if (limit.aborted) {
    throw new SothebaisError('TIMED_OUT', `${options.file} took over ${options.limitMs} ms.`);
  }
  if (code !== 0) {
    throw new SothebaisError('INPUT_INVALID', `${options.file} is no video: ${words.trim()}`);
  }
  return decodeCounters(Buffer.concat(rows));
}

/** Reads rows of 32 grey values, one a frame. */
export function decodeCounters(rows: Uint8Array): readonly number[] {
  const numbers: number[] = [];
  for (let at = 0; at + BLOCKS <= rows.length; at += BLOCKS) {
    const number = readStrip(rows, at);
    if (number !== undefined) numbers.push(number);
  }
  return numbers;
}

/**
 * The 16 bits that 32 grey values from `at` on carry, one value a block; undefined where the bits
 * do not match the inverted ones behind them.
 */
export function readStrip(values: Uint8Array, at: number): number | undefined {
  const number = readBits(values, at);
  return (number ^ readBits(values, at + BLOCKS / 2)) === 0xffff ? number : undefined;
}

function readBits(rows: Uint8Array, at: number): number {
  let number = 0;
  for (let i = 0; i < BLOCKS / 2; i++) number = number * 2 + ((rows[at + i] ?? 0) > 127 ? 1 : 0);
  return number;
}
