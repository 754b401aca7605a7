import { describe, expect, test } from 'vitest';
import { aLot, at, eth, hardTerms, openLot } from '../../testing/builders.js';
import { afterBids, bidBy, verdict } from '../../testing/rulings.js';
import type { BidId, Instant } from '../ids.js';
import { closeDueAt } from './clock.js';
import { closeIfDue } from './close-lot.js';
import { foldLot } from './fold-lot.js';
import type { Lot } from './lot.js';

describe('the delivery grace', () => {
  const lot = () => aLot({ deliveryGraceMs: 3_000 });
  const hard = () => openLot(hardTerms({ deliveryGraceMs: 3_000 }));
  const slow = (paddle: string, amount: string, placed: number, received: number) =>
    bidBy(paddle, amount, placed, { receivedAt: at(received), id: `post-${paddle}` as BidId });
  const closed = (waiting: Lot) => closeIfDue(waiting, closeDueAt(waiting) as Instant, 500);

  test('holds a bid that was placed in time and came after the close', () => {
    expect(verdict(hard(), slow('101', '1', 59, 62.999))).toBe('held');
    expect(verdict(hard(), slow('101', '1', 59, 63))).toBe('LATE');
    expect(verdict(hard(), slow('101', '1', 60, 61))).toBe('LATE');
  });

  test('rules on what it held by when it was placed, then drops the hammer', () => {
    const waiting = afterBids(hard(), slow('101', '1', 59, 61), slow('102', '1', 58, 62));
    expect(closeIfDue(waiting, at(62.999), 500)).toEqual([]);
    const events = closed(waiting);
    expect(events.map((event) => event.kind)).toEqual([
      'bid-accepted',
      'bid-refused',
      'hammer-fell',
    ]);
    expect(events.at(-1)).toMatchObject({
      outcome: 'sold',
      winner: '102',
      closedAt: at(60),
      hammerWei: eth('1'),
      premiumWei: eth('0.05'),
    });
  });

  test('goes on when a held bid has moved the close', () => {
    const waiting = afterBids(lot(), slow('101', '1', 59, 61), slow('102', '1.1', 61, 62));
    const events = closed(waiting);
    expect(events.map((event) => event.kind)).toEqual(['bid-accepted', 'bid-accepted']);
    const goesOn = events.reduce(foldLot, waiting);
    expect([goesOn.phase, goesOn.closesAt, goesOn.held]).toEqual(['open', at(76), []]);
  });

  test('passes a lot below its reserve, and one without a bid', () => {
    const low = afterBids(aLot({ reserveWei: eth('2') }), bidBy('101', '1'));
    const met = afterBids(aLot({ reserveWei: eth('2') }), bidBy('101', '2'));
    expect(closed(low)[0]).toMatchObject({ outcome: 'passed', winner: null, hammerWei: 0n });
    expect(closed(met)[0]).toMatchObject({ outcome: 'sold', hammerWei: eth('2') });
    expect(closed(aLot())[0]).toMatchObject({ outcome: 'passed', premiumWei: 0n });
  });
});
