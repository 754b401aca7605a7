import { join } from 'node:path';
import type { ShownFrame } from '../../../../compositor/on-air.js';
import { pause } from '../../../../compositor/pause.js';
import { busyShow } from '../../../../compositor/probe/shows/busy-show.js';
import { ShowPlayer } from '../../../../compositor/probe/shows/show-player.js';
import { stillShow } from '../../../../compositor/probe/shows/still-show.js';
import { startProgram } from '../../../../compositor/program.js';
import { Secret } from '../../../../config/secret.js';
import type { SothebaisError } from '../../../domain/errors.js';
import type { ShowState } from '../../../domain/show.js';
import type { Program, StreamHealth } from '../../../ports/program.js';
import { epochMs } from './meter.js';
import type { AskedPicture, Backend } from './picture-flags.js';
import type { Site } from './site.js';

/** The shows by the names that `--scene` has for them. */
export const SHOWS = { busy: busyShow, still: stillShow } as const;

/** A key frame every three seconds, as X wants it. */
export const GOP_SECONDS = 3;

/** A state that was handed over. */
export interface PublishedState {
  readonly revision: number;
  readonly atMs: number;
  /** It takes another scene, which comes through a transition. */
  readonly isNewScene: boolean;
}

/** A show on air, with the counter, and what was seen of it on the way. */
export class LiveRun {
  readonly program: Program;
  /** When the start was called, in milliseconds since the epoch. */
  readonly calledMs: number;
  readonly published: PublishedState[] = [];
  readonly shown: readonly ShownFrame[];
  readonly #player: ShowPlayer;
  #originMs = Number.POSITIVE_INFINITY;

  private constructor(
    program: Program,
    calledMs: number,
    shown: readonly ShownFrame[],
    player: ShowPlayer,
  ) {
    this.program = program;
    this.calledMs = calledMs;
    this.shown = shown;
    this.#player = player;
    let before: ShowState = player.firstShow;
    player.play((show) => {
      const isNewScene = roomOf(show) !== roomOf(before);
      before = show;
      this.published.push({ revision: show.revision, atMs: epochMs(), isNewScene });
      program.publish(show);
      this.health();
    });
  }

  /** @throws SothebaisError as `startProgram` does */
  static async start(
    site: Site,
    picture: AskedPicture,
    run: {
      readonly backend: Backend;
      readonly ingestUrl: string;
      readonly artworks: ReadonlyMap<string, string>;
      readonly onTrouble: (error: SothebaisError) => void;
    },
  ): Promise<LiveRun> {
    const player = new ShowPlayer(SHOWS[picture.scene], site.clock);
    const shown: ShownFrame[] = [];
    const calledMs = epochMs();
    const program = await startProgram({
      ...{ ...site, ...picture, ...run, counter: true, gopSeconds: GOP_SECONDS },
      destinations: [{ id: 'main', url: run.ingestUrl, key: new Secret('bench') }],
      scratchDir: join(site.dir, 'scratch'),
      ...{ selfWatch: false, firstShow: player.firstShow, recording: { diskFloorBytes: 0 } },
      onShown: (frame) => shown.push(frame),
    });
    return new LiveRun(program, calledMs, shown, player);
  }

  /** Asks the programme; each time, when its first frame was due is known a little better. */
  health(): StreamHealth {
    const health = this.program.health();
    this.#originMs = Math.min(this.#originMs, epochMs() - health.onAirMs);
    return health;
  }

  /** When the first frame was due, in milliseconds since the epoch. */
  get originMs(): number {
    return this.#originMs;
  }

  async close(): Promise<void> {
    await this.#player.close();
    await this.program.close();
  }
}

/** States with the same one differ within a picture. */
function roomOf({ scene, lot }: ShowState): string {
  const room = scene === 'fair-warning' ? 'lot' : scene;
  return `${room} ${lot?.number ?? ''}`;
}

/** Waits, unless the tool is interrupted. @throws SothebaisError `INTERRUPTED` */
export async function hold(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, signal);
  signal.throwIfAborted();
}
