import type { Instant } from '../domain/ids.js';

/** So many at once, and so many a second in the long run. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** What is left of a burst, and when it was last filled up. */
export interface Bucket {
  tokens: number;
  filledAt: Instant | undefined;
}

export const fullBucket = ({ burst }: Rate): Bucket => ({ tokens: burst, filledAt: undefined });

/** Takes one token, if there is one at that time. A time before the last fills nothing up. */
export function take(bucket: Bucket, { burst, perSecond }: Rate, at: Instant): boolean {
  const passedMs = at - (bucket.filledAt ?? at);
  if (bucket.filledAt === undefined || passedMs > 0) bucket.filledAt = at;
  if (passedMs > 0) bucket.tokens = Math.min(burst, bucket.tokens + (passedMs * perSecond) / 1_000);
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

/** Puts back a token that was taken for nothing. */
export function giveBack(bucket: Bucket): void {
  bucket.tokens += 1;
}
