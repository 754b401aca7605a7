import { FIRST_CHUNK_BYTES, MESSAGE, type Message } from './message.js';

const EXTENDED = 0xffffff;
/** Servers use a handful; each may hold a message that never ends. */
const CHUNK_STREAMS_MAX = 64;
/** Bytes of the message header after the basic header, by the format of the chunk. */
const HEADER_BYTES = [11, 7, 3, 0] as const;

const NOTHING = Buffer.alloc(0);

interface ChunkStream {
  type: number;
  streamId: number;
  length: number;
  atMs: number;
  /** What the last header said about time: an instant, or how much later. */
  time: number;
  isExtended: boolean;
  /** The message that is coming, of its whole length from its first chunk on. */
  body: Buffer;
  received: number;
}

/** Puts messages together from chunks, which may come in pieces of any length. */
export class ChunkReader {
  readonly #messageBytesMax: number;
  readonly #streams = new Map<number, ChunkStream>();
  #chunkBytes = FIRST_CHUNK_BYTES;
  #rest: Buffer = Buffer.alloc(0);

  /** @param messageBytesMax - a longer message is not waited for */
  constructor(messageBytesMax: number) {
    this.#messageBytesMax = messageBytesMax;
  }

  /**
   * Messages that are whole now, in the order of their ends. Those about the chunks themselves are
   * followed and not given out.
   *
   * @throws RangeError at bytes that are no chunks
   */
  feed(bytes: Buffer): Message[] {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const messages: Message[] = [];
    for (;;) {
      const read = this.#chunk(this.#rest);
      if (read === undefined) return messages;
      this.#rest = this.#rest.subarray(read.bytes);
      if (read.message && !this.#follow(read.message)) messages.push(read.message);
    }
  }

  /** The chunk at the head of `bytes`, or undefined when it is not all there. */
  #chunk(bytes: Buffer): { bytes: number; message: Message | undefined } | undefined {
    const basic = readBasicHeader(bytes);
    if (!basic) return undefined;
    const { format, id } = basic;
    const known = this.#streams.get(id);
    if (!known && format !== 0) throw new RangeError('A chunk refers to one that never came.');
    const head = bytes.subarray(basic.bytes, basic.bytes + HEADER_BYTES[format]);
    if (head.length < HEADER_BYTES[format]) return undefined;

    let at = basic.bytes + head.length;
    let time = format === 3 ? (known?.time ?? 0) : head.readUIntBE(0, 3);
    const isExtended = format === 3 ? (known?.isExtended ?? false) : time === EXTENDED;
    if (isExtended) {
      if (bytes.length < at + 4) return undefined;
      time = bytes.readUInt32BE(at);
      at += 4;
    }
    const length = format < 2 ? head.readUIntBE(3, 3) : (known?.length ?? 0);
    if (length > this.#messageBytesMax) throw new RangeError('A message is far too long.');
    const received = known?.received ?? 0;
    if (received > 0 && format !== 3) throw new RangeError('A message begins within another.');
    const size = Math.min(this.#chunkBytes, length - received);
    if (bytes.length < at + size) return undefined;

    const stream = known ?? this.#newStream(id);
    if (received === 0) {
      stream.body = Buffer.allocUnsafe(length);
      stream.time = time;
      stream.isExtended = isExtended;
      stream.length = length;
      stream.atMs = format === 0 ? time : (stream.atMs + time) >>> 0;
      if (format < 2) stream.type = head.readUInt8(6);
      if (format === 0) stream.streamId = head.readUInt32LE(7);
    }
    stream.received += bytes.copy(stream.body, received, at, at + size);
    return { bytes: at + size, message: takeWhole(stream) };
  }

  #newStream(id: number): ChunkStream {
    if (this.#streams.size >= CHUNK_STREAMS_MAX) throw new RangeError('There are too many chunks.');
    const times = { atMs: 0, time: 0, isExtended: false };
    const stream = { ...times, type: 0, streamId: 0, length: 0, body: NOTHING, received: 0 };
    this.#streams.set(id, stream);
    return stream;
  }

  #follow({ type, payload }: Message): boolean {
    if (type === MESSAGE.chunkSize) {
      this.#chunkBytes = Math.max(1, payload.readUInt32BE() & 0x7fffffff);
      return true;
    }
    if (type === MESSAGE.abort) {
      const stream = this.#streams.get(payload.readUInt32BE());
      if (stream) stream.received = 0;
      return true;
    }
    return false;
  }
}

function readBasicHeader(
  bytes: Buffer,
): { format: 0 | 1 | 2 | 3; id: number; bytes: number } | undefined {
  const [first, second, third] = bytes;
  if (first === undefined) return undefined;
  const format = (first >> 6) as 0 | 1 | 2 | 3;
  const id = first & 0x3f;
  if (id > 1) return { format, id, bytes: 1 };
  if (second === undefined) return undefined;
  if (id === 0) return { format, id: 64 + second, bytes: 2 };
  if (third === undefined) return undefined;
  return { format, id: 64 + second + 256 * third, bytes: 3 };
}

function takeWhole(stream: ChunkStream): Message | undefined {
  if (stream.received < stream.length) return undefined;
  const { type, streamId, atMs, body } = stream;
  stream.received = 0;
  stream.body = NOTHING;
  return { type, streamId, atMs, payload: body };
}
