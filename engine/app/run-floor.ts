import type { Auction, Reserves } from '../domain/auction.js';
import { decide } from '../domain/decide.js';
import { nextTickAt } from '../domain/due.js';
import type { AuctionEvent } from '../domain/events.js';
import { foldAuction } from '../domain/fold-auction.js';
import type { Address, AuctionId, Instant } from '../domain/ids.js';
import { invariant } from '../domain/invariant.js';
import { isOpen } from '../domain/lot/clock.js';
import { causeOf, type Move } from '../domain/moves.js';
import type { Post } from '../domain/post.js';
import { sourceKeysOf } from '../domain/source-key.js';
import type { Clock } from '../ports/clock.js';
import type { Ledger } from '../ports/ledger.js';
import type { Errand } from '../ports/outbox.js';
import type { FloorTurn } from '../ports/queues.js';
import { errandsOf } from './errands.js';
import { hearPost } from './hear-post.js';

/** What is told to the rest of the house, after the commit and never before. */
export interface Committed {
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
  /** The auction as it stands, or undefined before it opens. */
  auction(): Auction | undefined;
}

export interface FloorOptions {
  readonly auctionId: AuctionId;
  readonly ledger: Ledger;
  /** What the seals of the opening hide. */
  readonly reserves: Reserves;
  readonly clock: Clock;
  readonly hostHandle: string;
  readonly checksum: (address: Address) => Address;
  /** Hears of every commit, in order. It must return at once and cannot fail the turn. */
  readonly onCommit: (committed: Committed) => void;
}

/** Opens the floor on what its book holds. */
export async function openFloor(options: FloorOptions): Promise<Floor> {
  const { auctionId, ledger, reserves, clock, onCommit } = options;
  let auction = await readAuction(ledger, auctionId, reserves);

  const commit = async (
    move: Move | undefined,
    heard: readonly Post[],
    talk: readonly Errand[],
  ) => {
    const events = move && !(await isRuledOn(options, move)) ? decide(auction, move) : [];
    const cause = move ? causeOf(move) : '';
    const errands = [...talk];
    let next = auction;
    for (const event of events) {
      if (next) errands.push(...errandsOf(next, event));
      next = foldAuction(next, event, reserves);
    }
    if (events.length === 0 && heard.length === 0) return undefined;
    try {
      const caused = events.map((event) => ({ event, cause }));
      await ledger.append(auctionId, { events: caused, errands, heard }, auction?.sequence ?? 0);
    } catch (trouble) {
      auction = await readAuction(ledger, auctionId, reserves);
      throw trouble;
    }
    auction = next;
    invariant(auction !== undefined, 'nothing is heard before the auction opens');
    const tickAt = nextTickAt(auction);
    const committed: Committed = {
      auction,
      events,
      errands,
      ...(tickAt === undefined ? {} : { nextTickAt: tickAt }),
    };
    onCommit(committed);
    return committed;
  };

  return {
    auction: () => auction,
    run: async (turn) => {
      switch (turn.kind) {
        case 'tick':
          return auction ? commit({ kind: 'tick', at: clock.now() }, [], []) : undefined;
        case 'move':
          return commit(turn.move, [], []);
        case 'post': {
          const { post } = turn;
          if (!auction || (await ledger.hasHeard(post.source, post.id))) return undefined;
          const hearing = hearPost(post, {
            hostHandle: options.hostHandle,
            checksum: options.checksum,
            lotCurrency: auction.opening.currency,
            lotIsOpen: isLotOpen(auction),
          });
          return hearing.kind === 'move'
            ? commit(hearing.move, [post], [])
            : commit(undefined, [post], [hearing.errand]);
        }
      }
    },
  };
}

function isLotOpen(auction: Auction): boolean {
  const lot = auction.currentLotId && auction.lots.get(auction.currentLotId);
  return lot ? isOpen(lot) : false;
}

async function isRuledOn({ auctionId, ledger }: FloorOptions, move: Move): Promise<boolean> {
  const keys = sourceKeysOf(move);
  return keys.length > 0 && (await ledger.ruledOn(auctionId, keys)).size > 0;
}

async function readAuction(
  ledger: Ledger,
  auctionId: AuctionId,
  reserves: Reserves,
): Promise<Auction | undefined> {
  let auction: Auction | undefined;
  for (const { event } of await ledger.read(auctionId)) {
    auction = foldAuction(auction, event, reserves);
  }
  return auction;
}
