import { meansOf } from './accounts.js';
import type { Auction } from './auction.js';
import { SothebaisError } from './errors.js';
import type { LotEvent } from './events.js';
import type { Instant, LotId, Paddle, Wei } from './ids.js';
import type { Lot } from './lot/lot.js';
import { offerSecondChance } from './lot/second-chance.js';
import type { Move } from './moves.js';

/** Offers a lot that found no payer to the best bidder left who still has the means. */
export function offerToRunnerUp(auction: Auction, lotId: LotId, at: Instant): LotEvent[] {
  const lot = auction.lots.get(lotId);
  if (!lot) return [];
  const { premiumBps, pace } = auction.opening;
  return offerSecondChance(lot, at, premiumBps, pace.secondChanceMs, (paddle, hammerWei) =>
    mayHave(auction, lot, paddle, hammerWei),
  );
}

/** An answer by somebody who was not asked, or has not the means any more, changes nothing. */
export function hearSecondChance(
  auction: Auction,
  { at, sourceId, lotId, xUserId, answer }: Extract<Move, { kind: 'hear-second-chance' }>,
): LotEvent[] {
  const lot = auction.lots.get(lotId);
  const asked = lot?.secondChance;
  if (!lot || !asked || asked.paddle !== auction.paddles.get(xUserId)) return [];
  if (answer === 'taken' && !mayHave(auction, lot, asked.paddle, asked.hammerWei)) return [];
  return [{ kind: `second-chance-${answer}`, lotId, at, sourceId }];
}

/**
 * Lets the operator answer for a runner-up, who must still have the means to take the lot.
 *
 * @throws SothebaisError `BIDDER_UNCOVERED`
 */
export function requireMeans(auction: Auction, lot: Lot, answer: 'taken' | 'declined'): void {
  const { secondChance: asked } = lot;
  if (answer === 'declined' || !asked || mayHave(auction, lot, asked.paddle, asked.hammerWei))
    return;
  throw new SothebaisError(
    'BIDDER_UNCOVERED',
    `Paddle ${asked.paddle} cannot take lot ${lot.id}, expected his deposit and limit to cover it.`,
  );
}

function mayHave(auction: Auction, lot: Lot, paddle: Paddle, hammerWei: Wei): boolean {
  if (auction.bidders.get(paddle)?.isBlocked) return false;
  const { coveredWei, limitWei } = meansOf(auction, paddle, lot);
  return hammerWei <= (coveredWei ?? hammerWei) && hammerWei <= (limitWei ?? hammerWei);
}
