import type { SceneName } from '../../engine/domain/show.js';
import { durations, easeInOut, fade, progress } from '../theme/motion.js';

/** How a scene comes on air: at once, at once with a flash, or through a dip to the bare wall. */
export interface Transition {
  readonly kind: 'cut' | 'flash' | 'dip';
  readonly sinceMs: number;
}

/** What a transition looks like at one instant. */
export interface TransitionLook {
  /** Whether the scene that comes is the one to be seen. */
  readonly arrived: boolean;
  /** Opacity of the bare wall over both. */
  readonly veilAlpha: number;
  readonly flashAlpha: number;
  /** Whether the transition is over. */
  readonly done: boolean;
}

const FLASH_ALPHA = 0.9;
/** Part of a dip that the old scene takes to leave; the new one takes a little longer to come. */
const LEAVING = 0.42;

/** The transition into a scene: the hammer is a cut with a flash, the first picture just stands. */
export function transitionInto(scene: SceneName, first: boolean, nowMs: number): Transition {
  if (first) return { kind: 'cut', sinceMs: nowMs };
  return { kind: scene === 'hammer' ? 'flash' : 'dip', sinceMs: nowMs };
}

const CUT: TransitionLook = { arrived: true, veilAlpha: 0, flashAlpha: 0, done: true };

/** A transition at `nowMs`. Two scenes are never seen through each other. */
export function transitionAt({ kind, sinceMs }: Transition, nowMs: number): TransitionLook {
  if (kind === 'cut') return CUT;
  if (kind === 'flash') {
    const t = progress(nowMs, sinceMs, durations.flash);
    return t >= 1 ? CUT : { ...CUT, flashAlpha: fade(FLASH_ALPHA * (1 - t)), done: false };
  }
  const t = progress(nowMs, sinceMs, durations.take);
  if (t >= 1) return CUT;
  const arrived = t >= LEAVING;
  const veil = arrived ? 1 - (t - LEAVING) / (1 - LEAVING) : t / LEAVING;
  return { arrived, veilAlpha: fade(easeInOut(veil)), flashAlpha: 0, done: false };
}
