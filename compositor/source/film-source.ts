import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { ShowState } from '../../engine/domain/show.js';
import type { ChildProgram, Processes } from '../../engine/ports/processes.js';
import { StageLine } from '../stage/stage-line.js';
import { FilmFlow } from './film-flow.js';
import { FramePool } from './frame-pool.js';
import { Picture } from './picture.js';
import type { Source, SourceEvents } from './source.js';
import type { StageSettings } from './stage-source.js';

export interface FilmSettings extends StageSettings {
  /** Any page, to be filmed instead of the stage. */
  readonly page?: string | undefined;
  readonly ffmpegPath: string;
  readonly processes: Processes;
}

/** A browser that films a page of its own. */
interface Camera {
  /** Process id of the browser. */
  readonly pid: number | undefined;
  /** Resolves with the reason when the browser is gone. */
  readonly gone: Promise<string>;
  close(): Promise<void>;
}

/** How a page is filmed: what FFmpeg reads, and what writes it there. */
export interface Filming {
  readonly backend: string;
  /** FFmpeg's options for the film on its stdin. */
  readonly input: readonly string[];
  /** Opens the page, and films it into `film` from when `ready` resolves. */
  open(place: {
    readonly url: string;
    readonly profileDir: string;
    readonly settings: FilmSettings;
    readonly ready: () => Promise<void>;
    readonly film: NodeJS.WritableStream;
  }): Promise<Camera>;
}

/**
 * Starts a browser that is filmed, and decodes the film into frames.
 *
 * The film has a clock of its own: a tick gets the newest frame there is, which shows the stage
 * some hundred milliseconds before, and counts as undrawn where there is no newer one.
 *
 * @throws SothebaisError `BROWSER_MISSING`, `BROWSER_FAILED`, `ENCODER_MISSING`
 */
export async function startFilmSource(
  settings: FilmSettings,
  filming: Filming,
  firstShow: ShowState,
  events: SourceEvents,
): Promise<Source> {
  const source = new FilmSource(settings, filming, events);
  try {
    await source.open(firstShow);
    return source;
  } catch (cause) {
    await source.close();
    if (cause instanceof SothebaisError) throw cause;
    throw new SothebaisError('BROWSER_FAILED', 'Chromium did not film the stage.', { cause });
  }
}

class FilmSource implements Source {
  readonly backend: string;
  readonly slate = undefined;
  readonly #settings: FilmSettings;
  readonly #filming: Filming;
  readonly #events: SourceEvents;
  readonly #pool: FramePool;
  readonly #flow = new FilmFlow();
  #line: StageLine | undefined;
  #camera: Camera | undefined;
  #decoder: ChildProgram | undefined;
  #profileDir: string | undefined;
  /** The newest frame of the film that no tick has had. */
  #newest: Picture | undefined;
  #revision = 0;
  #pictures = 0;
  #ended = false;

  constructor(settings: FilmSettings, filming: Filming, events: SourceEvents) {
    this.backend = filming.backend;
    this.#settings = settings;
    this.#filming = filming;
    this.#events = events;
    this.#pool = new FramePool((settings.widthPx * settings.heightPx * 3) / 2);
  }

  get pid(): number | undefined {
    return this.#camera?.pid;
  }

  async open(firstShow: ShowState): Promise<void> {
    const { widthPx, heightPx, fps, counter, slots, workDir } = this.#settings;
    const { bitrateKbps, gopFrames, page } = this.#settings;
    const profileDir = await mkdtemp(join(workDir, 'stage-'));
    this.#profileDir = profileDir;
    const plan = {
      ...{ widthPx, heightPx, fps, counter, slots, bitrateKbps, gopFrames },
      capture: 'canvas' as const,
    };
    const line = await StageLine.open(
      { ...this.#settings, plan, firstShow, profileDir },
      {
        onNotice: ({ tick, revision }) => this.#answer(tick, revision),
        onBroken: () => this.#lose('The line to the stage broke.'),
        onTrouble: (error) => this.#events.onTrouble(error),
      },
    );
    this.#line = line;
    const decoder = await this.#startDecoder();
    this.#decoder = decoder;
    this.#camera = await this.#filming.open({
      ...{ profileDir, settings: this.#settings, film: this.#filmFor(decoder) },
      url: page ?? line.url,
      ready: async () => (page === undefined ? line.whenReady() : undefined),
    });
    void this.#camera.gone.then((reason) => this.#lose(`The stage is gone: ${reason}.`));
    // It was lost while it began; nobody listened yet.
    if (this.#ended) throw new SothebaisError('BROWSER_FAILED', 'The film ended at once.');
  }

  ask(tick: number, nowMs: number): void {
    if (this.#flow.isStuck(performance.now())) this.#lose('The decoder of the film hangs.');
    // A page that is not ours draws when it likes, and shows no state.
    else if (this.#settings.page !== undefined) this.#answer(tick, 0);
    else this.#line?.ask({ tick, nowMs, slot: 0, anew: false, bitrateKbps: 0 });
  }

  publish(show: ShowState): void {
    this.#line?.publish(show);
  }

  beginAnew(): void {
    // Every frame of a film stands by itself once it is decoded.
  }

  setBitrate(): void {
    // The film is decoded: what is sent is compressed behind it.
  }

  async close(): Promise<void> {
    this.#ended = true;
    await this.#camera?.close();
    await Promise.all([this.#decoder?.stop(300), this.#line?.close()]);
    this.#newest?.release();
    this.#newest = undefined;
    if (this.#profileDir === undefined) return;
    const patient = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 };
    await rm(this.#profileDir, patient).catch(() => undefined);
  }

  async #startDecoder(): Promise<ChildProgram> {
    const { widthPx, heightPx, ffmpegPath, processes } = this.#settings;
    const decoder = await processes.start(
      ffmpegPath,
      [
        ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-fflags', 'nobuffer'],
        ...['-probesize', '32768', '-analyzeduration', '0', ...this.#filming.input, '-i', 'pipe:0'],
        // What browsers film is BT.601; what leaves the house is BT.709.
        '-vf',
        `scale=${widthPx}:${heightPx}:in_color_matrix=bt601:out_color_matrix=bt709:out_range=tv`,
        ...['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1'],
      ],
      { missing: 'ENCODER_MISSING' },
    );
    decoder.stderr.resume();
    const frameBytes = this.#pool.frameBytes;
    let filling = this.#pool.take();
    let filled = 0;
    decoder.stdout.on('data', (piece: Buffer) => {
      for (let at = 0; at < piece.length;) {
        const copied = piece.copy(filling, filled, at);
        at += copied;
        filled += copied;
        if (filled < frameBytes) continue;
        this.#develop(filling);
        filling = this.#pool.take();
        filled = 0;
      }
    });
    void decoder.exited.then(() => this.#lose('The decoder of the film ended.'));
    return decoder;
  }

  /** Counts what the decoder is fed. It never pushes back, for then nobody would see that it hangs. */
  #filmFor({ stdin }: ChildProgram): Writable {
    return new Writable({
      write: (piece: Buffer, _encoding, done) => {
        this.#flow.fed(performance.now());
        stdin.write(piece);
        done();
      },
      final: (done) => {
        stdin.end();
        done();
      },
    });
  }

  #develop(frame: Buffer): void {
    this.#flow.developed();
    this.#newest?.release();
    const facts = { index: this.#pictures++, revision: this.#revision };
    const pixels = { read: (into: Buffer) => void frame.copy(into) };
    this.#newest = new Picture({ ...facts, pixels }, () => this.#pool.giveBack(frame));
  }

  #answer(tick: number, revision: number): void {
    this.#revision = revision;
    const picture = this.#newest;
    this.#newest = undefined;
    if (picture) this.#events.onPicture(tick, picture);
    else this.#events.onUndrawn(tick, false);
  }

  #lose(message: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#line?.fail(message);
    this.#events.onLost(new SothebaisError('BROWSER_FAILED', message));
  }
}
