import type { Auction, AuctionOpening, Reserves } from './auction.js';
import { decide } from './decide.js';
import { difference } from './difference.js';
import type { AuctionEvent, LotEvent } from './events.js';
import { foldAuction } from './fold-auction.js';
import type { LotId, Wei } from './ids.js';
import type { Lot } from './lot/lot.js';
import { ceilingWei } from './lot/standing.js';
import { moveBehind } from './move-behind.js';
import { causeOf, type Move } from './moves.js';
import { reserveSealText } from './reserve-seal.js';
import { sourceKey } from './source-key.js';

/** What a book comes to, or where it first says what the rules would not. */
export type Replay =
  | { readonly ok: true; readonly auction: Auction }
  | { readonly ok: false; readonly sequence: number; readonly why: string };

/** An event of a book, and what it says was behind it. */
export interface Written {
  readonly event: AuctionEvent;
  /** Empty where the schema of the book's days told none. */
  readonly cause: string;
}

/** SHA-256 of a text, in hexadecimal: what seals a reserve. */
export type Seal = (text: string) => string;

/**
 * Replays a book through the rules: each event, or run of events, must be the very one that the
 * rules give for the move behind it. So a forged ruling is found even where every hash is right.
 *
 * What came from outside (who bid what, and when) is taken as the book says; a bid left out whole
 * is found only by what follows from it, and by the hashes.
 *
 * @param reserves - what the seals hide, as far as it is known
 * @param seal - holds the reserves against their seals; without it they are believed
 */
export function replay(
  book: Iterable<Written>,
  reserves: Reserves = new Map(),
  seal?: Seal,
): Replay {
  const replayer = new Replayer(reserves, seal);
  for (const written of book) {
    const fault = replayer.take(written);
    if (fault) return fault;
  }
  return replayer.end();
}

type Fault = Extract<Replay, { readonly ok: false }>;

/** The move under judgement: what it was ruled on, what must follow, how much of that did. */
interface Turn {
  readonly move: Move;
  readonly before: Auction | undefined;
  readonly events: readonly AuctionEvent[];
  readonly taken: number;
}

/**
 * A replay that is fed one event at a time, for books that are longer than memory is wide.
 *
 * A reserve that is sealed still, in the book of an auction that runs, is taken for none until a
 * ruling shows it: a price raised to it, an ask for it, a lot that passes under it. From there on
 * the rulings must keep to what that one said.
 */
export class Replayer {
  #reserves: Reserves;
  readonly #seal: Seal | undefined;
  readonly #ruledOn = new Set<string>();
  /** The seals of the lots whose reserve is not known. */
  readonly #sealed = new Map<LotId, string>();
  /** What rulings have shown of those. */
  readonly #shown = new Map<LotId, Shown>();
  /** The least that was taken on those that take nothing below their reserve. */
  readonly #taken = new Map<LotId, Wei>();
  #auction: Auction | undefined;
  #turn: Turn | undefined;
  #sequence = 0;

  constructor(reserves: Reserves = new Map(), seal?: Seal) {
    this.#reserves = reserves;
    this.#seal = seal;
  }

  /** The auction as far as the book was taken. */
  get auction(): Auction | undefined {
    return this.#auction;
  }

  /** Whether the move behind the last event has no more to follow: a book may end here. */
  get isBetweenMoves(): boolean {
    return this.#turn === undefined || this.#turn.taken === this.#turn.events.length;
  }

  /** The lots whose reserve is sealed still. */
  get sealedLots(): readonly LotId[] {
    return [...this.#sealed.keys()];
  }

  /** Holds the next event against the rules; tells what is wrong with it, if anything. */
  take(written: Written): Fault | undefined {
    this.#sequence += 1;
    try {
      if (this.#auction === undefined && written.event.kind === 'auction-opened') {
        this.#hearOf(written.event.opening);
      }
      const why = this.#judge(written);
      if (why !== undefined) return this.#fault(`by the rules, ${why}`);
      this.#noteTaken(written.event);
      this.#auction = foldAuction(this.#auction, written.event, this.#reserves);
      return undefined;
    } catch (thrown) {
      // A stranger's book may hold anything: what breaks the rules' own laws is a bad event too.
      return this.#fault(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  /** What the book came to, once every event was taken. */
  end(): Replay {
    this.#sequence += 1;
    const missing = this.#turn?.events[this.#turn.taken];
    if (missing) return this.#fault(`by the rules, a ${missing.kind} is missing`);
    return this.#auction ? { ok: true, auction: this.#auction } : this.#fault('the book is empty');
  }

  /** Parts the reserves that their seals bear out from those that are sealed still. */
  #hearOf({ id, catalogue }: AuctionOpening): void {
    const known = new Map(this.#reserves);
    for (const entry of catalogue) {
      const reserve = known.get(entry.id);
      const seal = reserve && this.#seal?.(reserveSealText(id, entry.id, reserve));
      if (this.#seal && seal !== entry.reserveSeal) known.delete(entry.id);
      if (entry.reserveSeal !== undefined && !known.has(entry.id)) {
        this.#sealed.set(entry.id, entry.reserveSeal);
      }
    }
    this.#reserves = known;
  }

  #judge({ event, cause }: Written): string | undefined {
    if (this.isBetweenMoves) {
      const move = moveBehind(this.#auction, event);
      this.#turn = move && this.#ruleOn(move, this.#auction, 0);
    }
    const turn = this.#turn;
    const expected = turn?.events[turn.taken];
    if (!turn || !expected) return `there is no ${event.kind} here`;
    const due = causeOf(turn.move);
    if (cause !== due && cause !== '') return `the cause is "${due}", not "${cause.slice(0, 80)}"`;
    const key = sourceKey(event);
    if (key !== undefined && this.#ruledOn.has(key)) return `"${key}" was ruled on before`;
    if (key !== undefined) this.#ruledOn.add(key);
    const why = this.#compare(event, expected);
    if (why !== undefined) return this.#isRevealed(turn, event) ? undefined : why;
    this.#turn = { ...turn, taken: turn.taken + 1 };
    return undefined;
  }

  #ruleOn(move: Move, before: Auction | undefined, taken: number): Turn {
    const events = decide(before, move);
    const isSealed = (lotId: LotId) => this.#sealed.has(lotId);
    const all = this.#sealed.size === 0 ? events : withOpenings(events, isSealed);
    return { move, before, events: all, taken };
  }

  #compare(event: AuctionEvent, expected: AuctionEvent): string | undefined {
    const isOpening = event.kind === 'reserve-opened' && this.#sealed.has(event.lotId);
    if (!isOpening || expected.kind !== 'reserve-opened') return difference(event, expected);
    const { reserveWei, salt } = event;
    const why = difference(event, { ...expected, reserveWei, salt });
    const id = this.#auction?.opening.id;
    if (why !== undefined || !this.#seal || id === undefined) return why;
    const isBorneOut =
      this.#seal(reserveSealText(id, event.lotId, event)) === this.#sealed.get(event.lotId);
    this.#sealed.delete(event.lotId);
    return isBorneOut ? undefined : 'the reserve does not match its seal';
  }

  /** Whether a ruling is right by a reserve that it is the first to show. */
  #isRevealed({ move, before, events, taken }: Turn, event: AuctionEvent): boolean {
    if (!('lotId' in event) || !before || !this.#auction || !this.#sealed.has(event.lotId)) {
      return false;
    }
    const lot = this.#auction.lots.get(event.lotId);
    const known = this.#shown.get(event.lotId);
    if (!lot || known?.isExact) return false;
    const told = [...events.slice(0, taken), event];
    for (const shown of shownBy(lot, event)) {
      const { reserveWei } = shown;
      if (known && reserveWei <= known.reserveWei) continue;
      if (reserveWei > (this.#taken.get(event.lotId) ?? reserveWei)) continue;
      const turn = this.#ruleOn(move, withReserve(before, event.lotId, reserveWei), taken + 1);
      if (told.some((one, i) => difference(one, turn.events[i]) !== undefined)) continue;
      this.#auction = withReserve(this.#auction, event.lotId, reserveWei);
      this.#turn = turn;
      this.#shown.set(event.lotId, shown);
      return true;
    }
    return false;
  }

  #noteTaken(event: AuctionEvent): void {
    if (event.kind !== 'bid-accepted' || !this.#sealed.has(event.lotId)) return;
    const terms = this.#auction?.lots.get(event.lotId)?.terms;
    if (terms?.reserveRule !== 'on-bid') return;
    const offeredWei = ceilingWei(terms, event.bid);
    const leastWei = this.#taken.get(event.lotId) ?? offeredWei;
    this.#taken.set(event.lotId, offeredWei < leastWei ? offeredWei : leastWei);
  }

  #fault(why: string): Fault {
    return { ok: false, sequence: this.#sequence, why };
  }
}

/** The events with the opening of every reserve that the book must tell and we do not know. */
function withOpenings(
  events: readonly AuctionEvent[],
  isSealed: (lotId: LotId) => boolean,
): readonly AuctionEvent[] {
  const told: AuctionEvent[] = [];
  const withdrawn: AuctionEvent[] = [];
  for (const event of events) {
    told.push(event);
    if (event.kind === 'hammer-fell' && isSealed(event.lotId)) told.push(openingAfter(event));
    // Bids that were held follow a withdrawal, and the opening follows them.
    if (event.kind === 'lot-withdrawn' && isSealed(event.lotId))
      withdrawn.push(openingAfter(event));
  }
  return [...told, ...withdrawn];
}

const openingAfter = ({ lotId, at }: LotEvent): AuctionEvent => ({
  kind: 'reserve-opened',
  lotId,
  at,
  reserveWei: 0n as Wei,
  salt: '',
});

/** What a ruling says of a reserve: how much it is, or at the least how much. */
interface Shown {
  readonly reserveWei: Wei;
  readonly isExact: boolean;
}

/** The reserves that would explain why a ruling is another than it were without any. */
function shownBy({ terms, priceWei = 0n as Wei }: Lot, event: LotEvent): readonly Shown[] {
  const exactly = (reserveWei: Wei): Shown => ({ reserveWei, isExact: true });
  const above = (wei: Wei): Shown => ({ reserveWei: (wei + 1n) as Wei, isExact: false });
  switch (event.kind) {
    case 'bid-accepted':
      return [exactly(event.priceWei), exactly(event.askWei)];
    case 'bid-refused': {
      const least = event.why === 'BELOW_RESERVE' ? [above(ceilingWei(terms, event.bid))] : [];
      return [...least, exactly(event.askWei)];
    }
    case 'hammer-fell':
      return [above(priceWei)];
    default:
      return [];
  }
}

function withReserve(auction: Auction, lotId: LotId, reserveWei: Wei): Auction {
  const lot = auction.lots.get(lotId);
  if (!lot) return auction;
  const terms = { ...lot.terms, reserveWei };
  return { ...auction, lots: auction.lots.with(lotId, { ...lot, terms }) };
}
