import type { SothebaisError } from '../../engine/domain/errors.js';
import type { ShowState } from '../../engine/domain/show.js';
import type { Closeable } from '../../engine/ports/closeable.js';
import type { Picture } from './picture.js';

/** Makes the pictures: draws one for each tick it is asked for. */
export interface Source extends Closeable {
  /** The capture backend's name, as health gives it. */
  readonly backend: string;
  /** Process id of the browser behind it; undefined where nobody knows. */
  readonly pid: number | undefined;
  /** What is on air when no picture can be; undefined where the source has none. */
  readonly slate: Picture | undefined;
  /** Asks for the picture of `tick`, as it looks at `nowMs` since the epoch. Answers come in order. */
  ask(tick: number, nowMs: number): void;
  publish(show: ShowState): void;
  /** The next picture is to stand by itself: what came before it was not kept. */
  beginAnew(): void;
  /** For a source that compresses: the bitrate from the next picture on. */
  setBitrate(kbps: number): void;
}

export interface SourceEvents {
  /** The receiver holds `picture` and must release it. */
  onPicture(tick: number, picture: Picture): void;
  /**
   * The picture of `tick` will not come: nothing is newer than the one before.
   *
   * @param isFailure - it should have been drawn, and could not be
   */
  onUndrawn(tick: number, isFailure: boolean): void;
  /** The source has ended by itself; it draws nothing more. Told once. */
  onLost(error: SothebaisError): void;
  /** Something went wrong that the source got over. */
  onTrouble(error: SothebaisError): void;
}
