import { SothebaisError } from '../../engine/domain/errors.js';
import type { AudioPacket, Packet, StreamFormat, VideoPacket } from '../packet.js';
import { encodeAmf0 } from './rtmp/amf0.js';

/** A body in pieces, so that nobody copies a packet only to put a few bytes before it. */
export type Payload = readonly Buffer[];

const TAG = { audio: 8, video: 9, script: 18 } as const;
const HEAD_BYTES = 11;
const KEY_FRAME = 0x17;
const INTER_FRAME = 0x27;
/** AAC; 44 kHz, 16 bit and stereo are said of every AAC, whatever it is. */
const AAC = 0xaf;
const CONFIG = 0;
const FRAME = 1;

/** The body of a video tag or message. Frames are shown in the order they come. */
export function videoPayload(packet: VideoPacket): Payload {
  return [Buffer.of(packet.isKey ? KEY_FRAME : INTER_FRAME, FRAME, 0, 0, 0), packet.bytes];
}

/** The body of an audio tag or message. */
export function audioPayload(packet: AudioPacket): Payload {
  return [Buffer.of(AAC, FRAME), packet.bytes];
}

/** The body that tells a decoder of the picture what will come. */
export function videoHeadPayload(avcConfig: Buffer): Payload {
  return [Buffer.of(KEY_FRAME, CONFIG, 0, 0, 0), avcConfig];
}

/** The body that tells a decoder of the sound what will come. */
export function audioHeadPayload(aacConfig: Buffer): Payload {
  return [Buffer.of(AAC, CONFIG), aacConfig];
}

/** `onMetaData` in AMF0: what ingests and players show and plan by. */
export function metaData(format: StreamFormat): Buffer {
  const facts = new Map<string, number | boolean | string>([
    ['width', format.widthPx],
    ['height', format.heightPx],
    ['framerate', format.fps],
    ['videodatarate', format.bitrateKbps],
    ['videocodecid', 7],
    ['audiodatarate', format.audioKbps],
    ['audiocodecid', 10],
    ['audiosamplerate', 48_000],
    ['audiosamplesize', 16],
    ['audiochannels', 2],
    ['stereo', true],
    ['encoder', 'SothebAIs'],
  ]);
  return encodeAmf0('onMetaData', facts);
}

/** What an FLV stream begins with: its header and the tags of its format. */
export function flvHead(format: StreamFormat): Buffer {
  const hasSoundAndPicture = 0x05;
  const head = Buffer.from([0x46, 0x4c, 0x56, 1, hasSoundAndPicture, 0, 0, 0, 9, 0, 0, 0, 0]);
  return Buffer.concat([head, formatTags(format)]);
}

/**
 * The tags that a stream in this format begins with, at the start or at the key frame where the
 * format changes.
 *
 * @param atMs - that frame's time. @default 0
 */
export function formatTags(format: StreamFormat, atMs = 0): Buffer {
  return Buffer.concat([
    tag(TAG.script, atMs, [metaData(format)]),
    tag(TAG.video, atMs, videoHeadPayload(format.avcConfig)),
    tag(TAG.audio, atMs, audioHeadPayload(format.aacConfig)),
  ]);
}

/** A packet as a tag. Its time is rounded to whole milliseconds, and wraps after 49 days. */
export function flvTag(packet: Packet): Buffer {
  return packet.kind === 'video'
    ? tag(TAG.video, packet.atMs, videoPayload(packet))
    : tag(TAG.audio, packet.atMs, audioPayload(packet));
}

function tag(type: number, atMs: number, payload: Payload): Buffer {
  const length = payload.reduce((sum, part) => sum + part.length, 0);
  const time = Math.round(atMs) >>> 0;
  const out = Buffer.allocUnsafe(HEAD_BYTES + length + 4);
  out.writeUInt8(type, 0);
  out.writeUIntBE(length, 1, 3);
  out.writeUIntBE(time & 0xffffff, 4, 3);
  out.writeUInt8(time >>> 24, 7);
  out.writeUIntBE(0, 8, 3);
  let at = HEAD_BYTES;
  for (const part of payload) at += part.copy(out, at);
  out.writeUInt32BE(HEAD_BYTES + length, at);
  return out;
}

/** One tag of an FLV stream that was read. */
export interface FlvTag {
  readonly kind: 'video' | 'audio' | 'script';
  readonly atMs: number;
  /** As it came, with the codec's own bytes before the frame. */
  readonly body: Buffer;
}

interface FlvReader {
  /**
   * Tags that are whole now.
   *
   * @throws SothebaisError `ENCODER_FAILED` at bytes that are no FLV stream
   */
  feed(bytes: Buffer): FlvTag[];
}

/** Reads an FLV stream that comes in pieces of any length, each tag as soon as it is whole. */
export function createFlvReader(): FlvReader {
  const waiting = new Waiting();
  let isPastHead = false;

  return {
    feed: (bytes) => {
      waiting.add(bytes);
      if (!isPastHead) isPastHead = skipHead(waiting);
      const tags: FlvTag[] = [];
      if (isPastHead) for (let next; (next = takeTag(waiting));) tags.push(next);
      return tags;
    },
  };
}

function skipHead(waiting: Waiting): boolean {
  const head = waiting.peek(9);
  if (!head) return false;
  if (head.toString('latin1', 0, 3) !== 'FLV') throw noFlv();
  return waiting.take(head.readUInt32BE(5) + 4) !== undefined;
}

function takeTag(waiting: Waiting): FlvTag | undefined {
  const head = waiting.peek(HEAD_BYTES);
  if (!head) return undefined;
  const kind = kindOf(head.readUInt8(0));
  const time = head.readUIntBE(4, 3) + head.readUInt8(7) * 0x1000000;
  const length = head.readUIntBE(1, 3);
  const whole = waiting.take(HEAD_BYTES + length + 4);
  if (!whole) return undefined;
  return { kind, atMs: time, body: whole.subarray(HEAD_BYTES, HEAD_BYTES + length) };
}

function kindOf(type: number): FlvTag['kind'] {
  if (type === TAG.video) return 'video';
  if (type === TAG.audio) return 'audio';
  if (type === TAG.script) return 'script';
  throw noFlv();
}

function noFlv(): SothebaisError {
  return new SothebaisError('ENCODER_FAILED', 'Expected an FLV stream, got other bytes.');
}

/** Bytes that came and were not taken yet; joined only when enough of them are there. */
class Waiting {
  #pieces: Buffer[] = [];
  #length = 0;

  add(bytes: Buffer): void {
    this.#pieces.push(bytes);
    this.#length += bytes.length;
  }

  /** The next `length` bytes, which stay, or undefined when fewer are there. */
  peek(length: number): Buffer | undefined {
    if (this.#length < length) return undefined;
    let [first] = this.#pieces;
    if (!first || first.length < length) {
      first = Buffer.concat(this.#pieces);
      this.#pieces = [first];
    }
    return first.subarray(0, length);
  }

  /** The next `length` bytes, which go, or undefined when fewer are there. */
  take(length: number): Buffer | undefined {
    const taken = this.peek(length);
    if (!taken) return undefined;
    const [first, ...later] = this.#pieces;
    const left = first?.subarray(length);
    this.#pieces = left && left.length > 0 ? [left, ...later] : later;
    this.#length -= length;
    return taken;
  }
}
