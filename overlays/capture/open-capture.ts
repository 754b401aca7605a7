import type { Ask, Rect, StagePlan } from '../../engine/ports/stage.js';
import { noticeOf, stamped, stampOf, withArea } from './capture.js';
import type { Capture, DrawnFrame, Notify } from './capture.js';
import { paintStamp } from './counter.js';
import { openRing } from './ring.js';
import { WebCodecsCapture } from './web-codecs.js';

/**
 * Opens the way to the truck that the plan asks for.
 *
 * @param screen - for `canvas`: what is filmed
 */
export async function openCapture(
  plan: StagePlan,
  screen: OffscreenCanvas | undefined,
  notify: Notify,
): Promise<Capture> {
  switch (plan.capture) {
    case 'ring': {
      const ring = await openRing(plan);
      return atOnce(notify, (ask, drawn) => {
        const changed = stamped(plan, ask, drawn);
        ring.leave(ask.slot, drawn.frame, changed);
        return changed;
      });
    }
    case 'webcodecs':
      return WebCodecsCapture.open(plan, notify);
    case 'canvas':
      return atOnce(notify, screening(plan, screen));
  }
}

/** Brings frames of RGBA onto a screen. */
function screening(
  plan: StagePlan,
  screen: OffscreenCanvas | undefined,
): (ask: Ask, drawn: DrawnFrame) => readonly Rect[] {
  const context = screen?.getContext('2d', { alpha: false });
  if (!context) throw new Error('This browser has no 2D canvas in a worker.');
  return (ask, drawn) => {
    const { frame, changed } = drawn;
    const pixels = new Uint8ClampedArray(frame.bytes.buffer);
    const image = new ImageData(pixels, frame.widthPx, frame.heightPx);
    for (const { left, top, right, bottom } of changed) {
      context.putImageData(image, 0, 0, left, top, right - left, bottom - top);
    }
    const stamp = stampOf(plan, ask, drawn);
    return stamp ? withArea(changed, paintStamp(context, frame, stamp)) : changed;
  };
}

/** Answers as soon as the frame was left where the truck finds it. */
function atOnce(notify: Notify, leave: (ask: Ask, frame: DrawnFrame) => readonly Rect[]): Capture {
  return {
    take: (ask, frame) => {
      const changed = leave(ask, frame);
      notify(noticeOf(ask, { revision: frame.revision, changed }));
    },
    miss: (ask, revision) => notify(noticeOf(ask, { revision, undrawn: true })),
  };
}
