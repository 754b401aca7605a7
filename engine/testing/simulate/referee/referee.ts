import type { Auction, AuctionOpening, Reserves } from '../../../domain/auction.js';
import type { AuctionEvent, LotEvent } from '../../../domain/events.js';
import { foldAuction } from '../../../domain/fold-auction.js';
import { postName } from '../../../domain/source-key.js';
import type { Batch, Entry, Ledger } from '../../../ports/ledger.js';
import type { Outbox } from '../../../ports/outbox.js';
import type { Story } from '../story.js';
import type { SimulatedChain } from '../world/chain.js';
import type { VirtualTime } from '../world/virtual-time.js';
import type { SimulatedX } from '../world/x.js';
import { lookLast } from './last-look.js';
import { judgeAccepted, judgeHammer, judgePrice, judgeRefused } from './laws.js';
import { judgeHeard, judgeLost, judgeTruth } from './truth.js';
import { createModel, happen, leaderOf, type ModelLot } from './model.js';
import { createPurse } from './money.js';

export interface RefereeOptions {
  readonly opening: AuctionOpening;
  readonly reserves: Reserves;
  readonly x: SimulatedX;
  readonly chain: SimulatedChain;
  readonly time: VirtualTime;
  readonly story: Story;
}

/** The first law that was broken, and how. */
interface Failure {
  readonly invariant: string;
  readonly why: string;
}

/** Watches an auction from outside, and says when a law of the saleroom is broken. */
export interface Referee {
  note(invariant: string, why: string): void;
  failure(): Failure | undefined;
  /** How many events the book holds. */
  events(): number;
  /** What the book has taken in, at once and before anybody else hears of it. */
  written(entries: readonly Entry[], batch: Batch): void;
  /** The book, the chain and what is owed, once all is over. */
  lastLook(ledger: Ledger, outbox: Outbox, seen: Auction | undefined): Promise<void>;
}

export function createReferee(options: RefereeOptions): Referee {
  const { opening, reserves, story } = options;
  const model = createModel(opening, reserves);
  const purse = createPurse(opening, model);
  const heard = new Set<string>();
  const ruled = new Set<string>();
  const owed = new Map<string, Set<string>>();
  let failure: Failure | undefined;
  let auction: Auction | undefined;
  let events = 0;
  /** When the auction truly began and ended, whatever the clock of the house said. */
  const evening = { from: Infinity, until: Infinity };

  const note = (invariant: string, why: string): void => {
    failure ??= { invariant, why };
  };
  const once = (what: string) => {
    if (ruled.has(what)) note('one ruling an input', `${what} came twice`);
    ruled.add(what);
  };
  const fold = (event: AuctionEvent) => {
    try {
      auction = foldAuction(auction, event, reserves);
    } catch (cause) {
      note('a lot takes only the steps of its life', String(cause));
    }
  };
  /** The saleroom's own account of a lot against the model's. */
  const compare = (event: LotEvent, lot: ModelLot) => {
    const real = lotIn(auction, event);
    const leader = leaderOf(lot);
    const isSame = real?.leader?.paddle === leader?.paddle;
    if (lot.phase !== 'over' && !isSame) {
      note('the first of the greatest bids leads', `${real?.leader?.id}, expected ${leader?.id}`);
    }
    if (event.kind !== 'bid-voided' || lot.price !== undefined) return;
    const say = (law: string, why: string) => note(law, `Lot ${event.lotId}: ${why}`);
    judgePrice(lot, undefined, real?.priceWei, say);
    lot.price = real?.priceWei;
  };
  const see = (event: AuctionEvent) => {
    events += 1;
    if (event.kind === 'auction-opened') evening.from = options.time.now();
    if (event.kind === 'auction-closed') evening.until = options.time.now();
    if ('sourceId' in event) once(event.sourceId);
    if ('desk' in event) once(event.desk.id);
    if (event.kind === 'offer-refused') once(`ruling on ${event.offer.id}`);
    purse.see(event);
    if ('bid' in event) judgeTruth(event.bid, auction, options, note);
    const lot = 'lotId' in event ? model.get(event.lotId) : undefined;
    if ('lotId' in event && lot) judge(lot, event, once, note);
    if ('lotId' in event && lot) happen(lot, event, opening.premiumBps);
    fold(event);
    if ('lotId' in event && lot) compare(event, lot);
    if (event.kind !== 'bid-accepted' || event.leader !== event.bid.paddle) return;
    const excess = purse.excessOf(event.leader);
    if (excess !== undefined) note('nobody commits more than he may', `${event.bid.id}: ${excess}`);
  };

  return {
    note,
    failure: () => failure,
    events: () => events,
    written: (entries, batch) => {
      story.written(entries, batch);
      judgeHeard(batch, note);
      for (const post of batch.heard) {
        if (heard.has(postName(post))) note('one ruling an input', `${postName(post)} twice`);
        heard.add(postName(post));
      }
      for (const { errand } of batch.errands) {
        if (errand.kind !== 'reply') continue;
        const words = `${errand.to.postId} ${errand.text}`;
        owed.set(words, (owed.get(words) ?? new Set()).add(errand.id));
      }
      for (const { event } of entries) see(event);
    },
    lastLook: async (ledger, outbox, seen) => {
      judgeLost(options.x, heard, evening, note);
      await lookLast({
        ...options,
        ledger,
        outbox,
        seen,
        auction,
        balances: purse.balances(),
        owed,
        note,
      });
    },
  };
}

const lotIn = (auction: Auction | undefined, { lotId }: LotEvent) => auction?.lots.get(lotId);

/** Whether an event may happen, on the lot as it was. */
function judge(
  lot: ModelLot,
  event: LotEvent,
  once: (what: string) => void,
  note: Referee['note'],
): void {
  switch (event.kind) {
    case 'bid-accepted':
      once(`ruling on ${event.bid.id}`);
      judgeAccepted(lot, event, note);
      return;
    case 'bid-refused':
      once(`ruling on ${event.bid.id}`);
      judgeRefused(lot, event, note);
      return;
    case 'bid-held':
      once(`holding of ${event.bid.id}`);
      return;
    case 'absentee-left':
      once(`leaving of ${event.bid.id}`);
      return;
    case 'hammer-fell':
      judgeHammer(lot, event, note);
      return;
    case 'lot-extended':
    case 'lot-resumed':
    case 'lot-closing':
      judgeEnd(lot, event, note);
      return;
    default:
      return;
  }
}

/** The end moves earlier for the operator's hammer, and for whoever buys the lot at once. */
function judgeEnd(
  lot: ModelLot,
  event: Extract<LotEvent, { kind: 'lot-extended' | 'lot-resumed' | 'lot-closing' }>,
  note: Referee['note'],
): void {
  const { closesAt = Infinity } = event;
  if (closesAt >= (lot.closesAt ?? 0)) return;
  const isCalled = event.kind === 'lot-closing' && event.desk !== undefined;
  const isBought = event.kind === 'lot-closing' && event.purchase !== undefined;
  const wasBought = lot.bids.length === 1 && lot.terms.buyNowWei !== undefined;
  if (isCalled || isBought || (event.kind === 'lot-closing' && wasBought)) return;
  note('the end never moves earlier', `Lot ${event.lotId} by ${event.kind}`);
}
