import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { ShowState } from '../../engine/domain/show.js';
import { NOTICE_BYTES } from '../../engine/ports/stage.js';
import { openBrowser, type StageBrowser } from '../stage/browser.js';
import { findRing, type Ring } from '../stage/ring.js';
import { StageLine } from '../stage/stage-line.js';
import type { PicturePool } from './picture.js';
import type { Source, SourceEvents } from './source.js';

export interface StageSettings {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps: number;
  readonly counter: boolean;
  readonly chromiumPath: string;
  readonly overlaysDir: string;
  /** Key → file. */
  readonly artworks: ReadonlyMap<string, string>;
  /** Private to the house; in memory where the machine allows. */
  readonly workDir: string;
  /** Frames that may be asked for and not yet received. */
  readonly slots: number;
}

const OPEN_LIMIT_MS = 30_000;
const RING_LIMIT_MS = 2_000;

/**
 * Starts a browser whose worker draws and converts each frame, and hands it over whole.
 *
 * With `opfs` the frames lie in a file of the browser's profile, in memory, and only a notice
 * passes through the browser's own channels; with `websocket` the frames pass through them too.
 *
 * @throws SothebaisError `BROWSER_MISSING`, `BROWSER_FAILED`
 */
export async function startStageSource(
  settings: StageSettings,
  capture: 'opfs' | 'websocket',
  pool: PicturePool,
  firstShow: ShowState,
  events: SourceEvents,
): Promise<Source> {
  const source = new StageSource(settings, capture, pool, events);
  try {
    await source.open(firstShow);
    return source;
  } catch (error) {
    await source.close();
    throw error;
  }
}

class StageSource implements Source {
  readonly backend: 'opfs' | 'websocket';
  readonly #settings: StageSettings;
  readonly #pool: PicturePool;
  readonly #events: SourceEvents;
  readonly #freeSlots: number[];
  #line: StageLine | undefined;
  #browser: StageBrowser | undefined;
  #profileDir: string | undefined;
  #ring: Ring | undefined;
  #ended = false;

  constructor(
    settings: StageSettings,
    capture: 'opfs' | 'websocket',
    pool: PicturePool,
    events: SourceEvents,
  ) {
    this.#settings = settings;
    this.backend = capture;
    this.#pool = pool;
    this.#events = events;
    this.#freeSlots = Array.from({ length: settings.slots }, (_, slot) => slot);
  }

  async open(firstShow: ShowState): Promise<void> {
    const { widthPx, heightPx, fps, counter, slots } = this.#settings;
    const seal = randomBytes(24).toString('base64url');
    const profileDir = await mkdtemp(join(this.#settings.workDir, 'stage-'));
    this.#profileDir = profileDir;
    const plan = { widthPx, heightPx, fps, counter, slots, seal, capture: this.backend };
    const line = await StageLine.open(
      { ...this.#settings, plan, firstShow },
      {
        onNotice: (notice) => this.#receive(notice),
        onBroken: () => this.#lose('The line to the stage broke.'),
        onTrouble: (error) => this.#trouble(error),
      },
    );
    this.#line = line;
    this.#browser = await openBrowser({
      chromiumPath: this.#settings.chromiumPath,
      profileDir,
      url: line.url,
      limitMs: OPEN_LIMIT_MS,
      onConsole: (text) =>
        this.#trouble(new SothebaisError('BROWSER_FAILED', `The stage logged "${text}".`)),
    });
    void this.#browser.gone.then((reason) => this.#lose(`The stage is gone: ${reason}.`));
    await line.whenReady();
    if (this.backend === 'opfs') this.#ring = await this.#openRing(profileDir, seal);
  }

  ask(tick: number, nowMs: number): void {
    const slot = this.#freeSlots.pop();
    if (slot !== undefined) this.#line?.ask(tick, nowMs, slot);
  }

  publish(show: ShowState): void {
    this.#line?.publish(show);
  }

  async close(): Promise<void> {
    this.#ended = true;
    await this.#browser?.close();
    await this.#line?.close();
    this.#ring?.close();
    if (this.#profileDir === undefined) return;
    // A browser that was killed may still be writing while its folder goes.
    const patient = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 };
    await rm(this.#profileDir, patient).catch(() => undefined);
  }

  async #openRing(profileDir: string, seal: string): Promise<Ring> {
    const { frameBytes } = this.#pool;
    const { slots } = this.#settings;
    const ring = await findRing({ profileDir, frameBytes, slots, seal, limitMs: RING_LIMIT_MS });
    if (ring) return ring;
    throw new SothebaisError(
      'BROWSER_FAILED',
      'The ring of frames is not in the profile of this Chromium.',
      { hint: 'Set `stage.backend` to websocket.' },
    );
  }

  #receive(notice: Buffer): void {
    const tick = notice.readDoubleLE(0);
    const slot = notice.readUInt32LE(8);
    const picture = this.#pool.take();
    if (this.#ring) this.#ring.read(slot, picture.bytes);
    else notice.copy(picture.bytes, 0, NOTICE_BYTES);
    this.#freeSlots.push(slot);
    this.#events.onPicture(tick, picture);
  }

  #lose(message: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#line?.fail(message);
    this.#events.onLost(new SothebaisError('BROWSER_FAILED', message));
  }

  #trouble(error: SothebaisError): void {
    if (!this.#ended) this.#events.onTrouble(error);
  }
}
