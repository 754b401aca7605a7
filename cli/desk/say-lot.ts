import type { LotSheet } from '../../engine/app/desk/lot-sheet.js';
import type { LotPhase } from '../../engine/domain/lot/phase.js';
import { plainText } from '../tui/plain-text.js';
import { clockTime } from '../tui/time-left.js';

/** What the operator calls each phase. */
export const PHASES: Readonly<Record<LotPhase, string>> = {
  catalogued: 'to come',
  previewed: 'next',
  open: 'open',
  'fair-warning': 'warned',
  'second-warning': 'warned twice',
  paused: 'paused',
  closing: 'closing',
  sold: 'sold',
  passed: 'passed',
  withdrawn: 'withdrawn',
  settling: 'settling',
  settled: 'settled',
  defaulted: 'defaulted',
};

/** What is left on a lot's clock, as `0:42`; undefined where none runs. */
export function timeLeft({ closesAt, remainingMs }: LotSheet, nowMs: number): string | undefined {
  const leftMs = closesAt === null ? remainingMs : Date.parse(closesAt) - nowMs;
  return leftMs === null ? undefined : clockTime(Math.max(0, Math.ceil(leftMs / 1000)));
}

/** Whether bids are, or will again be, taken on it. */
export const isLive = ({ phase }: LotSheet): boolean =>
  ['open', 'fair-warning', 'second-warning', 'paused', 'closing'].includes(phase);

/** How a lot stands, in a few words that say what matters in its phase. */
export function sayLot(lot: LotSheet, nowMs: number): string {
  const { leader, result, secondChance } = lot;
  if (isLive(lot)) {
    const left = timeLeft(lot, nowMs);
    return [
      PHASES[lot.phase],
      ...(lot.phase === 'closing'
        ? []
        : [left === undefined ? 'clock not started' : `${left} left`]),
      ...(leader && lot.priceEth !== null
        ? [`${lot.priceEth} ETH with ${plainText(leader.name)}`]
        : ['no bid yet']),
      ...(lot.phase === 'closing' ? [] : [`asking ${lot.askEth} ETH`]),
    ].join(', ');
  }
  if (result?.outcome === 'sold') {
    const { winner, hammerEth, settlement } = result;
    const told = settlement === 'settled' ? 'settled' : `settlement ${settlement ?? 'to come'}`;
    return `sold to ${plainText(winner?.name ?? '?')} at ${hammerEth} ETH, ${told}`;
  }
  if (secondChance) {
    return `in default, offered to ${plainText(secondChance.name)} at ${secondChance.hammerEth} ETH`;
  }
  return result ? PHASES[lot.phase] : `${PHASES[lot.phase]}, opens at ${lot.openingEth} ETH`;
}
