import type { Ask, Rect, StagePlan } from '../../engine/ports/stage.js';
import { noticeOf, stampOf, type Capture, type DrawnFrame, type Notify } from './capture.js';
import type { Painter } from './painter.js';
import { openRing } from './ring.js';
import { WebCodecsCapture } from './web-codecs.js';

/** Opens the way to the truck that the plan asks for. */
export async function openCapture(
  plan: StagePlan,
  painter: Painter,
  notify: Notify,
): Promise<Capture> {
  switch (plan.capture) {
    case 'ring': {
      const ring = await openRing(plan);
      return atOnce(notify, (ask, frame) => {
        const changed = painter.read(frame.changed, stampOf(plan, ask, frame));
        ring.leave(ask.slot, painter.frame, changed);
        return changed;
      });
    }
    case 'webcodecs':
      return WebCodecsCapture.open(plan, painter, notify);
    case 'canvas':
      return atOnce(notify, (ask, frame) =>
        painter.stampOnScreen(frame.changed, stampOf(plan, ask, frame)),
      );
  }
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
