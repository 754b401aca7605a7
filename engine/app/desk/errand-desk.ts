import { SothebaisError } from '../../domain/errors.js';
import { nearNames } from '../../domain/near-names.js';
import type { Clock } from '../../ports/clock.js';
import type { Errand, Outbox } from '../../ports/outbox.js';

/** What the operator asks of an errand that was given up. */
export type ErrandRequest =
  | { readonly action: 'retry' }
  | { readonly action: 'drop'; readonly by: string; readonly why: string };

/** How the errand stands now. */
export interface ErrandAnswer {
  readonly id: string;
  readonly state: 'waiting' | 'dropped';
}

/** The operator's way to what the house gave up. */
export interface ErrandDesk {
  /**
   * Has an errand tried again from its first try, or gives it up for good.
   *
   * @throws SothebaisError `ERRAND_UNKNOWN`, with the nearest that was given up; `WHY_MISSING`
   */
  ask(id: string, request: ErrandRequest): Promise<ErrandAnswer>;
}

/** Sets up the desk of one auction's outbox. */
export function createErrandDesk(options: {
  readonly outbox: Pick<Outbox, 'drop' | 'failed' | 'retry'>;
  readonly clock: Clock;
  /** Asks the queue for an errand that waits again; without a queue, the next house does. */
  readonly add: (errands: readonly Errand[]) => Promise<void>;
}): ErrandDesk {
  const { outbox, clock, add } = options;
  const retry = async (id: string): Promise<boolean> => {
    const errand = await outbox.retry(id, clock.now());
    if (errand) await add([errand]);
    return errand !== undefined;
  };
  const drop = async (id: string, { by, why }: Extract<ErrandRequest, { action: 'drop' }>) => {
    if (why.trim() !== '') return outbox.drop(id, `${why} (dropped by ${by})`, clock.now());
    throw new SothebaisError('WHY_MISSING', `To drop ${id} needs a reason, and none is given.`, {
      hint: 'Add `--why "…"`: it is kept with the errand.',
    });
  };
  return {
    ask: async (id, request) => {
      const isDone = request.action === 'retry' ? await retry(id) : await drop(id, request);
      if (!isDone) {
        const failed = await outbox.failed();
        throw unknownErrand(
          id,
          failed.map(({ errand }) => errand.id),
        );
      }
      return { id, state: request.action === 'retry' ? 'waiting' : 'dropped' };
    },
  };
}

/** The failure of whoever names an errand that is not among those given up. */
export function unknownErrand(id: string, failed: readonly string[]): SothebaisError {
  const [nearest] = nearNames(id, failed, 1);
  const near = nearest === undefined ? '' : `; the nearest is ${nearest}`;
  const what = failed.length === 0 ? 'nothing was' : `no errand ${id} was`;
  return new SothebaisError('ERRAND_UNKNOWN', `In this auction ${what} given up${near}.`);
}
