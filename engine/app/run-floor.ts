import type { Auction } from '../domain/auction.js';
import { nextTickAt } from '../domain/due.js';
import { SothebaisError } from '../domain/errors.js';
import type { AuctionEvent } from '../domain/events.js';
import type { Instant } from '../domain/ids.js';
import { invariant } from '../domain/invariant.js';
import type { Clock } from '../ports/clock.js';
import type { Batch, Ledger } from '../ports/ledger.js';
import type { Errand } from '../ports/outbox.js';
import type { FloorTurn } from '../ports/queues.js';
import { foldBook, restoreAuction, type Shelf } from './restore-auction.js';
import { askedBy, ruleOnTurns, type FloorRules, type TurnOutcome } from './rule-on-turns.js';

/** What is told to the rest of the house, after the commit and never before. */
export interface Committed {
  /** The auction after all of `events`. */
  readonly auction: Auction;
  readonly events: readonly AuctionEvent[];
  readonly errands: readonly Errand[];
  /** When something falls due next. */
  readonly nextTickAt?: Instant;
}

/** The floor of one auction: the only writer of its book. */
export interface Floor {
  /**
   * Rules on one turn and returns once the ruling is in the book. A turn already in the book
   * changes nothing, so running one twice is safe.
   *
   * @throws SothebaisError `LEDGER_CONFLICT` when somebody else wrote; the next turn reads anew
   */
  run(turn: FloorTurn): Promise<Committed | undefined>;
  /**
   * Rules on turns in their order and returns, an outcome a turn, once all rulings are in the
   * book: one transaction, told as one commit. A turn that cannot be had fails alone.
   *
   * @throws SothebaisError that is retryable: run all of them again, for those that are in the
   *   book already change nothing
   */
  runAll(turns: readonly FloorTurn[]): Promise<readonly TurnOutcome[]>;
  /** The auction as it stands, or undefined before it opens. */
  auction(): Auction | undefined;
}

export interface FloorOptions extends FloorRules, Shelf {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Hears of every commit, in order. It must return at once and cannot fail the turn. */
  readonly onCommit: (committed: Committed) => void;
}

/** Opens the floor on what its book holds. */
export async function openFloor(options: FloorOptions): Promise<Floor> {
  const { auctionId, ledger, clock, onCommit } = options;
  let auction = await restoreAuction(options);
  let last: Promise<unknown> = Promise.resolve();

  /** Rules, appends and tells; whatever fails, the auction is again as the book has it. */
  const commit = async (turns: readonly FloorTurn[]) => {
    const known = await ledger.known(auctionId, askedBy(turns));
    const before = auction;
    const {
      batch,
      auction: after,
      outcomes,
    } = ruleOnTurns(...([turns, before, known, clock.now(), options] as const));
    if (isEmpty(batch)) return { outcomes };
    try {
      await ledger.append(auctionId, batch, before?.sequence ?? 0);
    } catch (trouble) {
      auction = await foldBook(options, before);
      throw trouble;
    }
    auction = after;
    const committed = committedBy(batch, after);
    onCommit(committed);
    return { outcomes, committed };
  };
  const commitApart = async (turns: readonly FloorTurn[]): Promise<readonly TurnOutcome[]> => {
    try {
      return (await commit(turns)).outcomes;
    } catch (failure) {
      if (failure instanceof SothebaisError && failure.retryable) throw failure;
      if (turns.length === 1) return [{ kind: 'failed', failure }];
      // One of them cannot be written; which, only writing them one by one can tell.
      const outcomes: TurnOutcome[] = [];
      for (const turn of turns) outcomes.push(...(await commitApart([turn])));
      return outcomes;
    }
  };
  /** One batch at a time: the next is ruled on what this one left. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };

  return {
    auction: () => auction,
    runAll: (turns) => inTurn(() => commitApart(turns)),
    run: (turn) =>
      inTurn(async () => {
        const { outcomes, committed } = await commit([turn]);
        for (const outcome of outcomes) if (outcome.kind === 'failed') throw outcome.failure;
        return committed;
      }),
  };
}

const isEmpty = ({ events, heard }: Batch): boolean => events.length === 0 && heard.length === 0;

function committedBy({ events, errands }: Batch, auction: Auction | undefined): Committed {
  invariant(auction !== undefined, 'nothing is heard before the auction opens');
  const tickAt = nextTickAt(auction);
  return {
    auction,
    events: events.map(({ event }) => event),
    errands: errands.map(({ errand }) => errand),
    ...(tickAt === undefined ? {} : { nextTickAt: tickAt }),
  };
}
