import { SothebaisError } from '../../engine/domain/errors.js';
import type { StartSource } from '../source/kept-source.js';
import type { Picture } from '../source/picture.js';
import type { SourceEvents } from '../source/source.js';

/** Starts sources that answer when they are told to, or at once. */
export class FakeSources {
  readonly #make: () => Picture;
  readonly asked: { readonly tick: number; readonly nowMs: number }[] = [];
  readonly #owed: number[] = [];
  #events: SourceEvents | undefined;
  isInstant = true;
  startMs = 100;

  /** @param make - makes the picture of each answer */
  constructor(make: () => Picture) {
    this.#make = make;
  }

  readonly start: StartSource = async (_firstShow, events) => {
    await new Promise((resolve) => setTimeout(resolve, this.startMs));
    this.#events = events;
    this.#owed.length = 0;
    return {
      ...{ backend: 'fake', pid: undefined, slate: undefined },
      ask: (tick, nowMs) => {
        this.asked.push({ tick, nowMs });
        this.#owed.push(tick);
        if (this.isInstant) this.answer();
      },
      publish: () => undefined,
      beginAnew: () => undefined,
      setBitrate: () => undefined,
      close: async () => undefined,
    };
  };

  /** Answers what was asked for first. */
  answer(count = 1): void {
    for (const tick of this.#owed.splice(0, count)) this.#events?.onPicture(tick, this.#make());
  }

  /** Answers that there is nothing newer. */
  pass(count = 1): void {
    for (const tick of this.#owed.splice(0, count)) this.#events?.onUndrawn(tick, false);
  }

  lose(): void {
    this.#events?.onLost(new SothebaisError('BROWSER_FAILED', 'It is gone.'));
  }
}
