import type { Auction } from '../domain/auction.js';
import { vetLine } from '../domain/line.js';
import { projectShow, type ShowExtras } from '../domain/project-show.js';
import type { ShowState } from '../domain/show.js';

/** The one place where what viewers see is put together. */
export interface Show {
  /** Takes what the floor committed. */
  update(auction: Auction): void;
  /** Puts a vetted line on screen, for as long as it stays true. */
  say(line: NonNullable<ShowExtras['hostLine']>): void;
  watching(count: number): void;
  /** The latest state, or undefined before the auction opens. */
  state(): ShowState | undefined;
}

/**
 * Keeps the latest `ShowState` and hands every new one to `publish`, which must return at once.
 * The floor never waits for a viewer.
 */
export function createShow(options: {
  readonly hostName: string;
  readonly howToBid: ShowState['howToBid'];
  /** @param sequence - the last event of the book that the state shows */
  readonly publish: (show: ShowState, sequence: number) => void;
}): Show {
  let auction: Auction | undefined;
  let hostLine: ShowExtras['hostLine'];
  let watching = 0;
  let revision = 0;
  let state: ShowState | undefined;

  const refresh = () => {
    if (!auction) return;
    revision += 1;
    const { hostName, howToBid } = options;
    const extras = { revision, hostName, howToBid, watching };
    state = projectShow(auction, hostLine ? { ...extras, hostLine } : extras);
    // What was true when it was said may not be so any more: then it leaves the screen.
    if (hostLine && !vetLine(hostLine.text, state).ok) {
      hostLine = undefined;
      state = projectShow(auction, extras);
    }
    options.publish(state, auction.sequence);
  };

  return {
    update: (next) => {
      auction = next;
      refresh();
    },
    say: (line) => {
      hostLine = line;
      refresh();
    },
    watching: (count) => {
      if (count === watching) return;
      watching = count;
      refresh();
    },
    state: () => state,
  };
}
