import type { HouseStatus } from '../engine/app/house-status.js';
import type { AuctionResult } from '../engine/app/result.js';
import type { AuctionRun } from '../engine/app/run-auction.js';
import { SothebaisError } from '../engine/domain/errors.js';
import type { Entry } from '../engine/ports/ledger.js';
import type { Program } from '../engine/ports/program.js';
import type { HouseFolder } from './house-folder.js';
import { leaveFiles, type HouseOutcome } from './leave-files.js';
import type { Shutdown } from './shutdown.js';
import type { World } from './world.js';

/** A running house. */
export interface House {
  status(): HouseStatus;
  /**
   * Resolves when the auction is over: the credits shown, the consequences carried out. Rejects
   * when the house cannot go on, with what is to be told; then it is to be abandoned.
   */
  readonly ended: Promise<void>;
  /**
   * Stops everything, in whatever state it is, and leaves recording, book, report and result.
   * Calling it twice is the same stop.
   */
  finish(): Promise<HouseOutcome>;
  /** Stops everything, writes no more to the book and leaves nothing but what lies there. */
  abandon(): Promise<void>;
}

/** Who opens the house and listens. */
export interface HouseDesk {
  /** A step of opening or closing, in a few words. */
  readonly onStep: (step: string) => void;
  /** Something that went wrong and was got over. */
  readonly onTrouble: (cause: unknown) => void;
  /** Ends the opening early. */
  readonly signal: AbortSignal;
}

const RECORDING_LIMIT_MS = 20_000;

/** A house out of its open rooms. */
export function createHouse(rooms: {
  readonly desk: HouseDesk;
  readonly folder: HouseFolder;
  readonly shutdown: Shutdown;
  readonly world: World;
  readonly program: Program;
  readonly run: AuctionRun;
  /** Rejects when the book cannot be gone on with. */
  readonly fault: Promise<never>;
  readonly status: () => HouseStatus;
  /** What the auction came to, from the book; undefined when it never opened. */
  readonly collect: () => Promise<
    | {
        readonly result: AuctionResult;
        readonly entries: readonly Entry[];
        readonly writeBook: (path: string) => void;
      }
    | undefined
  >;
}): House {
  const { desk, folder, shutdown, world, program, run } = rooms;
  let finishing: Promise<HouseOutcome> | undefined;

  const finish = async (): Promise<HouseOutcome> => {
    try {
      desk.onStep('closing the floor and the stream');
      await Promise.all([run.stop(), program.close()]);
      desk.onStep('writing recording, book, report and result');
      const seconds = await world.sandbox
        ?.finishRecording(folder.recording, RECORDING_LIMIT_MS)
        .catch(desk.onTrouble);
      const collected = await rooms.collect();
      if (!collected) throw new SothebaisError('INTERRUPTED', 'The auction never opened.');
      return leaveFiles(folder, { ...collected, hasRecording: seconds !== undefined });
    } finally {
      await shutdown.close();
    }
  };
  return {
    status: rooms.status,
    ended: Promise.race([run.ended, rooms.fault]),
    finish: () => (finishing ??= finish()),
    abandon: async () => {
      const stopped = await Promise.allSettled([run.stop(false), program.close()]);
      for (const end of stopped) if (end.status === 'rejected') desk.onTrouble(end.reason);
      await shutdown.close();
    },
  };
}
