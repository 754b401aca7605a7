import type { Auction, AuctionOpening, Reserves } from '../domain/auction.js';
import { decide } from '../domain/decide.js';
import { nextTickAt } from '../domain/due.js';
import type { AuctionEvent, Offer } from '../domain/events.js';
import { foldAuction } from '../domain/fold-auction.js';
import type { LotId, XUserId } from '../domain/ids.js';
import type { Lot } from '../domain/lot/lot.js';
import { causeOf, type LotMove, type Move } from '../domain/moves.js';
import { replay } from '../domain/replay.js';
import type { Caused } from '../ports/ledger.js';
import { aDesk, address, anOffer, anOpening, at, eth } from './builders.js';

/** An auction and the book it is folded from. */
export class Evening {
  auction: Auction | undefined;
  readonly book: AuctionEvent[] = [];
  readonly #written: Caused[] = [];
  readonly #reserves: Reserves;

  constructor(opening: Partial<AuctionOpening> = {}, bidders = 3, reserves: Reserves = new Map()) {
    this.#reserves = reserves;
    this.take({ kind: 'open-auction', at: at(0), opening: anOpening(opening) });
    for (let user = 1; user <= bidders; user += 1) this.register(user, '10');
  }

  /** Rules on a move and folds what follows. */
  take(move: Move): AuctionEvent[] {
    const events = decide(this.auction, move);
    const cause = causeOf(move);
    for (const event of events) {
      this.auction = foldAuction(this.auction, event, this.#reserves);
      this.book.push(event);
      this.#written.push({ event, cause });
    }
    return events;
  }

  /** Gives an X user the paddle of his number, from 101, with a deposit. */
  register(user: number, depositEth: string): void {
    this.take(claim(user));
    this.take(deposit(user, depositEth));
  }

  /** One tick, and what happened. */
  tick(seconds: number): string[] {
    return this.take({ kind: 'tick', at: at(seconds) }).map(({ kind }) => kind);
  }

  /** Ticks whenever something is due, up to a time. */
  runTo(seconds: number): string[] {
    const kinds: string[] = [];
    for (;;) {
      const dueAt = nextTickAt(this.now);
      if (dueAt === undefined || dueAt > at(seconds)) return kinds;
      kinds.push(...this.take({ kind: 'tick', at: dueAt }).map(({ kind }) => kind));
    }
  }

  /** An offer in words by an X user, received when it was placed unless it says not. */
  offer(user: number, amount: string, seconds: number, over: Partial<Offer> = {}): AuctionEvent[] {
    const offer = anOffer({
      xUserId: `${user}` as XUserId,
      amount,
      placedAt: at(seconds),
      ...over,
    });
    return this.take({ kind: 'offer', at: offer.receivedAt, offer });
  }

  /** What the desk asks of a lot. */
  ask<Kind extends LotMove['kind']>(
    kind: Kind,
    lotId: string,
    seconds: number,
    over: Partial<Extract<LotMove, { kind: Kind }>> = {},
  ): string[] {
    const move = { kind, lotId: lotId as LotId, at: at(seconds), desk: aDesk(), ...over };
    return this.take(move as LotMove).map((event) => event.kind);
  }

  /** A lot by its id. */
  lot(id: string): Lot {
    const lot = this.now.lots.get(id as LotId);
    if (!lot) throw new Error(`no lot ${id}`);
    return lot;
  }

  /** What the book comes to by its own rules: `right`, or what is wrong with it. */
  replayed(): string {
    const replayed = replay(this.#written, this.#reserves);
    return replayed.ok ? 'right' : replayed.why;
  }

  /** The auction as it stands. */
  get now(): Auction {
    if (!this.auction) throw new Error('not open');
    return this.auction;
  }
}

let sources = 0;

/** An X user names his wallet. */
export const claim = (user: number, wallet = user): Move => ({
  kind: 'claim-wallet',
  at: at(0),
  sourceId: `claim-${++sources}`,
  xUserId: `${user}` as XUserId,
  handle: `bidder${user}`,
  address: address(wallet),
});

/** A wallet pays in and names its X user, or nobody. */
export const deposit = (wallet: number, amountEth: string, user: number | null = wallet): Move => ({
  kind: 'credit-deposit',
  at: at(0),
  sourceId: `deposit-${++sources}`,
  address: address(wallet),
  xUserId: user === null ? null : (`${user}` as XUserId),
  amountWei: eth(amountEth),
});

/** Why an offer was refused, or what happened instead. */
export const why = ([event]: readonly AuctionEvent[]) =>
  event?.kind === 'offer-refused' || event?.kind === 'bid-refused' ? event.why : event?.kind;
