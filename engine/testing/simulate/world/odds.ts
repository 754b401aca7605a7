import type { Chance } from '../../../sandbox/crowd/chance.js';

/** Whether something that happens one time in `times` happens now; never where that is 0. */
export const oneIn = (chance: Chance, times: number): boolean =>
  times > 0 && chance.below(times) === 0;

/** One of some values, each as likely as its weight. */
export function weighted<T>(chance: Chance, choices: readonly (readonly [number, T])[]): T {
  const total = choices.reduce((sum, [weight]) => sum + weight, 0);
  let left = chance.below(total);
  for (const [weight, value] of choices) {
    left -= weight;
    if (left < 0) return value;
  }
  throw new Error('There is nothing to choose from.');
}
