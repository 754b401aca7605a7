import { SothebaisError } from '../engine/domain/errors.js';
import type { ShowState } from '../engine/domain/show.js';
import type { Clock } from '../engine/ports/clock.js';
import type { DestinationOrder, Program, StreamHealth } from '../engine/ports/program.js';
import { LiveParts, type Encoding } from './live-parts.js';
import { OnAir, type ShownFrame } from './on-air.js';
import { pause } from './pause.js';
import type { Backend, PipelineSettings } from './pipeline.js';
import { snapshotJpeg } from './sink/jpeg.js';
import type { RecordingSettings } from './sink/recording.js';
import { gavelKnock } from './sound/gavel.js';
import { testTone } from './sound/tone.js';
import { Watchdog } from './watch/watchdog.js';
import { openWorkDir } from './work-dir.js';

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

const CLOSE_MS = 1_800;
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
    const parts = new LiveParts(encodingOf(options), work.path);
    program = new LiveProgram(options, parts, () => work.close());
    for (const destination of options.destinations) parts.fanOut.add(destination);
    if (options.tone) parts.mixer.loop(testTone());
    opening = parts.open();
    await unlessAborted(opening, options.signal);
    await program.begin();
    return program;
  } catch (cause) {
    await (program ? program.close() : work.close());
    if (!options.signal?.aborted) throw cause;
    // A browser that was still starting may have written since.
    void opening?.catch(() => undefined).then(() => work.close());
    throw new SothebaisError('INTERRUPTED', 'The stream was stopped before it was on air.', {
      cause,
    });
  }
}

function encodingOf(options: ProgramOptions): Encoding {
  const { fps, gopSeconds, codec = 'libx264' } = options;
  return { ...options, codec, gopFrames: Math.max(1, Math.round(fps * gopSeconds)) };
}

class LiveProgram implements Program {
  readonly #options: ProgramOptions;
  readonly #parts: LiveParts;
  readonly #clearUp: () => Promise<void>;
  readonly #knock = gavelKnock();
  #show: ShowState;
  #watchdog: Watchdog | undefined;
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
    const { fps, clock, onShown, firstShow } = this.#options;
    const { source, encoder, credit } = this.#parts;
    const air = new OnAir({
      ...{ fps, clock, source, encoder, credit, firstRevision: firstShow.revision },
      sound: (tick) => this.#parts.sound.write(this.#parts.mixer.mix(tick)),
      ...(onShown ? { onShown } : {}),
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
      alarms: this.#watchdog?.alarms() ?? [],
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

  async #close(): Promise<void> {
    this.#watchdog?.close();
    await this.#parts.close(CLOSE_MS);
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
