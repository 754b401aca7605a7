import type { ShowState } from '../../domain/show.js';
import { createVoices, type Act } from './acts.js';
import { createBidding, type Bidding } from './bidding.js';
import type { Chance } from './chance.js';
import { createChatter } from './chatter.js';
import type { Member } from './members.js';
import type { LotPlan } from './plan.js';

/**
 * What the crowd does, told from what viewers see. It owns no clock and reaches no network: the
 * same seed and the same show give the same acts.
 */
export interface Conduct {
  /** What is done now; to be asked about four times a second. */
  next(show: ShowState, nowMs: number): readonly Act[];
  /** It never reached the house. */
  failed(act: Act): void;
}

export function createConduct(options: {
  readonly members: readonly Member[];
  readonly plan: ReadonlyMap<number, LotPlan>;
  readonly softCloseMs: number;
  readonly hostHandle: string;
  readonly chance: Chance;
}): Conduct {
  const { members, plan, softCloseMs, chance } = options;
  const voices = createVoices(options.hostHandle, chance.fork('voices'));
  const chatter = createChatter({ members, softCloseMs, chance: chance.fork('chatter'), voices });
  const earnest = members.filter(({ kind }) => kind === 'bidder' || kind === 'by-chain');
  const lots = new Map<number, Bidding>();

  const biddingOn = (lotNumber: number): Bidding | undefined => {
    const lotPlan = plan.get(lotNumber);
    const known = lots.get(lotNumber);
    if (known || !lotPlan) return known;
    const lotChance = chance.fork(`lot ${lotNumber}`);
    const bidding = createBidding({
      members: earnest,
      plan: lotPlan,
      softCloseMs,
      chance: lotChance,
      voices,
    });
    lots.set(lotNumber, bidding);
    return bidding;
  };

  return {
    next: (show, nowMs) => {
      const bid = show.lot && biddingOn(show.lot.number)?.step(show.lot, nowMs);
      const others = chatter.step(show, nowMs);
      return bid ? [bid, ...others] : others;
    },
    failed: (act) => {
      for (const bidding of lots.values()) bidding.failed(act);
    },
  };
}
