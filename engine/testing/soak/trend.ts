/** A value at a time. */
export interface Sample {
  readonly atMs: number;
  readonly value: number;
}

const HOUR_MS = 3_600_000;

/** By how much samples grow an hour on the straight line that fits them best; 0 for less than two. */
export function growthPerHour(samples: readonly Sample[]): number {
  const meanMs = meanOf(samples.map(({ atMs }) => atMs));
  const mean = meanOf(samples.map(({ value }) => value));
  let [product, square] = [0, 0];
  for (const { atMs, value } of samples) {
    product += (atMs - meanMs) * (value - mean);
    square += (atMs - meanMs) ** 2;
  }
  return square === 0 ? 0 : (product / square) * HOUR_MS;
}

/** The same in percent of their mean, over the second half alone: what starts up grows. */
export function settledGrowthPercent(samples: readonly Sample[]): number {
  const second = samples.slice(Math.floor(samples.length / 2));
  const mean = meanOf(second.map(({ value }) => value));
  return mean === 0 ? 0 : (growthPerHour(second) / mean) * 100;
}

export const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
