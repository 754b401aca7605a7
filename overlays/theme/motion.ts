/** How long each movement takes, in milliseconds. Motion has weight and an end. */
export const durations = {
  take: 500,
  flash: 120,
  price: 360,
  ticker: 420,
  caption: 250,
  extension: 2_000,
  warning: 450,
  page: 450,
} as const;

/** Part of a movement that is done at `nowMs`: 0 before `sinceMs`, 1 once `lastsMs` have passed. */
export function progress(nowMs: number, sinceMs: number, lastsMs: number): number {
  if (nowMs <= sinceMs) return 0;
  if (nowMs >= sinceMs + lastsMs) return 1;
  return (nowMs - sinceMs) / lastsMs;
}

/** Starts at full speed and comes to rest: what moves here has weight. */
export function easeOut(t: number): number {
  const left = 1 - t;
  return 1 - left * left * left;
}

/** Leaves and arrives gently; for light, which has no weight. */
export function easeInOut(t: number): number {
  return t * t * (3 - 2 * t);
}

/** Opacity in steps of 1/32: a fade redraws only when the eye could tell. */
export function fade(t: number): number {
  return Math.round(t * 32) / 32;
}
