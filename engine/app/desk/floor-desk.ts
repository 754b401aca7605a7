import type { Auction } from '../../domain/auction.js';
import { SothebaisError } from '../../domain/errors.js';
import type { AuctionEvent } from '../../domain/events.js';
import type { AuctionId, BidId } from '../../domain/ids.js';
import { causeOf } from '../../domain/moves.js';
import { keysOfBid } from '../../domain/source-key.js';
import type { Clock } from '../../ports/clock.js';
import type { Entry, Ledger } from '../../ports/ledger.js';
import type { FloorQueue, FloorTurn } from '../../ports/queues.js';
import type { Floor } from '../run-floor.js';
import { pause, type Pause } from '../pause.js';
import { bidderSheet, type BidderSheet } from './bidder-sheet.js';
import { historyRow, lotOfEvent, type HistoryRow } from './history.js';
import { lotSheet, type LotSheet } from './lot-sheet.js';
import { bidderNamed, lotNumbered, numberOf } from './names.js';
import { causeOfRequest, moveOf, type DeskRequest } from './request.js';

/** How the floor ruled on a request, and how what it was about stands now. */
export interface DeskAnswer {
  readonly id: string;
  /** What the book holds because of it, in order; none where it changed nothing. */
  readonly events: readonly HistoryRow[];
  readonly lot: LotSheet | null;
  readonly bidder: BidderSheet | null;
  /** Lot numbers in the order of sale. */
  readonly order: readonly number[];
}

/** The operator's way to the floor: his requests wait in line like everybody's. */
export interface FloorDesk {
  /**
   * Has the floor rule on a request, and tells how it did. What was ruled on before under the same
   * id is answered from the book.
   *
   * @throws SothebaisError what the floor says no with; `TIMED_OUT` when it did not rule in time,
   *   and may still; `AUCTION_NOT_OPEN`, `INPUT_INVALID` for an id that was another request's
   */
  ask(request: DeskRequest): Promise<DeskAnswer>;
  /** Hears of every turn that was ruled on or given up; the floor's worker calls it. */
  ruled(turn: FloorTurn, failure: unknown): void;
  /** Whether a failure was told to whoever asked: then it is no trouble of the house's. */
  hasTold(failure: unknown): boolean;
}

interface Line {
  readonly ruled: Promise<void>;
  readonly settle: (failure: unknown) => void;
}

const RULING_LIMIT_MS = 10_000;
/** How many events are read at once, looking back for a ruling. It is nearly always the last. */
const LOOK_BACK = 256;

/** Sets up the desk of one floor. */
export function createFloorDesk(options: {
  readonly auctionId: AuctionId;
  readonly floor: Pick<Floor, 'auction'>;
  readonly floorQueue: Pick<FloorQueue, 'add'>;
  readonly ledger: Pick<Ledger, 'known' | 'read'>;
  readonly clock: Clock;
  readonly pause?: Pause;
}): FloorDesk {
  const { auctionId, floor, floorQueue, ledger, clock } = options;
  /** Requests in line, by cause: who asks again waits for the same ruling. */
  const inLine = new Map<string, Line>();
  const told = new WeakSet();
  let asked = 0;

  const standing = (): Auction => {
    const auction = floor.auction();
    if (auction) return auction;
    throw new SothebaisError('AUCTION_NOT_OPEN', 'The auction is not in the book yet.', {
      hint: 'The house is still opening: try again in a moment.',
    });
  };
  const isRuledOn = async (cause: string) => {
    const keys = [cause, ...keysOfBid(cause as BidId)];
    return (await ledger.known(auctionId, { posts: [], keys })).ruled.size > 0;
  };
  const joinLine = async (request: DeskRequest, cause: string): Promise<Line> => {
    const at = clock.now();
    const move = moveOf(standing(), request, at);
    const line = newLine();
    inLine.set(cause, line);
    try {
      // The queue remembers ids that failed: each asking has one of its own, and the book tells
      // whether it was ruled on.
      await floorQueue.add({ kind: 'move', move }, `${cause}-asked-${at}-${++asked}`);
      return line;
    } catch (trouble) {
      inLine.delete(cause);
      throw trouble;
    }
  };

  return {
    ask: async (request) => {
      standing();
      const cause = causeOfRequest(request);
      if (!(await isRuledOn(cause))) {
        const line = inLine.get(cause) ?? (await joinLine(request, cause));
        await inTime(line.ruled, request, options.pause ?? pause);
      }
      const auction = standing();
      const entries = (await isRuledOn(cause))
        ? await lookBack(ledger, auction, (entry) => entry.cause === cause)
        : [];
      return answerTo(request, auction, entries);
    },
    ruled: (turn, failure) => {
      if (turn.kind !== 'move') return;
      const cause = causeOf(turn.move);
      const line = inLine.get(cause);
      if (line && failure instanceof Error) told.add(failure);
      line?.settle(failure);
      inLine.delete(cause);
    },
    hasTold: (failure) => failure instanceof Error && told.has(failure),
  };
}

function newLine(): Line {
  let settle: Line['settle'] = () => undefined;
  const ruled = new Promise<void>((resolve, reject) => {
    settle = (failure) => {
      if (failure === undefined) resolve();
      else
        reject(
          failure instanceof Error ? failure : new Error('The turn failed.', { cause: failure }),
        );
    };
  });
  // Whoever asked may have given up by then.
  ruled.catch(() => undefined);
  return { ruled, settle };
}

async function inTime(ruled: Promise<void>, request: DeskRequest, wait: Pause): Promise<void> {
  const done = new AbortController();
  const limit = wait(RULING_LIMIT_MS, done.signal).then(() => {
    throw new SothebaisError(
      'TIMED_OUT',
      `The floor did not rule on ${request.kind} within ${RULING_LIMIT_MS} ms, and may still.`,
      { hint: `Ask again with \`--id ${request.id}\`: it is ruled on once.` },
    );
  });
  limit.catch(() => undefined);
  try {
    await Promise.race([ruled, limit]);
  } finally {
    done.abort();
  }
}

/** The events that one move left in the book, newest page first. They stand side by side. */
async function lookBack(
  ledger: Pick<Ledger, 'read'>,
  { opening, sequence }: Auction,
  isWanted: (entry: Entry) => boolean,
): Promise<readonly Entry[]> {
  let found: readonly Entry[] = [];
  for (let end = sequence; end > 0; end -= LOOK_BACK) {
    const after = Math.max(0, end - LOOK_BACK);
    const page = await ledger.read(opening.id, { after, limit: end - after });
    const wanted = page.filter(isWanted);
    if (wanted.length === 0 && found.length > 0) return found;
    found = [...wanted, ...found];
    if (found.length > 0 && found[0] !== page[0]) return found;
  }
  return found;
}

/** The first event of each request; a bid's is its ruling. */
const FIRST: Readonly<Record<DeskRequest['kind'], readonly AuctionEvent['kind'][]>> = {
  'open-lot': ['lot-opened'],
  'pause-lot': ['lot-paused'],
  'resume-lot': ['lot-resumed'],
  'extend-lot': ['lot-extended'],
  'hammer-lot': ['lot-closing'],
  'withdraw-lot': ['lot-withdrawn'],
  'default-lot': ['lot-defaulted'],
  'show-lot': ['lot-shown'],
  'answer-second-chance': ['second-chance-taken', 'second-chance-declined'],
  'reorder-lots': ['lots-reordered'],
  'void-bid': ['bid-voided'],
  'place-bid': ['bid-accepted', 'bid-refused', 'bid-held', 'absentee-left', 'offer-refused'],
  'block-bidder': ['bidder-blocked'],
  'unblock-bidder': ['bidder-unblocked'],
  'limit-bidder': ['bidder-limited'],
};

function answerTo(request: DeskRequest, auction: Auction, entries: readonly Entry[]): DeskAnswer {
  const first = entries[0]?.event;
  const lotId =
    'lot' in request ? lotNumbered(auction, request.lot).id : first && lotOfEvent(first);
  const isOther =
    first !== undefined &&
    (!FIRST[request.kind].includes(first.kind) || (lotOfEvent(first) ?? lotId) !== lotId);
  if (isOther) {
    throw new SothebaisError(
      'INPUT_INVALID',
      `The id ${request.id} was that of another request, which came to ${first.kind}.`,
      { hint: 'Leave out `--id`, or choose another.' },
    );
  }
  const entry = auction.opening.catalogue.find(({ id }) => id === lotId);
  return {
    id: request.id,
    events: entries.map((row) => historyRow(auction, row)),
    lot: entry ? lotSheet(auction, entry) : null,
    bidder: 'bidder' in request ? bidderSheet(auction, bidderNamed(auction, request.bidder)) : null,
    order: auction.order.map((id) => numberOf(auction, id)),
  };
}
