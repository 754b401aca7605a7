import type { SceneName } from '../../engine/domain/show.js';
import { durations, easeInOut, fade, progress } from '../theme/motion.js';

/** How a scene comes on air: at once, at once with a flash, or fading in over the one before. */
export interface Transition {
  readonly kind: 'cut' | 'flash' | 'fade';
  readonly sinceMs: number;
}

/** What a transition looks like at one instant. */
export interface TransitionLook {
  /** Opacity of the scene that comes. */
  readonly alpha: number;
  readonly flashAlpha: number;
  /** Whether the scene that leaves can be let go. */
  readonly done: boolean;
}

const FLASH_ALPHA = 0.9;

/** The transition into a scene: the hammer is a cut with a flash, the first picture just stands. */
export function transitionInto(scene: SceneName, first: boolean, nowMs: number): Transition {
  if (first) return { kind: 'cut', sinceMs: nowMs };
  return { kind: scene === 'hammer' ? 'flash' : 'fade', sinceMs: nowMs };
}

/** A transition at `nowMs`. */
export function transitionAt({ kind, sinceMs }: Transition, nowMs: number): TransitionLook {
  switch (kind) {
    case 'cut':
      return { alpha: 1, flashAlpha: 0, done: true };
    case 'flash': {
      const t = progress(nowMs, sinceMs, durations.flash);
      return { alpha: 1, flashAlpha: fade(FLASH_ALPHA * (1 - t)), done: true };
    }
    case 'fade': {
      const t = progress(nowMs, sinceMs, durations.take);
      return { alpha: fade(easeInOut(t)), flashAlpha: 0, done: t >= 1 };
    }
  }
}
