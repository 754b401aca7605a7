import { RULEBOOK, type Auction, type AuctionOpening } from '../../domain/auction.js';
import { decide } from '../../domain/decide.js';
import { nextTickAt } from '../../domain/due.js';
import type { AuctionEvent, Offer } from '../../domain/events.js';
import { foldAuction } from '../../domain/fold-auction.js';
import type { AuctionId, BidId, DeskId, Instant, LotId, Wei, XUserId } from '../../domain/ids.js';
import { invariant } from '../../domain/invariant.js';
import { askingBidWei } from '../../domain/lot/ask.js';
import { isOpen } from '../../domain/lot/clock.js';
import type { Lot } from '../../domain/lot/lot.js';
import { formatEth } from '../../domain/money.js';
import type { Move } from '../../domain/moves.js';
import type { BidSource } from '../../domain/post.js';
import { createChance, type Chance } from '../../sandbox/crowd/chance.js';
import { address, anEntry, anOpening, at, eth, hardTerms, PACE } from '../builders.js';

/** A made-up evening: the same for the same seed, on any machine. */
export interface EveningOptions {
  readonly id?: string;
  /** Offers in all, shared out evenly among the lots. About half of them are refused. */
  readonly bids: number;
  readonly lots: number;
  readonly bidders: number;
  readonly seed: number;
  /** All lots are open from the first bid to the last, each offer naming its own. @default false */
  readonly atOnce?: boolean;
}

/** One move of the evening, as the rules answered it. */
export interface Ruled {
  readonly move: Move;
  readonly events: readonly AuctionEvent[];
  /** The auction after it. */
  readonly auction: Auction;
}

const STEP_MS = 20;
const DEPOSIT_WEI = eth('1000000');
const TOO_MUCH = '2000000';
/** Posts are told apart by their ids alone, so two evenings in one database need two seeds. */
const FIRST_POST = 1_990_000_000_000_000_000n;
const POSTS = 1_000_000_000n;
const FIRST_USER = 10_000_000_000;
/** Bids end so long before the close that none of them moves it. */
const QUIET_MS = 60_000;

/** What opens the evening: lots by 0.001 ETH, deposits asked for, a soft close. */
export function eveningOpening({ id = 'bench', bids, lots }: EveningOptions): AuctionOpening {
  const durationMs = Math.ceil(bids / lots) * STEP_MS * lots + QUIET_MS;
  const terms = hardTerms({
    durationMs,
    increment: { kind: 'fixed', stepWei: eth('0.001') },
    softClose: { windowMs: 15_000, extendToMs: 15_000, from: 'now' },
  });
  return anOpening({
    id: id as AuctionId,
    rulebook: RULEBOOK,
    pace: PACE,
    catalogue: Array.from({ length: lots }, (_, i) => ({ ...anEntry(i + 1), terms })),
    depositRequired: true,
    outstandingLimitWei: eth('500000'),
  });
}

/** Plays an evening by the real rules: who comes, what they bid, and how every lot ends. */
export function* playEvening(options: EveningOptions): Generator<Ruled, void> {
  const { lots, bids, atOnce = false } = options;
  const room = createRoom(options);
  yield* room.takeAll(openings(options));

  if (atOnce) {
    for (let n = 1; n <= lots; n += 1) yield room.take(openLot(n, room.now()));
    for (let n = 0; n < bids; n += 1) yield* room.bid(String((n % lots) + 1) as LotId, 1);
  } else {
    for (let n = 0; n < lots; n += 1) {
      yield* room.tickUntil((auction) => isOnProgram(auction));
      yield* room.bid(
        undefined,
        Math.floor(((n + 1) * bids) / lots) - Math.floor((n * bids) / lots),
      );
      yield* room.tickUntil((auction) => !isOnProgram(auction));
      yield* room.settle();
    }
  }
  yield* room.tickUntil(({ phase }) => phase === 'closed');
  yield room.take({ kind: 'seal-book', at: room.now() });
}

/** The auction as it goes, with its clock and its dice. */
function createRoom(options: EveningOptions) {
  const chance = createChance(options.seed);
  let auction: Auction | undefined;
  let now = at(0);
  let bids = 0;
  const present = (): Auction => {
    invariant(auction !== undefined, 'the evening has opened');
    return auction;
  };
  const take = (move: Move): Ruled => {
    const events = decide(auction, move);
    for (const event of events) auction = foldAuction(auction, event);
    return { move, events, auction: present() };
  };
  return {
    take,
    now: () => now,
    *takeAll(moves: Iterable<Move>) {
      for (const move of moves) yield take(move);
    },
    *bid(lotId: LotId | undefined, count: number) {
      for (let n = 0; n < count; n += 1) {
        now = (now + STEP_MS) as Instant;
        const offer = drawOffer(chance, present(), options, lotId, ++bids, now);
        yield take({ kind: 'offer', at: now, offer });
      }
    },
    *tickUntil(isReached: (auction: Auction) => boolean) {
      while (!isReached(present())) {
        const due = nextTickAt(present());
        invariant(due !== undefined, 'the evening goes on');
        now = Math.max(now, due) as Instant;
        yield take({ kind: 'tick', at: now });
      }
    },
    *settle() {
      const lotId = present().currentLotId;
      if (lotId === undefined || present().results.get(lotId)?.outcome !== 'sold') return;
      const result = { kind: 'settled', txHash: '0xbeef', tokenOwner: address(1) } as const;
      yield take({ kind: 'record-settlement', at: now, lotId, result });
    },
  };
}

function* openings(options: EveningOptions): Generator<Move> {
  yield { kind: 'open-auction', at: at(0), opening: eveningOpening(options) };
  for (let n = 1; n <= options.bidders; n += 1) {
    const who = { xUserId: userOf(n), address: address(n) };
    const handle = `bidder_${n}`;
    yield { kind: 'claim-wallet', at: at(1), sourceId: `post-claim${n}`, handle, ...who };
    const paid = { sourceId: `chain-0xd${n}-0`, amountWei: DEPOSIT_WEI };
    yield { kind: 'credit-deposit', at: at(1), ...paid, ...who };
  }
}

const userOf = (n: number): XUserId => String(FIRST_USER + n) as XUserId;

function openLot(number: number, now: Instant): Move {
  const desk = { id: `desk-open-${number}` as DeskId, by: 'olga', why: '' };
  return { kind: 'open-lot', at: now, lotId: String(number) as LotId, desk };
}

function isOnProgram({ currentLotId, lots }: Auction): boolean {
  const lot = currentLotId && lots.get(currentLotId);
  return lot ? isOpen(lot) : false;
}

/** One bid in two is good; the others are wrong in the ways that people are. */
function drawOffer(
  chance: Chance,
  auction: Auction,
  { bidders, seed }: EveningOptions,
  lotId: LotId | undefined,
  count: number,
  now: Instant,
): Offer {
  const lot = auction.lots.get(lotId ?? (auction.currentLotId as LotId));
  invariant(lot !== undefined, 'a bid is for a lot of the evening');
  // Only the chain names a lot.
  const source: BidSource = lotId ? 'chain' : chance.below(4) > 0 ? 'post' : 'chat';
  const leader = numberOf(lot);
  const somebody = 1 + chance.below(bidders);
  const other = somebody === leader ? (somebody % bidders) + 1 : somebody;
  const { who, ...what } = drawMistake(chance.below(100), lot, leader, other);
  const bidder = lotId ? { address: address(who), lotId } : { xUserId: userOf(who) };
  return {
    id: `${source}-${FIRST_POST + BigInt(seed) * POSTS + BigInt(count)}` as BidId,
    ...{ source, placedAt: now, receivedAt: now },
    ...bidder,
    ...what,
  };
}

function drawMistake(draw: number, lot: Lot, leader: number | undefined, other: number) {
  const askWei = askingBidWei(lot);
  const ask = formatEth(askWei);
  const below = formatEth((askWei - 1n) as Wei);
  const currency = 'ETH' as const;
  if (draw < 50) return { who: other, amount: ask, currency };
  if (draw < 70) return { who: other, amount: below, currency };
  if (draw < 78) return { who: leader ?? other, amount: ask, currency };
  if (draw < 84) return { who: other, amount: TOO_MUCH, currency };
  if (draw < 90) return { who: FIRST_USER + other, amount: ask, currency };
  if (draw < 95) return { who: other };
  return { who: other, amount: ask, currency: 'SOL' as const };
}

/** Which bidder of the evening leads a lot: paddles count up from 101 in the order they came. */
const numberOf = ({ leader }: Lot): number | undefined => leader && Number(leader.paddle) - 100;
