import type { Ask, Notice, Rect, StagePlan } from '../../engine/ports/stage.js';
import type { Painter } from './painter.js';
import { openRing } from './ring.js';

/** A frame as it stands on the painter's canvas. */
export interface DrawnFrame {
  /** Revision of the state that it shows. */
  readonly revision: number;
  /** What was drawn anew. */
  readonly changed: readonly Rect[];
  /** Check of the price that it shows; 0 where it shows none. */
  readonly check: number;
}

/** The way of a frame from the painter to the truck. Each ask is answered, in order. */
export interface Capture {
  /** Hands over the frame that was drawn for `ask`, before this returns or later in its turn. */
  take(ask: Ask, frame: DrawnFrame): void;
  /** Answers an ask whose frame could not be drawn; `revision` is that of the frame before. */
  miss(ask: Ask, revision: number): void;
}

type Notify = (notice: Notice) => void;

/** Opens the way that the plan asks for. */
export async function openCapture(
  plan: StagePlan,
  painter: Painter,
  notify: Notify,
): Promise<Capture> {
  switch (plan.capture) {
    case 'ring': {
      const ring = await openRing(plan);
      return {
        take: (ask, frame) => {
          const changed = painter.read(
            frame.changed,
            plan.counter ? stampOf(ask, frame) : undefined,
          );
          ring.write(ask.slot, painter.frame.bytes);
          notify(noticeOf(ask, { revision: frame.revision, changed }));
        },
        miss: (ask, revision) => notify(noticeOf(ask, { revision, undrawn: true })),
      };
    }
    case 'canvas':
    case 'webcodecs':
      return {
        take: (ask, frame) => {
          const changed = plan.counter
            ? painter.stampOnScreen(frame.changed, stampOf(ask, frame))
            : frame.changed;
          notify(noticeOf(ask, { revision: frame.revision, changed }));
        },
        miss: (ask, revision) => notify(noticeOf(ask, { revision, undrawn: true })),
      };
  }
}

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

const stampOf = ({ tick }: Ask, { check }: DrawnFrame) => ({ tick, check });
