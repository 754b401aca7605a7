import type { Socket } from 'node:net';
import { ChunkReader } from './chunk-reader.js';
import { ChunkWriter } from './chunk-writer.js';
import { Handshake } from './handshake.js';
import { KernelQueue } from './kernel-queue.js';
import { MESSAGE, type Message, type OutgoingMessage } from './message.js';

/**
 * Bytes of a message in one chunk. OBS sends the same, so every ingest takes it; many refuse or
 * buffer badly what is beyond 64 KiB.
 */
const CHUNK_BYTES = 4096;
/** How often the server is asked to acknowledge: twice a second or so. */
const WINDOW_BYTES = 250_000;
/** A server says little to a publisher. */
const MESSAGE_BYTES_MAX = 64 * 1024;
/** One that asks and asks and never reads is answered no more: this much waits on no line that flows. */
const UNREAD_BYTES_MAX = 8 * 1024 * 1024;

/** Chunk streams, numbered as FFmpeg numbers them. */
export const CHUNKS_OF = { control: 2, command: 3, audio: 4, video: 6 } as const;

/** Why a wire ended. */
export type WireEnd =
  | { readonly kind: 'closed'; readonly cause?: Error }
  | { readonly kind: 'not-rtmp'; readonly cause: Error };

/** What a wire tells. */
interface WireEvents {
  /** The handshake is done: commands may go out. */
  onOpen(): void;
  onCommand(message: Message): void;
  /** Told once, and nothing else after it. */
  onEnd(end: WireEnd): void;
}

/**
 * Messages over a socket that is connected: shakes hands, cuts and joins chunks, and answers by
 * itself what keeps a connection alive.
 */
export class Wire {
  readonly #socket: Socket;
  readonly #events: WireEvents;
  readonly #kernelQueue: KernelQueue;
  readonly #reader = new ChunkReader(MESSAGE_BYTES_MAX);
  readonly #writer = new ChunkWriter();
  #handshake: Handshake | undefined;
  #cause: Error | undefined;
  #hasEnded = false;
  #written = 0;
  #received = 0;
  #receivedWindow = Infinity;
  #receivedTold = 0;
  #acknowledgements = 0;
  #lastAcknowledged = 0;
  #acknowledged = 0;
  #isAcknowledged = false;
  #sent = 0;

  constructor(socket: Socket, events: WireEvents) {
    this.#socket = socket;
    this.#events = events;
    this.#kernelQueue = new KernelQueue(socket, () => this.#takenBytes);
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.#take(bytes));
    socket.on('error', (cause) => (this.#cause ??= cause));
    socket.on('close', () =>
      this.#end({ kind: 'closed', ...(this.#cause && { cause: this.#cause }) }),
    );
    this.#handshake = new Handshake();
    this.#write(this.#handshake.greeting);
  }

  /** In Node and in this machine's kernel. */
  get waitingBytes(): number {
    return this.#socket.writableLength + this.#kernelQueue.bytes;
  }

  /** Whether the server says itself what it has, and is believed. */
  get isAcknowledged(): boolean {
    return this.#isAcknowledged;
  }

  /**
   * Never falls. Counts what the server has where it acknowledges as often as it is asked to, and
   * what its kernel has where it does so in leaps or not at all; of that, where nobody tells, what
   * ours took.
   */
  get sentBytes(): number {
    const left = this.#kernelQueue.leftBytes ?? this.#takenBytes;
    const delivered = this.#isAcknowledged ? Math.min(this.#acknowledged, left) : left;
    this.#sent = Math.max(this.#sent, delivered);
    return this.#sent;
  }

  get #takenBytes(): number {
    return this.#written - this.#socket.writableLength;
  }

  /** Takes a message and returns at once; one that comes after the end is dropped. */
  send(chunkStream: number, message: OutgoingMessage): void {
    this.#write(this.#writer.write(chunkStream, message));
  }

  /** Sends what waits, says that nothing more will come, and waits for the other side to close. */
  async close(limitMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#socket.once('close', () => resolve());
      if (this.#socket.closed) resolve();
    });
    const timer = setTimeout(() => this.#socket.destroy(), limitMs);
    this.#socket.end();
    await closed;
    clearTimeout(timer);
  }

  #write(bytes: Buffer): void {
    if (!this.#socket.writable) return;
    this.#written += bytes.length;
    this.#socket.write(bytes);
  }

  #take(bytes: Buffer): void {
    if (this.#hasEnded) return;
    this.#received += bytes.length;
    try {
      const chunks = this.#handshake ? this.#shake(this.#handshake, bytes) : bytes;
      if (chunks) for (const message of this.#reader.feed(chunks)) this.#hear(message);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      this.#end({ kind: 'not-rtmp', cause });
      this.#socket.destroy();
    }
    this.#acknowledge();
  }

  #shake(handshake: Handshake, bytes: Buffer): Buffer | undefined {
    const { answer, rest } = handshake.feed(bytes);
    if (answer) this.#write(answer);
    if (!rest) return undefined;
    this.#handshake = undefined;
    this.#events.onOpen();
    this.#control(MESSAGE.chunkSize, uint32(CHUNK_BYTES));
    this.#writer.chunkBytes = CHUNK_BYTES;
    return rest;
  }

  #hear(message: Message): void {
    const { type, payload } = message;
    if (type === MESSAGE.command) this.#events.onCommand(message);
    if (type === MESSAGE.acknowledgement) this.#hearAcknowledgement(payload.readUInt32BE());
    if (type === MESSAGE.windowSize) this.#receivedWindow = payload.readUInt32BE();
    // The protocol has this answered with a window, which is how often we want to be told.
    if (type === MESSAGE.peerBandwidth) this.#control(MESSAGE.windowSize, uint32(WINDOW_BYTES));
    if (type === MESSAGE.userControl) this.#hearUserControl(payload);
  }

  #hearAcknowledgement(total: number): void {
    // The count has 32 bits and begins anew after 4 GiB.
    const step = (total - this.#lastAcknowledged) >>> 0;
    this.#lastAcknowledged = total;
    this.#acknowledged += step;
    this.#acknowledgements++;
    // The first alone may be a mere greeting. One that comes seldom would make a stream that flows
    // look as if it stood still.
    this.#isAcknowledged = this.#acknowledgements > 1 && step <= 2 * WINDOW_BYTES;
  }

  #hearUserControl(payload: Buffer): void {
    const [pingRequest, pingResponse] = [6, 7];
    if (payload.readUInt16BE() !== pingRequest) return;
    const answer = Buffer.from(payload.subarray(0, 6));
    answer.writeUInt16BE(pingResponse);
    this.#control(MESSAGE.userControl, answer);
  }

  #acknowledge(): void {
    if (this.#received - this.#receivedTold < this.#receivedWindow) return;
    this.#receivedTold = this.#received;
    this.#control(MESSAGE.acknowledgement, uint32(this.#received));
  }

  #control(type: number, payload: Buffer): void {
    if (this.#socket.writableLength > UNREAD_BYTES_MAX) return;
    this.send(CHUNKS_OF.control, { type, streamId: 0, atMs: 0, payload: [payload] });
  }

  #end(end: WireEnd): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#events.onEnd(end);
  }
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
