import type { SothebaisError } from '../../engine/domain/errors.js';
import type { ShowState } from '../../engine/domain/show.js';
import type { Closeable } from '../../engine/ports/closeable.js';
import type { Picture } from './picture.js';

/** Makes the pictures: draws one for each tick it is asked for. */
export interface Source extends Closeable {
  /** The capture backend's name, as health gives it. */
  readonly backend: string;
  /** Asks for the picture of `tick`, as it looks at `nowMs` since the epoch. Answers come in order. */
  ask(tick: number, nowMs: number): void;
  publish(show: ShowState): void;
}

export interface SourceEvents {
  /** The receiver holds `picture` and must release it. */
  onPicture(tick: number, picture: Picture): void;
  /** The picture of `tick` will not come: nothing is newer than the one before. */
  onUndrawn(tick: number): void;
  /** The source has ended by itself; it draws nothing more. Told once. */
  onLost(error: SothebaisError): void;
  /** Something went wrong that the source got over. */
  onTrouble(error: SothebaisError): void;
}
