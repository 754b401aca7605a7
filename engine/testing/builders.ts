import {
  RULEBOOK,
  type AuctionOpening,
  type CatalogueEntry,
  type Pace,
} from '../domain/auction.js';
import type { Desk, Offer } from '../domain/events.js';
import type {
  Address,
  AuctionId,
  BidId,
  DeskId,
  Instant,
  LotId,
  Paddle,
  Wei,
  XUserId,
} from '../domain/ids.js';
import { invariant } from '../domain/invariant.js';
import { createLot, foldLot } from '../domain/lot/fold-lot.js';
import type { Bid, Lot } from '../domain/lot/lot.js';
import type { Terms } from '../domain/lot/terms.js';
import { parseEth } from '../domain/money.js';

/** When time begins in tests: an evening in 2026, in whole seconds. */
export const EPOCH_MS = 1_790_000_000_000;

/** An amount of ETH written as plain decimal text. */
export function eth(text: string): Wei {
  const wei = parseEth(text);
  invariant(wei !== undefined, `"${text}" is an amount of ETH`);
  return wei;
}

/** Seconds into the test's evening. */
export const at = (seconds: number): Instant => (EPOCH_MS + Math.round(seconds * 1000)) as Instant;

/** `hardTerms` with a soft close of 15 seconds. */
function someTerms(over: Partial<Terms> = {}): Terms {
  return {
    ...hardTerms(),
    softClose: { windowMs: 15_000, extendToMs: 15_000, from: 'now' },
    ...over,
  };
}

/** Plain terms: a minute of bidding from 1 ETH by 0.1. */
export function hardTerms(over: Partial<Terms> = {}): Terms {
  return {
    opensAt: at(0),
    durationMs: 60_000,
    clockStarts: 'open',
    startWei: eth('1'),
    reserveRule: 'at-hammer',
    increment: { kind: 'fixed', stepWei: eth('0.1') },
    firstBidExtends: true,
    selfRaise: 'refuse',
    endInclusive: false,
    proxy: false,
    deliveryGraceMs: 0,
    ...over,
  };
}

/** An open lot on `someTerms`. */
export function aLot(terms: Partial<Terms> = {}, over: Partial<Lot> = {}): Lot {
  return { ...openLot(someTerms(terms)), ...over };
}

/** A lot that has opened on the terms given. */
export function openLot(terms: Terms): Lot {
  const { opensAt, durationMs, clockStarts } = terms;
  return foldLot(createLot('1' as LotId, terms), {
    kind: 'lot-opened',
    lotId: '1' as LotId,
    at: opensAt,
    ...(clockStarts === 'open' ? { closesAt: (opensAt + durationMs) as Instant } : {}),
  });
}

let bids = 0;

/** A bid of 1 ETH, one second in, by paddle 101. Received when it is placed unless it says not. */
export function aBid(over: Partial<Bid> = {}): Bid {
  const placedAt = over.placedAt ?? over.receivedAt ?? at(1);
  return {
    id: `post-${++bids}` as BidId,
    lotId: '1' as LotId,
    paddle: '101' as Paddle,
    amountWei: eth('1'),
    source: 'post',
    placedAt,
    receivedAt: placedAt,
    ...over,
  };
}

/** An address that ends in a number. */
export const address = (number: number): Address => `0x${number.toString(16).padStart(40, '0')}`;

/** An entry of the catalogue, on `someTerms`. */
export function anEntry(number: number, terms: Partial<Terms> = {}): CatalogueEntry {
  return {
    id: String(number) as LotId,
    number,
    title: `Lot ${number}`,
    artist: 'An artist',
    medium: 'On chain, edition of one',
    token: { contract: address(0xa0), tokenId: String(number) },
    consignor: address(0xc0),
    terms: someTerms(terms),
  };
}

/** Ten seconds of standby, five of catalogue, eight of fair warning, six of result. */
export const PACE: Pace = {
  standbyMs: 10_000,
  presentMs: 5_000,
  fairWarningMs: 8_000,
  resultMs: 6_000,
  creditsMs: 8_000,
  secondChanceMs: 900_000,
};

/** What opens an auction of two lots, without deposits. */
export function anOpening(over: Partial<AuctionOpening> = {}): AuctionOpening {
  return {
    id: 'evening' as AuctionId,
    rulebook: RULEBOOK,
    title: 'An evening',
    subtitle: '',
    currency: 'ETH',
    premiumBps: 500,
    pace: PACE,
    catalogue: [anEntry(1), anEntry(2)],
    depositRequired: false,
    ...over,
  };
}

/** An offer of 1 ETH by X user 1, one second in. */
export function anOffer(over: Partial<Offer> = {}): Offer {
  const placedAt = over.placedAt ?? over.receivedAt ?? at(1);
  return {
    id: `post-${++bids}` as BidId,
    source: 'post',
    amount: '1',
    currency: 'ETH',
    xUserId: '1' as XUserId,
    placedAt,
    receivedAt: placedAt,
    ...over,
  };
}

let moves = 0;

/** An operator's word: Olga's, without a reason. */
export const aDesk = (over: Partial<Desk> = {}): Desk => ({
  id: `desk-${++moves}` as DeskId,
  by: 'olga',
  why: '',
  ...over,
});
