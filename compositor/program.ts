import { SothebaisError } from '../engine/domain/errors.js';
import type { ShowState } from '../engine/domain/show.js';
import type { Clock } from '../engine/ports/clock.js';
import type { Alarm, DestinationOrder, Program, StreamHealth } from '../engine/ports/program.js';
import { LiveParts } from './live-parts.js';
import { OnAir, type ShownFrame } from './on-air.js';
import { pause } from './pause.js';
import type { Backend, PipelineSettings } from './pipeline.js';
import { snapshotJpeg } from './sink/jpeg.js';
import type { RecordingSettings } from './sink/recording.js';
import { gavelKnock } from './sound/gavel.js';
import { testTone } from './sound/tone.js';
import { DrawnPrice } from './watch/drawn-price.js';
import { expectedPrice } from './watch/expected-price.js';
import type { ExpectedPrice } from './watch/judge-picture.js';
import { SelfWatch } from './watch/self-watch.js';
import { Watchdog } from './watch/watchdog.js';
import { openWorkDir, type WorkDir } from './work-dir.js';

export interface ProgramOptions extends Omit<
  PipelineSettings,
  'workDir' | 'slots' | 'gopFrames' | 'codec'
> {
  readonly backend: Backend;
  readonly gopSeconds: number;
  /** Of FFmpeg's encoders, for the backends that need one. @default libx264 */
  readonly codec?: PipelineSettings['codec'];
  /** Where the stream goes first; the first of them is the main one. */
  readonly destinations: readonly DestinationOrder[];
  readonly recording: Omit<RecordingSettings, 'path'>;
  /** Sounds a test tone all the while. @default false */
  readonly tone?: boolean;
  /** Decode what is sent, and raise alarms for what is wrong with it. */
  readonly selfWatch: boolean;
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

/** A narrower picture carries no check of its price. */
const STRIP_LEAST_PX = 1_024;
const SIDE_LEAST_PX = 64;
const SIDE_MOST_PX = 4_096;
const FPS_MOST = 60;
const CLOSE_MS = 1_800;
/** What was begun when an interruption came is waited for so long. */
const OPENING_END_MS = 2_000;
const FIRST_FRAME_LIMIT_MS = 10_000;
const LOOK_EVERY_MS = 5;
const SNAPSHOT_LIMIT_MS = 5_000;

/**
 * Puts the picture on air and keeps it there.
 *
 * Resolves when the first frame, complete, is on its way to the encoder. A destination that does
 * not answer is tried again and again, and told to `onTrouble`; it does not fail the start.
 *
 * @throws SothebaisError `CONFIG_INVALID`, `BROWSER_MISSING`, `BROWSER_FAILED`,
 *   `ENCODER_MISSING`, `DESTINATION_INVALID`, `INTERRUPTED`
 */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  checkSize(options);
  const work = await openWorkDir(options.scratchDir);
  let program: LiveProgram | undefined;
  let opening: Promise<void> | undefined;
  try {
    program = new LiveProgram(options, work);
    opening = program.open();
    await unlessAborted(opening, options.signal);
    await program.begin();
    return program;
  } catch (cause) {
    await (program ? program.close() : work.close());
    if (!options.signal?.aborted) throw cause;
    // A browser that was still starting may have written since, and does until it is gone.
    await Promise.race([opening?.catch(() => undefined), pause(OPENING_END_MS)]);
    await work.close();
    throw new SothebaisError('INTERRUPTED', 'The stream was stopped before it was on air.', {
      cause,
    });
  }
}

class LiveProgram implements Program {
  readonly #options: ProgramOptions;
  readonly #work: WorkDir;
  readonly #parts: LiveParts;
  readonly #selfWatch: SelfWatch | undefined;
  readonly #knock = gavelKnock();
  #show: ShowState;
  #price: ExpectedPrice;
  readonly #drawnPrice: DrawnPrice;
  #watchdog: Watchdog | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: ProgramOptions, work: WorkDir) {
    const { fps, gopSeconds, codec = 'libx264' } = options;
    this.#options = options;
    this.#work = work;
    this.#show = options.firstShow;
    this.#price = expectedPrice(options.firstShow, options.clock.now());
    this.#drawnPrice = new DrawnPrice(options.firstShow.revision, this.#price);
    this.#selfWatch = options.selfWatch ? this.#openSelfWatch() : undefined;
    const gopFrames = Math.max(1, Math.round(fps * gopSeconds));
    const witness = this.#selfWatch;
    this.#parts = new LiveParts(
      { ...options, codec, gopFrames, ...(witness ? { witness } : {}) },
      work.path,
    );
    options.signal?.addEventListener('abort', () => void this.close(), { once: true });
  }

  /** Orders the destinations, starts browser and encoders. */
  async open(): Promise<void> {
    const { destinations, tone } = this.#options;
    for (const destination of destinations) this.#parts.fanOut.add(destination);
    if (tone) this.#parts.mixer.loop(testTone());
    await this.#parts.open();
  }

  /** Starts the ticks and waits for the first frame. */
  async begin(): Promise<void> {
    const { fps, clock, onShown, firstShow } = this.#options;
    const { source, encoder, credit } = this.#parts;
    const air = new OnAir({
      ...{ fps, clock, source, encoder, credit, firstRevision: firstShow.revision },
      sound: (tick) => this.#parts.sound.write(this.#parts.mixer.mix(tick)),
      onShown: (shown) => {
        this.#drawnPrice.shown(shown.revision);
        onShown?.(shown);
      },
    });
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
    this.#watchdog = new Watchdog(this.#parts, clock);
    this.#watchdog.start();
  }

  publish(show: ShowState): void {
    if (this.#closing || show.revision < this.#show.revision) return;
    if (show.scene === 'hammer' && this.#show.scene !== 'hammer') {
      this.#parts.mixer.play(this.#knock);
    }
    this.#show = show;
    this.#price = expectedPrice(show, this.#options.clock.now());
    this.#drawnPrice.published(show.revision, this.#price);
    this.#parts.source.publish(show);
  }

  health(): StreamHealth {
    const { widthPx, heightPx, fps, backend } = this.#options;
    const { air, source, encoder, fanOut, figures } = this.#parts;
    const nowMs = performance.now();
    return {
      ...{ width: widthPx, height: heightPx, fps, backend: source.backend || backend },
      onAirMs: Math.round(air?.onAirMs ?? 0),
      ...(air?.counts ?? { frames: 0, unique: 0, repeated: 0, dropped: 0 }),
      picture: air?.picture ?? 'show',
      uniqueFps: air?.uniqueFps ?? 0,
      encoder: { ...encoder.health(nowMs), bitrateKbps: figures.bitrateKbps(nowMs) },
      latencyMs: figures.latencyMs(nowMs),
      browserRestarts: source.restarts,
      destinations: fanOut.health(),
      alarms: this.#alarms(),
    };
  }

  add(destination: DestinationOrder): void {
    this.#parts.fanOut.add(destination);
  }

  async remove(id: string): Promise<void> {
    await this.#parts.fanOut.remove(id);
  }

  async snapshot(): Promise<Uint8Array> {
    const { newest } = this.#parts.fanOut;
    if (newest) return snapshotJpeg(newest, this.#options, SNAPSHOT_LIMIT_MS);
    throw new SothebaisError('ENCODER_FAILED', 'There is no picture on air yet.');
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  #alarms(): readonly Alarm[] {
    const seen = this.#selfWatch?.alarms() ?? [];
    const isKnown = seen.some(({ kind }) => kind === 'wrong-price');
    // Neither slate nor last frame is meant to follow the book.
    const mayLag = isKnown || this.#parts.air?.picture !== 'show';
    const drawn = mayLag ? undefined : this.#drawnPrice.alarm(this.#options.clock.now());
    return [
      ...(this.#watchdog?.alarms() ?? []),
      ...seen,
      ...(drawn ? [drawn] : []),
      ...this.#parts.fanOut.alarms(),
    ];
  }

  async #close(): Promise<void> {
    this.#watchdog?.close();
    await Promise.all([this.#selfWatch?.close(), this.#parts.close(CLOSE_MS)]);
    await this.#work.close();
  }

  #openSelfWatch(): SelfWatch {
    const { clock, onTrouble, counter, widthPx, tone = false } = this.#options;
    const hasStrip = counter && widthPx >= STRIP_LEAST_PX;
    return new SelfWatch({
      ...this.#options,
      promised: this.#options,
      expected: () => ({
        picture: this.#parts.air?.picture ?? 'last-frame',
        isMoving: this.#parts.air?.isMoving ?? false,
        sound: tone,
        price: hasStrip ? this.#price : undefined,
      }),
      now: () => clock.now(),
      onAlarm: ({ message }, change) => {
        if (change === 'raised') onTrouble(new SothebaisError('ON_AIR_WRONG', message));
      },
    });
  }
}

/** Rejects as soon as `signal` fires; what was begun then ends by itself. */
async function unlessAborted(begun: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(new Error('Aborted.'));
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([begun, aborted.promise]);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

function checkSize({ widthPx, heightPx, fps }: ProgramOptions): void {
  const isSide = (px: number) =>
    Number.isInteger(px / 2) && px >= SIDE_LEAST_PX && px <= SIDE_MOST_PX;
  if (isSide(widthPx) && isSide(heightPx) && Number.isInteger(fps) && fps > 0 && fps <= FPS_MOST) {
    return;
  }
  throw new SothebaisError(
    'CONFIG_INVALID',
    `Expected an even size and 1 to ${FPS_MOST} whole frames a second, got ${widthPx}x${heightPx} at ${fps}.`,
  );
}
