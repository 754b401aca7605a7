import type { Auction } from '../domain/auction.js';
import { projectShow, type ShowExtras } from '../domain/project-show.js';
import type { ShowState } from '../domain/show.js';

/** The one place where what viewers see is put together. */
export interface Show {
  /** Takes what the floor committed. */
  update(auction: Auction): void;
  /** Puts a vetted line on screen. */
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
  readonly publish: (show: ShowState) => void;
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
    state = projectShow(auction, {
      revision,
      hostName,
      howToBid,
      watching,
      ...(hostLine ? { hostLine } : {}),
    });
    options.publish(state);
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
