import { describe, expect, test } from 'vitest';
import { anOffer, anOpening, at } from '../testing/builders.js';
import type { Auction } from './auction.js';
import type { AuctionEvent, Offer } from './events.js';
import { foldAuction } from './fold-auction.js';
import type { Instant, LotId, XUserId } from './ids.js';
import { tellingOf } from './told.js';

const opened = foldAuction(undefined, { kind: 'auction-opened', at: at(0), opening: anOpening() });
const onLot1 = foldAuction(opened, { kind: 'lot-previewed', lotId: '1' as LotId, at: at(1) });

const unclear = (over: Partial<Offer> = {}): AuctionEvent => ({
  ...{ kind: 'offer-refused', at: at(2), offer: anOffer(over), why: 'UNCLEAR' },
});
const flood = (when: Instant, xUserId: string | null = '1'): AuctionEvent => ({
  ...{ kind: 'flood-counted', at: when, sourceId: `flood-${when}`, source: 'post', count: 9 },
  xUserId: xUserId as XUserId | null,
});
const after = (auction: Auction, ...events: readonly AuctionEvent[]) =>
  events.reduce((before, event) => foldAuction(before, event), auction);

describe('how to bid is told', () => {
  test('once a bidder and lot', () => {
    expect(tellingOf(onLot1, unclear())).toBeDefined();
    const told = after(onLot1, unclear());
    expect(tellingOf(told, unclear())).toBeUndefined();
    expect(tellingOf(told, unclear({ xUserId: '2' as XUserId }))).toBeDefined();
    expect(tellingOf(told, unclear({ lotId: '2' as LotId }))).toBeDefined();
    expect(tellingOf(told, unclear({ lotId: '1' as LotId }))).toBeUndefined();
  });

  test('to nobody who bids on chain, and for no other reason', () => {
    const { xUserId, ...onChain } = anOffer();
    expect(xUserId).toBeDefined();
    const event = { ...unclear(), offer: onChain } as AuctionEvent;
    expect(tellingOf(onLot1, event)).toBeUndefined();
    const late = { ...unclear(), why: 'LATE' } as AuctionEvent;
    expect(tellingOf(onLot1, late)).toBeUndefined();
  });
});

describe('that too much comes is told', () => {
  test('once an hour a bidder, and to no whole source', () => {
    const told = after(onLot1, flood(at(10)));
    expect(tellingOf(onLot1, flood(at(10)))).toBeDefined();
    expect(tellingOf(told, flood(at(10 + 3_599.999)))).toBeUndefined();
    expect(tellingOf(told, flood(at(10 + 3_600)))).toBeDefined();
    expect(tellingOf(told, flood(at(11), '2'))).toBeDefined();
    expect(tellingOf(told, flood(at(11), null))).toBeUndefined();
  });

  test('an hour after it was told last, not after the last flood', () => {
    const still = after(onLot1, flood(at(0)), flood(at(3_000)));
    expect(tellingOf(still, flood(at(3_600)))).toBeDefined();
  });
});
