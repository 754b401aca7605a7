import type { Airings } from '../ports/airings.js';
import type { Clock } from '../ports/clock.js';

/** Knows which event of the book each picture shows, so that a bid can be found on air. */
export interface AirDesk {
  /** A state was handed to the programme; it shows the book up to `sequence`. */
  published(revision: number, sequence: number): void;
  /** A frame is the first to show a state. */
  shown(frame: {
    readonly revision: number;
    readonly frame: number;
    readonly onAirMs: number;
  }): void;
}

/** Notes the first frame of every event that reaches the picture. */
export function createAirDesk(options: {
  readonly airings: Airings;
  readonly clock: Clock;
  readonly onTrouble: (cause: unknown) => void;
}): AirDesk {
  const waiting: { readonly revision: number; readonly sequence: number }[] = [];
  let onAir = 0;
  return {
    published: (revision, sequence) => {
      if (sequence > (waiting.at(-1)?.sequence ?? onAir)) waiting.push({ revision, sequence });
    },
    shown: ({ revision, frame, onAirMs }) => {
      const before = onAir;
      for (let next = waiting[0]; next && next.revision <= revision; next = waiting[0]) {
        onAir = next.sequence;
        waiting.shift();
      }
      if (onAir === before) return;
      try {
        options.airings.note({ sequence: onAir, frame, onAirMs, at: options.clock.now() });
      } catch (cause) {
        options.onTrouble(cause); // A note that is lost costs nobody a bid.
      }
    },
  };
}
