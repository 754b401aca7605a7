import type { Packet } from '../packet.js';

const LIMIT_BYTES = 24 * 1024 * 1024;
const LIMIT_MS = 12_000;

/**
 * The packets since the last key frame, that frame first: what a receiver can begin with. Sound of
 * before that frame, which is sent after it, is not among them.
 *
 * It holds one GOP, bounded in bytes and in time; one that grows beyond is let go whole, since the
 * rest of it is of no use without its beginning.
 */
export class Gop {
  #packets: Packet[] = [];
  #bytes = 0;

  push(packet: Packet): void {
    if (packet.kind === 'video' && packet.isKey) this.clear();
    else if (packet.atMs < (this.#packets[0]?.atMs ?? Infinity)) return;
    this.#packets.push(packet);
    this.#bytes += packet.bytes.length;
    if (this.#bytes > LIMIT_BYTES || this.ageMs > LIMIT_MS) this.clear();
  }

  clear(): void {
    this.#packets = [];
    this.#bytes = 0;
  }

  /** Empty before the first key frame. */
  get packets(): readonly Packet[] {
    return this.#packets;
  }

  /** The programme's time from its key frame to its newest packet, in milliseconds. */
  get ageMs(): number {
    const [first, last] = [this.#packets[0], this.#packets.at(-1)];
    return first && last ? Math.max(0, last.atMs - first.atMs) : 0;
  }
}
