import type { Ask, Notice, Rect, StagePlan } from '../../engine/ports/stage.js';
import { stampFrame, type Stamp } from './counter.js';
import type { PixelFrame } from './pixels.js';

/** A frame as it was put together. */
export interface DrawnFrame {
  /** Its pixels; they are another frame's after the next one was put together. */
  readonly frame: PixelFrame;
  /** Revision of the state that it shows. */
  readonly revision: number;
  /** Where it may differ from the frame before. */
  readonly changed: readonly Rect[];
  /** Check of the price that it shows; 0 where it shows none. */
  readonly check: number;
}

/** The way of a frame from the switcher to the truck. Each ask is answered, in order. */
export interface Capture {
  /** Hands over the frame that was drawn for `ask`, before this returns or later in its turn. */
  take(ask: Ask, frame: DrawnFrame): void;
  /** Answers an ask whose frame could not be drawn; `revision` is that of the frame before. */
  miss(ask: Ask, revision: number): void;
}

export type Notify = (notice: Notice) => void;

const NOTHING = new Uint8Array(0);

/** A notice that answers `ask`; what is not given is as of a frame without change. */
export function noticeOf(ask: Pick<Ask, 'tick' | 'slot'>, over: Partial<Notice>): Notice {
  return {
    tick: ask.tick,
    slot: ask.slot,
    revision: 0,
    isKey: false,
    undrawn: false,
    changed: [],
    payload: NOTHING,
    configBytes: 0,
    ...over,
  };
}

/** What a frame is stamped with, where the plan asks for it. */
export const stampOf = (
  { counter }: Pick<StagePlan, 'counter'>,
  { tick }: Ask,
  { check }: DrawnFrame,
): Stamp | undefined => (counter ? { tick, check } : undefined);

/**
 * Stamps an I420 frame where the plan asks for it.
 *
 * @returns what may differ from the frame before, the stamp included
 */
export function stamped(plan: StagePlan, ask: Ask, drawn: DrawnFrame): readonly Rect[] {
  const stamp = stampOf(plan, ask, drawn);
  return stamp ? withArea(drawn.changed, stampFrame(drawn.frame, stamp)) : drawn.changed;
}

export const withArea = (rects: readonly Rect[], area: Rect | undefined): readonly Rect[] =>
  area ? [...rects, area] : rects;
