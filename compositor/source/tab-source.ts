import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { ShowState } from '../../engine/domain/show.js';
import type { ChildProgram, Processes } from '../../engine/ports/processes.js';
import { pause } from '../pause.js';
import { findChromium } from '../stage/executable.js';
import { StageLine } from '../stage/stage-line.js';
import type { Picture, PicturePool } from './picture.js';
import type { Source, SourceEvents } from './source.js';
import type { StageSettings } from './stage-source.js';

export interface TabSettings extends StageSettings {
  readonly ffmpegPath: string;
  readonly processes: Processes;
}

/** Enough for the film to be no worse than what is made of it. */
const FILM_BITS_PER_SECOND = 8_000_000;
const CLOSE_LIMIT_MS = 1_200;

type TabBrowser = Awaited<ReturnType<(typeof import('puppeteer-stream'))['launch']>>;

/**
 * Starts a browser, films its tab with puppeteer-stream and decodes the film into frames.
 *
 * The film has a clock of its own: a tick gets the newest frame there is, which shows the stage
 * some hundred milliseconds before, and counts as undrawn where there is no newer one.
 *
 * @throws SothebaisError `BROWSER_FAILED`, `ENCODER_MISSING`
 */
export async function startTabSource(
  settings: TabSettings,
  pool: PicturePool,
  firstShow: ShowState,
  events: SourceEvents,
): Promise<Source> {
  const source = new TabSource(settings, pool, events);
  try {
    await source.open(firstShow);
    return source;
  } catch (cause) {
    await source.close();
    if (cause instanceof SothebaisError) throw cause;
    throw new SothebaisError('BROWSER_FAILED', 'Chromium did not film the stage.', { cause });
  }
}

class TabSource implements Source {
  readonly backend = 'puppeteer-stream';
  readonly #settings: TabSettings;
  readonly #pool: PicturePool;
  readonly #events: SourceEvents;
  #line: StageLine | undefined;
  #browser: TabBrowser | undefined;
  #decoder: ChildProgram | undefined;
  #profileDir: string | undefined;
  /** The newest frame of the film that no tick has had. */
  #newest: Picture | undefined;
  #ended = false;

  constructor(settings: TabSettings, pool: PicturePool, events: SourceEvents) {
    this.#settings = settings;
    this.#pool = pool;
    this.#events = events;
  }

  async open(firstShow: ShowState): Promise<void> {
    const { widthPx, heightPx, fps, counter, slots, workDir } = this.#settings;
    this.#profileDir = await mkdtemp(join(workDir, 'stage-'));
    const plan = { widthPx, heightPx, fps, counter, slots, seal: '', capture: 'canvas' as const };
    this.#line = await StageLine.open(
      { ...this.#settings, plan, firstShow },
      {
        onNotice: (notice) => this.#answer(notice.readDoubleLE(0)),
        onBroken: () => this.#lose('The line to the stage broke.'),
        onTrouble: (error) => this.#events.onTrouble(error),
      },
    );
    this.#decoder = await this.#startDecoder();
    await this.#film(this.#line, this.#profileDir, this.#decoder);
  }

  ask(tick: number, nowMs: number): void {
    this.#line?.ask(tick, nowMs, 0);
  }

  publish(show: ShowState): void {
    this.#line?.publish(show);
  }

  async close(): Promise<void> {
    this.#ended = true;
    await this.#closeBrowser();
    await Promise.all([this.#decoder?.stop(300), this.#line?.close()]);
    this.#newest?.release();
    this.#newest = undefined;
    if (this.#profileDir === undefined) return;
    const patient = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 };
    await rm(this.#profileDir, patient).catch(() => undefined);
  }

  async #film(line: StageLine, userDataDir: string, decoder: ChildProgram): Promise<void> {
    const { widthPx: width, heightPx: height, fps, chromiumPath } = this.#settings;
    // Loading the package opens a port, so only who films loads it.
    const { launch, getStream } = await import('puppeteer-stream');
    const browser = await launch({
      executablePath: findChromium(chromiumPath),
      headless: 'new' as unknown as boolean,
      userDataDir,
      defaultViewport: { width, height },
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    });
    this.#browser = browser;
    browser.once('disconnected', () => this.#lose('The browser that films is gone.'));
    const page = await browser.newPage();
    await page.goto(line.url);
    await line.whenReady();
    const exact = {
      ...{ minWidth: width, maxWidth: width, minHeight: height, maxHeight: height },
      ...{ minFrameRate: fps, maxFrameRate: fps },
    };
    const film = await getStream(page, {
      audio: false,
      video: true,
      mimeType: 'video/webm;codecs=vp8',
      videoBitsPerSecond: FILM_BITS_PER_SECOND,
      videoConstraints: { mandatory: exact as MediaTrackConstraints },
      frameSize: Math.round(1000 / fps),
    });
    film.on('error', () => undefined);
    film.pipe(decoder.stdin);
  }

  async #startDecoder(): Promise<ChildProgram> {
    const { widthPx, heightPx, ffmpegPath, processes } = this.#settings;
    const decoder = await processes.start(
      ffmpegPath,
      [
        ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-fflags', 'nobuffer'],
        ...['-probesize', '32768', '-analyzeduration', '0', '-f', 'matroska', '-i', 'pipe:0'],
        // VP8 is BT.601; what leaves the house is BT.709.
        ...['-vf', `scale=${widthPx}:${heightPx}:in_color_matrix=bt601:out_color_matrix=bt709`],
        ...['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1'],
      ],
      { missing: 'ENCODER_MISSING' },
    );
    decoder.stderr.resume();
    let filling = this.#pool.take();
    let filled = 0;
    decoder.stdout.on('data', (piece: Buffer) => {
      for (let at = 0; at < piece.length;) {
        const copied = piece.copy(filling.bytes, filled, at);
        at += copied;
        filled += copied;
        if (filled < this.#pool.frameBytes) continue;
        this.#newest?.release();
        this.#newest = filling;
        filling = this.#pool.take();
        filled = 0;
      }
    });
    void decoder.exited.then(() => this.#lose('The decoder of the film ended.'));
    return decoder;
  }

  #answer(tick: number): void {
    const picture = this.#newest;
    this.#newest = undefined;
    if (picture) this.#events.onPicture(tick, picture);
    else this.#events.onUndrawn(tick);
  }

  #lose(message: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#line?.fail(message);
    this.#events.onLost(new SothebaisError('BROWSER_FAILED', message));
  }

  async #closeBrowser(): Promise<void> {
    const browser = this.#browser;
    if (!browser) return;
    const program = browser.process();
    const closed = browser.close().then(
      () => true,
      () => true,
    );
    const inTime = await Promise.race([closed, pause(CLOSE_LIMIT_MS).then(() => false)]);
    if (!inTime) program?.kill('SIGKILL');
  }
}
