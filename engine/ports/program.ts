import type { ShowState } from '../domain/show.js';
import type { Closeable } from './closeable.js';

/** How the stream stands. Counts are since it went on air. */
export interface StreamHealth {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /** The capture backend. */
  readonly backend: string;
  readonly onAirMs: number;
  /** Frames handed to the encoder. */
  readonly frames: number;
  /** Of those, frames drawn for their tick. */
  readonly unique: number;
  /** Frames that repeat the one before, because theirs was late. */
  readonly repeated: number;
  /** Frames drawn but never encoded. */
  readonly dropped: number;
  /** What viewers see: the show, its last frame, or the slate. */
  readonly picture: 'show' | 'last-frame' | 'slate';
  /** Distinct frames in the second before. */
  readonly uniqueFps: number;
  readonly encoder: EncoderHealth;
  /** From a tick to its packet, over the last ten seconds, in milliseconds. */
  readonly latencyMs: { readonly p50: number; readonly p95: number };
  /** Starts of the browser after the first. */
  readonly browserRestarts: number;
  readonly destinations: readonly DestinationHealth[];
  /** What the house sees wrong in what it sends, or cannot get over by itself. */
  readonly alarms: readonly Alarm[];
}

export interface EncoderHealth {
  readonly name: string;
  /** Frames encoded a second, over the frame rate: 1 keeps up. */
  readonly speed: number;
  /** Measured over the last ten seconds, sound included. */
  readonly bitrateKbps: number;
  /** What the encoder is set to for the picture. */
  readonly targetKbps: number;
  readonly restarts: number;
}

/** Where the stream goes, and how that stands. */
export interface DestinationHealth {
  /** Names it in `add` and `remove`: `main`, or what was given. */
  readonly id: string;
  readonly kind: 'rtmp' | 'srt' | 'file' | 'hls';
  /** Without the stream key. */
  readonly url: string;
  readonly state: 'connecting' | 'live' | 'reconnecting' | 'stopped' | 'failed';
  /** Delivered, over all connections. */
  readonly bytes: number;
  /** Whether the other side says itself that it has them; else they left this machine. */
  readonly isAcknowledged: boolean;
  readonly reconnects: number;
  /** Delivered in the last ten seconds. */
  readonly bitrateKbps: number;
  /** How much of the stream waits to leave, in milliseconds. */
  readonly queueMs: number;
  /** Video frames left out because they could not leave in time. */
  readonly droppedFrames: number;
  /** What went wrong last and whose fault it was. */
  readonly trouble?: { readonly message: string; readonly code: string; readonly blame: Blame };
}

export type Blame = 'ours' | 'destination' | 'network';

/** Something wrong on air. */
export interface Alarm {
  readonly kind: AlarmKind;
  readonly message: string;
  /** When it began, in milliseconds since the epoch. */
  readonly sinceMs: number;
}

export type AlarmKind =
  | 'black'
  | 'frozen'
  | 'silent'
  | 'clipped'
  | 'out-of-sync'
  | 'wrong-size'
  | 'wrong-price'
  | 'slate'
  | 'encoder-slow'
  | 'disk-full';

/** A value that only `reveal` hands out. */
export interface Hidden {
  reveal(): string;
}

/** A destination as it is asked for. */
export interface DestinationOrder {
  readonly id: string;
  /** `rtmp://`, `rtmps://` or `srt://` without its key, or the path of a recording or a playlist. */
  readonly url: string;
  readonly key?: Hidden;
}

/** The picture on air. It never stops between `start` and `close`, whatever fails behind it. */
export interface Program extends Closeable {
  /** Hands over the latest state and returns at once; it cannot fail its caller. */
  publish(show: ShowState): void;
  health(): StreamHealth;
  /**
   * Sends the stream to one more destination, from its next key frame on. One that does not answer
   * is tried again until it is removed.
   *
   * @throws SothebaisError `DESTINATION_INVALID`, `DESTINATION_KNOWN`
   */
  add(destination: DestinationOrder): void;
  /** @throws SothebaisError `DESTINATION_UNKNOWN` */
  remove(id: string): Promise<void>;
  /**
   * The picture on air as a JPEG.
   *
   * @throws SothebaisError `ENCODER_FAILED`, `TIMED_OUT`
   */
  snapshot(): Promise<Uint8Array>;
}
