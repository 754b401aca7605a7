/**
 * Messages through a file of fixed size: one side writes, the other reads, and neither waits for
 * the other or shares a lock with it.
 *
 * Messages lie one behind the other, and from the start again where the next does not fit. Each is
 * one write: its number from 1, its length and a check over both and its bytes, u32 little-endian,
 * then the bytes. The reader knows where the next begins and takes it as soon as number and check
 * are right: then all of it is there.
 */
export const QUEUE_BYTES = 4 * 1024 * 1024;

const HEAD_BYTES = 12;
/** The length of what is no message: the next one lies at the start of the file. */
const TURN = 0xffff_ffff;

/** Writes all of `bytes` at `at`, or throws. */
export type WriteAt = (bytes: Uint8Array, at: number) => void;
/** Fills `into` with what lies at `at`, or throws. */
export type ReadAt = (into: Uint8Array, at: number) => void;

/** The end that writes. The file holds nothing when it begins. */
export class QueueWriter {
  readonly #write: WriteAt;
  #number = 0;
  #at = 0;

  constructor(write: WriteAt) {
    this.#write = write;
  }

  /**
   * Leaves one message. A reader that has fallen behind by all that the file holds finds no more.
   *
   * @throws RangeError when it is longer than the file
   */
  send(message: Uint8Array): void {
    const length = HEAD_BYTES + message.length;
    if (length > QUEUE_BYTES) {
      throw new RangeError(`A message of ${message.length} bytes is too long for the queue.`);
    }
    if (this.#at + length > QUEUE_BYTES) {
      if (hasRoomForHead(this.#at)) this.#put(new Uint8Array(HEAD_BYTES), TURN);
      this.#at = 0;
    }
    const bytes = new Uint8Array(length);
    bytes.set(message, HEAD_BYTES);
    this.#put(bytes, message.length);
    this.#at += length;
  }

  #put(bytes: Uint8Array, length: number): void {
    const number = (this.#number + 1) >>> 0;
    const head = new DataView(bytes.buffer, 0, HEAD_BYTES);
    head.setUint32(0, number, true);
    head.setUint32(4, length, true);
    head.setUint32(8, checkOf(number, length, bytes.subarray(HEAD_BYTES)), true);
    this.#write(bytes, this.#at);
    this.#number = number;
  }
}

/** The end that reads. */
export class QueueReader {
  readonly #readAt: ReadAt;
  readonly #head = new Uint8Array(HEAD_BYTES);
  readonly #view = new DataView(this.#head.buffer);
  #number = 1;
  #at = 0;

  constructor(readAt: ReadAt) {
    this.#readAt = readAt;
  }

  /** The next message; undefined where there is none yet. Its bytes are the caller's. */
  next(): Uint8Array | undefined {
    if (!hasRoomForHead(this.#at)) this.#at = 0;
    this.#readAt(this.#head, this.#at);
    if (this.#view.getUint32(0, true) !== this.#number) return undefined;
    const length = this.#view.getUint32(4, true);
    const isTurn = length === TURN;
    // One that is still being written may say anything.
    if (!isTurn && this.#at + HEAD_BYTES + length > QUEUE_BYTES) return undefined;
    const message = new Uint8Array(isTurn ? 0 : length);
    if (message.length > 0) this.#readAt(message, this.#at + HEAD_BYTES);
    if (this.#view.getUint32(8, true) !== checkOf(this.#number, length, message)) return undefined;
    this.#number = (this.#number + 1) >>> 0;
    this.#at = isTurn ? 0 : this.#at + HEAD_BYTES + length;
    return isTurn ? this.next() : message;
  }
}

const hasRoomForHead = (at: number): boolean => at + HEAD_BYTES <= QUEUE_BYTES;

/** FNV-1a, 32 bits. http://www.isthe.com/chongo/tech/comp/fnv/ */
function checkOf(number: number, length: number, bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  hash = Math.imul(hash ^ number, 0x01000193);
  hash = Math.imul(hash ^ length, 0x01000193);
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
