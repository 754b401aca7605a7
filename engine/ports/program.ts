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
  readonly destinations: readonly DestinationHealth[];
}

export interface DestinationHealth {
  /** Without the stream key. */
  readonly url: string;
  readonly state: 'connecting' | 'live' | 'reconnecting' | 'stopped' | 'failed';
  readonly bytes: number;
  readonly reconnects: number;
}

/** The picture on air. It never stops between `start` and `close`, whatever fails behind it. */
export interface Program extends Closeable {
  /** Hands over the latest state and returns at once; it cannot fail its caller. */
  publish(show: ShowState): void;
  health(): StreamHealth;
}
