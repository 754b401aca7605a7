import type { LotView } from '../../domain/show.js';
import type { Chance } from './chance.js';

/** Time a bid may take to reach the floor: ordinary ones stay this clear of the soft close. */
const CLEAR_MS = 1_000;
/** Without a close on screen the bidding is taken to be this long. */
const USUAL_MS = 20_000;
const BID_EVERY_MS = 2_000;
const BIDS = { least: 6, most: 24 } as const;
const GAP_MS = { least: 700, first: 350 } as const;

/** From when on ordinary bids keep silent, so that only a late bid moves the close. */
export function quietFromMs({ closesAtMs, opensAtMs, phaseSinceMs }: LotView, softCloseMs: number) {
  if (closesAtMs === undefined) return Infinity;
  const opensMs = opensAtMs ?? phaseSinceMs;
  // Where the soft close covers most of the bidding, the first half must do.
  return Math.max(closesAtMs - softCloseMs - CLEAR_MS, (opensMs + closesAtMs) / 2);
}

/** The pulse of a room: a flurry at the opening, a lull in the middle, then steady. */
export interface Tempo {
  /** Bids still to come, this one included, when one is due; undefined while none is. */
  bidsDue(lot: LotView, nowMs: number): number | undefined;
  bidPlaced(lot: LotView, nowMs: number): void;
}

export function createTempo(softCloseMs: number, chance: Chance): Tempo {
  let placed: number | undefined;
  let nextAtMs: number | undefined;

  const lengthMs = (lot: LotView, nowMs: number) => {
    const endMs = quietFromMs(lot, softCloseMs);
    return endMs === Infinity ? USUAL_MS : endMs - (lot.opensAtMs ?? nowMs);
  };
  const wanted = (lot: LotView, nowMs: number) =>
    Math.min(Math.max(Math.round(lengthMs(lot, nowMs) / BID_EVERY_MS), BIDS.least), BIDS.most);

  return {
    bidsDue: (lot, nowMs) => {
      // In a lot that was under way when we came, what was bid before counts.
      placed ??= lot.bidCount;
      nextAtMs ??= nowMs + GAP_MS.first + chance.below(GAP_MS.first);
      const left = wanted(lot, nowMs) - placed;
      return left > 0 && nowMs >= nextAtMs ? left : undefined;
    },
    bidPlaced: (lot, nowMs) => {
      placed = (placed ?? 0) + 1;
      const all = wanted(lot, nowMs);
      const endMs = quietFromMs(lot, softCloseMs);
      const restMs = endMs === Infinity ? BID_EVERY_MS * (all - placed) : endMs - nowMs;
      const evenMs = restMs / (all - placed + 0.5);
      nextAtMs = nowMs + Math.max(GAP_MS.least, (evenMs * moodPercent(placed / all)) / 100);
    },
  };

  function moodPercent(progress: number): number {
    if (progress < 0.3) return chance.between(55, 85);
    if (progress > 0.45 && progress < 0.65) return chance.between(115, 150);
    return chance.between(75, 115);
  }
}
