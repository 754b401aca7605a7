import type { Packet, StreamFormat } from '../packet.js';
import { Backlog } from './backlog.js';
import type { Connection } from './connection.js';

/** Bytes wait and none leaves for this long: nobody reads them. */
const STALL_MS = 8_000;
/** So long without a picture, the line carries little more than the sound: a new one may be better. */
const NO_PICTURE_MS = 20_000;

/**
 * What goes over one connection, from its opening to its end: it begins with a key frame, leaves out
 * pictures where too many wait, and finds out when nothing leaves any more.
 */
export class Delivery {
  readonly connection: Connection;
  /** Video frames left out because they could not leave in time. */
  droppedFrames = 0;
  readonly #queueLimitMs: number;
  readonly #backlog = new Backlog();
  /** Nothing in this format was sent yet: sound waits for the first key frame as well. */
  #isFresh = true;
  /** The time of that frame; sound of before it is left out. */
  #beganMs = 0;
  /** After a picture that was left out, those up to the next key frame could not be decoded. */
  #needsKey = true;
  #pictureOwedMs: number | undefined;
  #progressMs: number;
  #sentBytes = 0;
  /** A start in the middle of a GOP hands over much at once, which is no congestion. */
  #startMs = 0;

  /** @param queueLimitMs - so much of the stream may wait to leave before pictures are left out */
  constructor(
    connection: Connection,
    start: readonly Packet[],
    queueLimitMs: number,
    nowMs: number,
  ) {
    this.connection = connection;
    this.#queueLimitMs = queueLimitMs;
    this.#progressMs = nowMs;
    if (start.length === 0) return;
    for (const packet of start) {
      this.#backlog.advance(packet.atMs);
      this.#send(packet);
    }
    this.#isFresh = false;
    this.#beganMs = start[0]?.atMs ?? 0;
    this.#needsKey = false;
    this.#startMs = this.queueMs;
  }

  begin(format: StreamFormat): void {
    this.connection.begin(format);
    this.#isFresh = true;
    this.#needsKey = true;
  }

  take(packet: Packet, nowMs: number): void {
    this.#backlog.advance(packet.atMs);
    this.#noteProgress(nowMs);
    if (packet.kind === 'audio') {
      if (!this.#isFresh && packet.atMs >= this.#beganMs) this.#send(packet);
      return;
    }
    const isFull = this.queueMs > this.#queueLimitMs + this.#startMs;
    if (isFull || (this.#needsKey && !packet.isKey)) {
      this.#needsKey = true;
      if (this.#isFresh && !isFull) return;
      this.droppedFrames++;
      this.#pictureOwedMs ??= nowMs;
      return;
    }
    if (this.#isFresh) this.#beganMs = packet.atMs;
    this.#isFresh = false;
    this.#needsKey = false;
    this.#pictureOwedMs = undefined;
    this.#send(packet);
  }

  /** How much of the stream waits to leave, in milliseconds. */
  get queueMs(): number {
    return Math.round(this.#backlog.ageMs(this.connection.waitingBytes));
  }

  /** Nothing leaves, or nothing that a viewer could watch. */
  isStalled(nowMs: number): boolean {
    if (nowMs - this.#progressMs >= STALL_MS) return true;
    return nowMs - (this.#pictureOwedMs ?? nowMs) >= NO_PICTURE_MS;
  }

  #send(packet: Packet): void {
    this.connection.send(packet);
    this.#backlog.push(packet.bytes.length);
  }

  #noteProgress(nowMs: number): void {
    const { sentBytes, waitingBytes } = this.connection;
    this.#startMs = Math.min(this.#startMs, this.queueMs);
    if (sentBytes === this.#sentBytes && waitingBytes > 0) return;
    this.#sentBytes = sentBytes;
    this.#progressMs = nowMs;
  }
}
