import type { Paddle, Wei } from '../domain/ids.js';
import { foldLot } from '../domain/lot/fold-lot.js';
import type { Bid, Lot } from '../domain/lot/lot.js';
import { PRESETS, type PresetName } from '../domain/lot/presets.js';
import { ruleOnBid } from '../domain/lot/rule-on-bid.js';
import type { Terms } from '../domain/lot/terms.js';
import { aBid, at, eth, hardTerms, openLot } from './builders.js';

/** The verdict on one bid, in a word. */
export function verdict(lot: Lot, bid: Bid): string {
  const [event] = ruleOnBid(lot, bid, bid.receivedAt);
  if (event?.kind === 'bid-refused') return event.why;
  return event?.kind === 'bid-held' ? 'held' : 'accepted';
}

/** The lot once each bid has been ruled on, in order. */
export const afterBids = (lot: Lot, ...bids: Bid[]): Lot =>
  bids
    .flatMap((bid) => [bid])
    .reduce((now, bid) => ruleOnBid(now, bid, bid.receivedAt).reduce(foldLot, now), lot);

/** A bid by the second of the paddles, in wei or ETH. */
export const bidBy = (
  paddle: string,
  amount: string | bigint,
  seconds = 1,
  over: Partial<Bid> = {},
): Bid =>
  aBid({
    paddle: paddle as Paddle,
    amountWei: typeof amount === 'bigint' ? (amount as Wei) : eth(amount),
    placedAt: at(seconds),
    ...over,
  });

export const lotOf = (name: PresetName, over: Partial<Terms> = {}): Lot =>
  openLot(hardTerms({ ...PRESETS[name], ...over }));
