import { ChunkReader } from '../../../../compositor/sink/rtmp/chunk-reader.js';
import { MESSAGE, type Message } from '../../../../compositor/sink/rtmp/message.js';
import type { Packet, StreamFormat } from '../../../../compositor/packet.js';

/** A frame of picture or sound that a publisher's bytes have brought whole. */
export interface Arrival {
  readonly kind: 'video' | 'audio';
  /** Its time in the stream, in whole milliseconds since the publisher's first packet. */
  readonly atMs: number;
  /** When its last byte was read, in milliseconds since the epoch, with a fraction. */
  readonly arrivedMs: number;
  readonly bytes: number;
}

/** What a publisher says before its first chunk: C0, C1 and C2. */
const HANDSHAKE_BYTES = 1 + 1_536 + 1_536;
const MESSAGE_BYTES_MAX = 16 * 1024 * 1024;
const CONFIG = 0;
const HEAD_BYTES = { video: 5, audio: 2 } as const;
const KEY_FRAME = 1;

/** The time since the epoch, finer than a millisecond; the same in every process of a machine. */
export const epochMs = (): number => performance.timeOrigin + performance.now();

/** Reads along with what a publisher sends over RTMP. */
export class Meter {
  readonly #reader = new ChunkReader(MESSAGE_BYTES_MAX);
  readonly #onPacket: (packet: Packet, arrivedMs: number) => void;
  #handshakeLeft = HANDSHAKE_BYTES;
  #configs: { avc?: Buffer; aac?: Buffer } = {};

  constructor(onPacket: (packet: Packet, arrivedMs: number) => void) {
    this.#onPacket = onPacket;
  }

  /** The decoders' configurations, once both have come. */
  get configs(): Pick<StreamFormat, 'avcConfig' | 'aacConfig'> | undefined {
    const { avc, aac } = this.#configs;
    return avc && aac && { avcConfig: avc, aacConfig: aac };
  }

  feed(bytes: Buffer, arrivedMs: number): void {
    const skipped = Math.min(bytes.length, this.#handshakeLeft);
    this.#handshakeLeft -= skipped;
    if (skipped === bytes.length) return;
    // What the reader keeps of a piece must not change under it.
    for (const message of this.#reader.feed(Buffer.from(bytes.subarray(skipped)))) {
      this.#hear(message, arrivedMs);
    }
  }

  #hear({ type, atMs, payload }: Message, arrivedMs: number): void {
    const kind = type === MESSAGE.video ? 'video' : type === MESSAGE.audio ? 'audio' : undefined;
    if (!kind) return;
    const bytes = payload.subarray(HEAD_BYTES[kind]);
    if (payload[1] === CONFIG) {
      this.#configs[kind === 'video' ? 'avc' : 'aac'] = bytes;
    } else if (kind === 'audio') {
      this.#onPacket({ kind, atMs, bytes }, arrivedMs);
    } else {
      const isKey = (payload[0] ?? 0) >> 4 === KEY_FRAME;
      this.#onPacket({ kind, tick: 0, atMs, isKey, bytes }, arrivedMs);
    }
  }
}
