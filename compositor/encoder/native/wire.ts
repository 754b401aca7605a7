import type { Rect } from '../../../engine/ports/stage.js';

/**
 * What Node says to the native encoder, and what it answers; all of it little-endian.
 *
 * - A command has a head of 16 bytes: kind u8, flags u8, rects u16, value u32, at u64.
 *   `map` gives a ring (value) the file whose path follows, `at` bytes long, for the one it had.
 *   `frame` encodes the frame at an offset (`at`) of a ring (value); its rects follow, four u16
 *   each. `bitrate` sets the kilobits a second (value).
 * - An answer has a head of 8 bytes: kind u8, flags u8, two bytes of nothing, length u32. First
 *   comes the `config`, then one frame for every `frame`, in order.
 */
const COMMAND = { map: 1, frame: 2, bitrate: 3 } as const;
const COMMAND_BYTES = 16;
const RECT_BYTES = 8;
const KEY = 1;
const ALL = 2;

const CONFIG = 1;
const CODED = 2;
const ANSWER_BYTES = 8;
/** More than any frame of the largest picture takes. */
const ANSWER_MAX_BYTES = 64 * 1024 * 1024;

/** Rectangles that one frame may have. */
export const RECTS_MAX = 4096;

/** What changed since the frame before: these rectangles, or, where nobody knows, all of it. */
export type Change = readonly Rect[] | 'all';

/** Gives a ring its file, in the place of the one it had. */
export function writeMap(ring: number, path: string): Buffer {
  const name = Buffer.from(path);
  return Buffer.concat([head('map', { value: ring, at: name.length }), name]);
}

export function writeBitrate(kbps: number): Buffer {
  return head('bitrate', { value: kbps });
}

/** Asks for the frame that lies `offset` bytes into a ring. */
export function writeFrame(frame: {
  readonly ring: number;
  readonly offset: number;
  readonly change: Change;
  readonly key: boolean;
}): Buffer {
  const isAll = frame.change === 'all' || frame.change.length > RECTS_MAX;
  const rects = isAll ? [] : frame.change;
  const flags = (frame.key ? KEY : 0) | (isAll ? ALL : 0);
  const bytes = head(
    'frame',
    { flags, value: frame.ring, at: frame.offset, rects: rects.length },
    rects.length * RECT_BYTES,
  );
  rects.forEach(({ left, top, right, bottom }, i) => {
    [left, top, right, bottom].forEach((side, k) => {
      bytes.writeUInt16LE(side, COMMAND_BYTES + i * RECT_BYTES + k * 2);
    });
  });
  return bytes;
}

function head(
  kind: keyof typeof COMMAND,
  values: { flags?: number; rects?: number; value: number; at?: number },
  further = 0,
): Buffer {
  const bytes = Buffer.alloc(COMMAND_BYTES + further);
  bytes.writeUInt8(COMMAND[kind], 0);
  bytes.writeUInt8(values.flags ?? 0, 1);
  bytes.writeUInt16LE(values.rects ?? 0, 2);
  bytes.writeUInt32LE(values.value, 4);
  bytes.writeBigUInt64LE(BigInt(values.at ?? 0), 8);
  return bytes;
}

export type Answer =
  | { readonly kind: 'config'; readonly bytes: Buffer }
  | { readonly kind: 'frame'; readonly bytes: Buffer; readonly isKey: boolean };

/**
 * Reads answers from the pieces that a pipe gives, wherever it cuts them.
 *
 * @returns a function from a piece to the answers that it completes; it throws on nonsense
 */
export function createAnswerReader(): (piece: Buffer) => readonly Answer[] {
  let pieces: Buffer[] = [];
  let have = 0;
  let need = ANSWER_BYTES;
  return (piece) => {
    pieces.push(piece);
    have += piece.length;
    if (have < need) return [];
    let rest = pieces.length === 1 ? piece : Buffer.concat(pieces, have);
    const answers: Answer[] = [];
    for (;;) {
      need = ANSWER_BYTES;
      if (rest.length < need) break;
      need += lengthOf(rest);
      if (rest.length < need) break;
      answers.push(toAnswer(rest.subarray(0, need)));
      rest = rest.subarray(need);
    }
    pieces = [rest];
    have = rest.length;
    return answers;
  };
}

function lengthOf(bytes: Buffer): number {
  const kind = bytes.readUInt8(0);
  const length = bytes.readUInt32LE(4);
  if ((kind === CONFIG || kind === CODED) && length <= ANSWER_MAX_BYTES) return length;
  throw new Error(`Expected an answer of the native encoder, got kind ${kind}, length ${length}.`);
}

function toAnswer(bytes: Buffer): Answer {
  const payload = bytes.subarray(ANSWER_BYTES);
  if (bytes.readUInt8(0) === CONFIG) return { kind: 'config', bytes: payload };
  return { kind: 'frame', bytes: payload, isKey: (bytes.readUInt8(1) & KEY) !== 0 };
}
