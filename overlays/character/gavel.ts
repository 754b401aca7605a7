/** Degrees of the arm about its elbow and of the gavel in the hand; units the elbow is lifted. */
export interface GavelPose {
  readonly arm: number;
  readonly gavel: number;
  readonly lift: number;
}

/** The arm and its gavel on their way: 0 raised highest, 5 lying on the block. */
export const GAVEL_POSES = [
  { arm: -37, gavel: 22, lift: 52 },
  { arm: -35, gavel: 12, lift: 26 },
  { arm: -32, gavel: 0, lift: 0 },
  { arm: -41, gavel: -24, lift: 0 },
  { arm: -47, gavel: -42, lift: 0 },
  { arm: -50, gavel: -50, lift: 0 },
] as const satisfies readonly GavelPose[];

/** Named places on that way. */
export const gavelAt = { raised: 0, rest: 2, rebound: 4, block: 5 } as const;

const STEP_MS = 55;

/**
 * The pose on the way from one to another, one step every 55 ms, so that an arm never jumps.
 *
 * @param sinceMs - when it set out; it rests in `to` once there
 */
export function travel(from: number, to: number, sinceMs: number, nowMs: number): number {
  const steps = Math.max(0, Math.floor((nowMs - sinceMs) / STEP_MS));
  return to > from ? Math.min(to, from + steps) : Math.max(to, from - steps);
}

/** The stroke: on the block with the cut, one rebound, then stillness. */
export function stroke(sinceMs: number, nowMs: number): number {
  const elapsedMs = nowMs - sinceMs;
  return elapsedMs >= 90 && elapsedMs < 190 ? gavelAt.rebound : gavelAt.block;
}
