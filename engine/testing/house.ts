import type { Instant, LotId, Wei } from '../domain/ids.js';
import { askingBidWei } from '../domain/lot/ask.js';
import { closeIfDue } from '../domain/lot/close-lot.js';
import { foldLot } from '../domain/lot/fold-lot.js';
import type { Lot } from '../domain/lot/lot.js';
import { PRESETS, type PresetName } from '../domain/lot/presets.js';
import { ruleOnBid } from '../domain/lot/rule-on-bid.js';
import { ruleOnLotMove } from '../domain/lot/rule-on-move.js';
import type { Terms } from '../domain/lot/terms.js';
import { aDesk, at, hardTerms, openLot } from './builders.js';
import { afterBids, bidBy, verdict } from './rulings.js';

/** An hour of bidding: longer than any house's window. */
export const HOUR_MS = 3_600_000;

/** A lot on a house's terms, opened at the beginning of time, from an ask of one wei. */
export const atHouse = (name: PresetName, over: Partial<Terms> = {}): Lot =>
  openLot({
    ...hardTerms({ startWei: 1n as Wei }),
    ...PRESETS[name],
    ...{ startWei: 1n as Wei, durationMs: HOUR_MS },
    ...over,
  });

/** The same with a bid by paddle 101, placed so many seconds in. */
export const ledAt = (
  name: PresetName,
  amount: string | bigint,
  over: Partial<Terms> = {},
  seconds = 0,
): Lot => afterBids(atHouse(name, over), bidBy('101', amount, seconds));

/** When bidding ends, in milliseconds after the opening. */
export const endMs = ({ closesAt }: Lot): number | undefined =>
  closesAt === undefined ? undefined : closesAt - at(0);

const fromEnd = (lot: Lot, offsetMs: number): Instant =>
  ((lot.closesAt ?? 0) + offsetMs) as Instant;

/** The verdict on a bid of 9 ETH that is placed and received so many milliseconds after the end. */
export function bidAtEnd(lot: Lot, offsetMs: number): string {
  const placedAt = fromEnd(lot, offsetMs);
  return verdict(lot, bidBy('102', '9', 0, { placedAt, receivedAt: placedAt }));
}

/** What the lot comes to if the floor looks so many milliseconds after its end. */
export function settledAtEnd(lot: Lot, offsetMs: number): string {
  const fallen = closeIfDue(lot, fromEnd(lot, offsetMs), 0).at(-1);
  return fallen?.kind === 'hammer-fell' ? fallen.outcome : 'open';
}

/** By how much a bid with so many milliseconds left moves the end. */
export function movedBy(lot: Lot, leftMs: number, paddle = '102'): number {
  const placedAt = fromEnd(lot, -leftMs);
  const after = afterBids(lot, bidBy(paddle, '9', 0, { placedAt, receivedAt: placedAt }));
  return (after.closesAt ?? 0) - (lot.closesAt ?? 0);
}

/** The ask after a bid of so many wei, and the verdicts on that ask and on one wei less. */
export function nextOver(name: PresetName, wei: bigint, over: Partial<Terms> = {}) {
  const lot = ledAt(name, wei, over);
  const ask = askingBidWei(lot);
  return [ask, verdict(lot, bidBy('102', ask)), verdict(lot, bidBy('102', ask - 1n))];
}

/** The phase after the operator asks for a move, or the code of his refusal. */
export function asked(lot: Lot, kind: 'withdraw-lot' | 'pause-lot', seconds = 1): string {
  const move = { kind, lotId: '1' as LotId, at: at(seconds), desk: aDesk() };
  try {
    return ruleOnLotMove(lot, move).reduce((now, event) => foldLot(now, event), lot).phase;
  } catch (thrown) {
    return (thrown as { code?: string }).code ?? 'broken';
  }
}

/** How often a lot is extended by bids in its last millisecond, each at the ask. */
export function chained(lot: Lot, bids: number): number {
  let now = lot;
  for (let n = 0; n < bids; n += 1) {
    const placedAt = fromEnd(now, -1);
    const over = { placedAt, receivedAt: placedAt };
    const bid = bidBy(String(200 + n), askingBidWei(now), 0, over);
    now = ruleOnBid(now, bid, placedAt).reduce((each, event) => foldLot(each, event), now);
  }
  return now.extensions;
}
