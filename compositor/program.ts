import type { Secret } from '../config/secret.js';
import { SothebaisError } from '../engine/domain/errors.js';
import type { ShowState } from '../engine/domain/show.js';
import type { Clock } from '../engine/ports/clock.js';
import type { Processes } from '../engine/ports/processes.js';
import type { Program, StreamHealth } from '../engine/ports/program.js';
import { Uplink } from './encoder/uplink.js';
import { OnAir, type ShownFrame } from './on-air.js';
import { pause } from './pause.js';
import { buildStartSource, type CaptureBackend } from './pipeline.js';
import { KeptSource } from './source/kept-source.js';
import { PicturePool } from './source/picture.js';
import { gavelKnock } from './sound/gavel.js';
import { Mixer } from './sound/mixer.js';
import { openWorkDir } from './work-dir.js';

export interface ProgramOptions {
  /** Even. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps: number;
  /** Whether each frame carries its number in the top left corner. */
  readonly counter: boolean;
  readonly backend: CaptureBackend;
  readonly chromiumPath: string;
  readonly ffmpegPath: string;
  readonly bitrateKbps: number;
  readonly gopSeconds: number;
  /** Holds the built `main.js`, `worker.js`, `stage.html` and `fonts/`. */
  readonly overlaysDir: string;
  /** Key, as in `LotView.artwork`, to the path of a PNG, JPEG or SVG. */
  readonly artworks: ReadonlyMap<string, string>;
  /** An RTMP address without its stream key, or the path of an FLV file. */
  readonly destination: { readonly url: string; readonly key?: Secret };
  readonly processes: Processes;
  readonly clock: Clock;
  readonly firstShow: ShowState;
  /** Where files go that the machine has no memory folder for. */
  readonly scratchDir: string;
  /** Told of the first frame of every state that reaches the picture. */
  readonly onShown?: (shown: ShownFrame) => void;
  /** Told of everything the programme got over by itself. */
  readonly onTrouble: (error: SothebaisError) => void;
  /** Closes the programme. */
  readonly signal?: AbortSignal;
}

/** How much later than its tick a picture may be before it counts as owed: the ring's length. */
const OWED_MS = 300;
const UPLINK_CLOSE_MS = 1_800;

/**
 * Puts the picture on air and keeps it there.
 *
 * Resolves when the first frame, complete, is on its way to the encoder. A destination that does
 * not answer is tried again and again, and told to `onTrouble`; it does not fail the start.
 *
 * @throws SothebaisError `CONFIG_INVALID`, `BROWSER_MISSING`, `BROWSER_FAILED`,
 *   `ENCODER_MISSING`, `INTERRUPTED`
 */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  checkSize(options);
  const work = await openWorkDir(options.scratchDir);
  const live = assemble(options, work.path);
  const program = new LiveProgram(options, live, () => work.close());
  const opening = live.source.open();
  try {
    await unlessAborted(opening, options.signal);
    await live.uplink.open();
    await program.begin();
    return program;
  } catch (cause) {
    await program.close();
    if (!options.signal?.aborted) throw cause;
    // A browser that was still starting may have written since.
    void opening.catch(() => undefined).then(() => work.close());
    throw new SothebaisError('INTERRUPTED', 'The stream was stopped before it was on air.', {
      cause,
    });
  }
}

interface LiveParts {
  readonly source: KeptSource;
  readonly uplink: Uplink;
  readonly mixer: Mixer;
  readonly credit: number;
  air?: OnAir;
}

function assemble(options: ProgramOptions, workDir: string): LiveParts {
  const { fps, onTrouble } = options;
  const pool = new PicturePool((options.widthPx * options.heightPx * 3) / 2);
  const credit = Math.max(4, Math.ceil((fps * OWED_MS) / 1000));
  const start = buildStartSource({ ...options, workDir, slots: credit }, options.backend, pool);
  const { widthPx, heightPx, bitrateKbps, gopSeconds, destination } = options;
  const parts: LiveParts = {
    credit,
    mixer: new Mixer(fps),
    source: new KeptSource(start, options.firstShow, {
      onPicture: (tick, picture) => {
        if (parts.air) parts.air.receive(tick, picture);
        else picture.release();
      },
      onUndrawn: (tick) => parts.air?.pass(tick),
      onAway: () => parts.air?.forgive(),
      onTrouble,
    }),
    uplink: new Uplink(
      {
        plan: { widthPx, heightPx, fps, bitrateKbps, gopSeconds, target: destination.url },
        ...(destination.key ? { key: destination.key } : {}),
        ffmpegPath: options.ffmpegPath,
        processes: options.processes,
        workDir,
      },
      pool.frameBytes,
      onTrouble,
    ),
  };
  return parts;
}

const FIRST_FRAME_LIMIT_MS = 10_000;
const LOOK_EVERY_MS = 10;

class LiveProgram implements Program {
  readonly #options: ProgramOptions;
  readonly #parts: LiveParts;
  readonly #clearUp: () => Promise<void>;
  readonly #knock = gavelKnock();
  #show: ShowState;
  #closing: Promise<void> | undefined;

  constructor(options: ProgramOptions, parts: LiveParts, clearUp: () => Promise<void>) {
    this.#options = options;
    this.#parts = parts;
    this.#clearUp = clearUp;
    this.#show = options.firstShow;
    options.signal?.addEventListener('abort', () => void this.close(), { once: true });
  }

  /** Starts the ticks and waits for the first frame. */
  async begin(): Promise<void> {
    const { fps, clock, onShown } = this.#options;
    const air = new OnAir({ ...this.#parts, fps, clock, ...(onShown ? { onShown } : {}) });
    this.#parts.air = air;
    air.start();
    const endMs = performance.now() + FIRST_FRAME_LIMIT_MS;
    while (air.counts.frames === 0) {
      this.#options.signal?.throwIfAborted();
      if (performance.now() > endMs) {
        throw new SothebaisError('BROWSER_FAILED', 'The stage drew no frame in 10 s.');
      }
      await pause(LOOK_EVERY_MS);
    }
  }

  publish(show: ShowState): void {
    if (this.#closing || show.revision < this.#show.revision) return;
    if (show.scene === 'hammer' && this.#show.scene !== 'hammer') {
      this.#parts.mixer.play(this.#knock);
    }
    this.#show = show;
    this.#parts.source.publish(show);
    this.#parts.air?.published(show.revision);
  }

  health(): StreamHealth {
    const { widthPx, heightPx, fps, backend } = this.#options;
    const { air, source, uplink } = this.#parts;
    return {
      width: widthPx,
      height: heightPx,
      fps,
      backend: source.backend || backend,
      onAirMs: Math.round(air?.onAirMs ?? 0),
      ...(air?.counts ?? { frames: 0, unique: 0, repeated: 0, dropped: 0 }),
      destinations: [uplink.health()],
    };
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    this.#parts.air?.stop();
    await Promise.all([this.#parts.source.close(), this.#parts.uplink.close(UPLINK_CLOSE_MS)]);
    await this.#clearUp();
  }
}

/** Rejects as soon as `signal` fires; what was begun then ends by itself. */
async function unlessAborted(begun: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(new Error('Aborted.'));
  signal?.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([begun, aborted.promise]);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

function checkSize({ widthPx, heightPx, fps }: ProgramOptions): void {
  if (widthPx % 2 === 0 && heightPx % 2 === 0 && Number.isInteger(fps) && fps > 0) return;
  throw new SothebaisError(
    'CONFIG_INVALID',
    `Expected an even size and a whole frame rate, got ${widthPx}x${heightPx} at ${fps}.`,
  );
}
