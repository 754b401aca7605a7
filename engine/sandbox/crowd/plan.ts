import type { Wei } from '../../domain/ids.js';

/** How far the crowd takes one lot. */
export interface LotPlan {
  /** No bid that is meant to stand goes beyond it. */
  readonly ceilingWei: Wei;
  /** Whether somebody waits for the last moments and moves the close. */
  readonly lateBid: boolean;
}

/** What the crowd's plan is made from: it knows the reserve, as nobody in a real room would. */
export interface PlannedLot {
  readonly number: number;
  readonly startWei: Wei;
  readonly reserveWei?: Wei;
}

/**
 * Plans an evening, three lots at a time in the order given: the first is extended by a late bid
 * and sold well over its reserve, the second stops under its reserve, the third sells briskly.
 *
 * The second sells too where it has no reserve to stop under.
 */
export function planLots(lots: readonly PlannedLot[]): ReadonlyMap<number, LotPlan> {
  return new Map(lots.map((lot, place) => [lot.number, planLot(lot, place % 3)]));
}

function planLot({ startWei, reserveWei = 0n as Wei }: PlannedLot, turn: number): LotPlan {
  const lateBid = turn === 0;
  if (turn === 1 && reserveWei > startWei) {
    return { ceilingWei: largest(startWei, (reserveWei * 4n) / 5n), lateBid };
  }
  return { ceilingWei: largest(startWei * 4n, reserveWei * 2n), lateBid };
}

/**
 * What each bidder deposits so that he could win every lot at its ceiling, premium and all: the
 * crowd cannot know before who wins what.
 */
export function ampleDepositWei(plan: ReadonlyMap<number, LotPlan>): Wei {
  let sumWei = 0n;
  let highestWei = 0n;
  for (const { ceilingWei } of plan.values()) {
    sumWei += ceilingWei;
    highestWei = largest(highestWei, ceilingWei);
  }
  return largest(sumWei * 2n, highestWei * 4n);
}

/** A deposit that no opening bid of the evening fits into. */
export function scantDepositWei(plan: ReadonlyMap<number, LotPlan>): Wei {
  const ceilings = [...plan.values()].map(({ ceilingWei }) => ceilingWei);
  const least = ceilings.reduce((low, wei) => (wei < low ? wei : low), ceilings[0] ?? (0n as Wei));
  return largest(least / 100n, 1n);
}

const largest = (one: bigint, other: bigint): Wei => (one > other ? one : other) as Wei;
