import { FIRST_CHUNK_BYTES, type OutgoingMessage } from './message.js';

/** From this value on, a time stands in four bytes of its own behind the header. */
const EXTENDED = 0xffffff;
/** Times count in 32 bits and begin anew after 49 days: what is further ahead than half lies behind. */
const HALF_ROUND = 0x80000000;

interface LastMessage {
  readonly atMs: number;
  readonly streamId: number;
}

/**
 * Cuts messages into chunks.
 *
 * The first message of a chunk stream has a full header, those that follow say by how much later
 * they are. Extended times, which servers disagree about, so come up only after a gap of hours,
 * however long the stream goes on; OBS and FFmpeg write the same.
 */
export class ChunkWriter {
  /** Bytes of a message in one chunk; the other side must have been told. */
  chunkBytes = FIRST_CHUNK_BYTES;
  readonly #last = new Map<number, LastMessage>();

  /**
   * The message as one piece of bytes: copying it once costs less than handing a system call
   * dozens of pieces.
   *
   * @param chunkStream - from 2 to 63
   */
  write(chunkStream: number, message: OutgoingMessage): Buffer {
    const { type, streamId, payload } = message;
    const atMs = message.atMs >>> 0;
    const last = this.#last.get(chunkStream);
    const laterMs = (atMs - (last?.atMs ?? 0)) >>> 0;
    const isFull = last?.streamId !== streamId || laterMs >= HALF_ROUND;
    const time = isFull ? atMs : laterMs;
    this.#last.set(chunkStream, { atMs, streamId });

    const length = payload.reduce((sum, part) => sum + part.length, 0);
    const extendedBytes = time >= EXTENDED ? 4 : 0;
    const headBytes = (isFull ? 12 : 8) + extendedBytes;
    const furtherChunks = Math.max(0, Math.ceil(length / this.chunkBytes) - 1);
    const out = Buffer.allocUnsafe(headBytes + length + furtherChunks * (1 + extendedBytes));

    out.writeUInt8((isFull ? 0x00 : 0x40) | chunkStream, 0);
    out.writeUIntBE(Math.min(time, EXTENDED), 1, 3);
    out.writeUIntBE(length, 4, 3);
    out.writeUInt8(type, 7);
    if (isFull) out.writeUInt32LE(streamId, 8);
    if (extendedBytes > 0) out.writeUInt32BE(time, headBytes - 4);

    let at = headBytes;
    let room = this.chunkBytes;
    for (const part of payload) {
      let from = 0;
      while (from < part.length) {
        if (room === 0) {
          at = out.writeUInt8(0xc0 | chunkStream, at);
          if (extendedBytes > 0) at = out.writeUInt32BE(time, at);
          room = this.chunkBytes;
        }
        const taken = part.copy(out, at, from, Math.min(part.length, from + room));
        from += taken;
        at += taken;
        room -= taken;
      }
    }
    return out;
  }
}
