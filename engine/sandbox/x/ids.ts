import type { Clock } from '../../ports/clock.js';

/** X's own epoch: the millisecond its ids count from. */
const X_EPOCH_MS = 1_288_834_974_657n;
const NS_PER_MS = 1_000_000n;

/** Makes the ids that X would make: each higher than the last, with its time inside. */
export interface IdMint {
  /** For users, posts, rules and schedules: milliseconds in the upper bits. */
  snowflake(): string;
  /** For messages of a chat: nanoseconds since the Unix epoch. */
  nanoseconds(): string;
  /** 13 letters and digits, for a broadcast. */
  broadcast(): string;
}

/** @param newest - the highest ids ever made; later ones are higher, whatever the clock says */
export function createIdMint(
  clock: Clock,
  newest: { readonly snowflake: bigint; readonly nanoseconds: bigint },
): IdMint {
  let lastSnowflake = newest.snowflake;
  let lastNanoseconds = newest.nanoseconds;
  const higher = (now: bigint, last: bigint) => (now > last ? now : last + 1n);

  const snowflake = () => {
    const now = (BigInt(Math.floor(clock.now())) - X_EPOCH_MS) << 22n;
    lastSnowflake = higher(now, lastSnowflake);
    return lastSnowflake.toString();
  };
  return {
    snowflake,
    nanoseconds: () => {
      lastNanoseconds = higher(BigInt(Math.floor(clock.now())) * NS_PER_MS, lastNanoseconds);
      return lastNanoseconds.toString();
    },
    broadcast: () => `1${BigInt(snowflake()).toString(36).padStart(12, '0')}`.slice(0, 13),
  };
}
