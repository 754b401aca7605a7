import type { Instant } from '../../domain/ids.js';

/** X's own epoch: the millisecond its ids count from. */
const X_EPOCH_MS = 1_288_834_974_657n;

/** The millisecond in which the post of this id was made. `id` is digits only. */
export function instantOfPost(id: string): Instant {
  return Number((BigInt(id) >> 22n) + X_EPOCH_MS) as Instant;
}

/** The lowest id a post made at `at` can have; zero before X's epoch. */
export function firstPostIdAt(at: Instant): bigint {
  const sinceEpoch = BigInt(Math.floor(at)) - X_EPOCH_MS;
  return sinceEpoch > 0n ? sinceEpoch << 22n : 0n;
}
