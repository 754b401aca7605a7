/** Types of RTMP messages that a publisher and a server exchange. */
export const MESSAGE = {
  chunkSize: 1,
  abort: 2,
  acknowledgement: 3,
  userControl: 4,
  windowSize: 5,
  peerBandwidth: 6,
  audio: 8,
  video: 9,
  data: 18,
  command: 20,
} as const;

/** Bytes of a message in one chunk, until a side says otherwise. */
export const FIRST_CHUNK_BYTES = 128;

/** A message as it came. */
export interface Message {
  readonly type: number;
  /** The message stream: 0 is the connection itself. */
  readonly streamId: number;
  readonly atMs: number;
  readonly payload: Buffer;
}

/** A message to be written; its payload may lie in several pieces. */
export interface OutgoingMessage {
  readonly type: number;
  readonly streamId: number;
  /** Whole milliseconds. */
  readonly atMs: number;
  readonly payload: readonly Buffer[];
}
