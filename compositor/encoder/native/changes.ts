import type { Put } from '../encoder.js';
import type { Change } from './wire.js';

/**
 * Says what changed between one frame put and the next. A picture tells its difference from the
 * picture made before it, in the same life of its source; whatever else was put before, it differs
 * all over.
 */
export class ChangeTracker {
  #last: { readonly index: number; readonly path: string | undefined } | undefined;

  /** To be called once for every frame, in the order in which they are put. */
  next({ picture, isRepeat }: Put): Change {
    const last = this.#last;
    const { index, changed } = picture;
    // Every life of a browser has a file of its own; a source without one may begin to count anew.
    const path = picture.pixels?.file?.path;
    this.#last = { index, path };
    if (isRepeat && last) return [];
    const follows = path !== undefined && path === last?.path && index === last.index + 1;
    return follows ? (changed ?? 'all') : 'all';
  }
}
