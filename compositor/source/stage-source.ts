import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { ShowState } from '../../engine/domain/show.js';
import type { Notice } from '../../engine/ports/stage.js';
import { openBrowser, type StageBrowser } from '../stage/browser.js';
import { findRing, type Ring } from '../stage/ring.js';
import { StageLine } from '../stage/stage-line.js';
import { codedPicture } from './coded-picture.js';
import { Picture } from './picture.js';
import type { Source, SourceEvents } from './source.js';

export interface StageSettings {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps: number;
  readonly counter: boolean;
  /** For a source that compresses. */
  readonly bitrateKbps: number;
  readonly gopFrames: number;
  readonly chromiumPath: string;
  readonly overlaysDir: string;
  /** Key → file. */
  readonly artworks: ReadonlyMap<string, string>;
  /** Private to the house; in memory where the machine allows. */
  readonly workDir: string;
  /** Frames that the ring holds: those asked for and those that are still kept. */
  readonly slots: number;
}

const OPEN_LIMIT_MS = 30_000;
const RING_LIMIT_MS = 2_000;

/**
 * Starts a browser whose worker draws each frame, and hands it over.
 *
 * With `ring` the worker converts the frame and leaves it in a file of the browser's profile, in
 * memory, and only a notice passes through the browser's own channels; with `webcodecs` the browser
 * compresses it, and what comes is short.
 *
 * @throws SothebaisError `BROWSER_MISSING`, `BROWSER_FAILED`
 */
export async function startStageSource(
  settings: StageSettings,
  backend: string,
  capture: 'ring' | 'webcodecs',
  firstShow: ShowState,
  events: SourceEvents,
): Promise<Source> {
  const source = new StageSource(settings, backend, capture, events);
  try {
    await source.open(firstShow);
    return source;
  } catch (error) {
    await source.close();
    throw error;
  }
}

class StageSource implements Source {
  readonly backend: string;
  readonly #capture: 'ring' | 'webcodecs';
  readonly #settings: StageSettings;
  readonly #events: SourceEvents;
  readonly #freeSlots: number[];
  #line: StageLine | undefined;
  #browser: StageBrowser | undefined;
  #profileDir: string | undefined;
  #ring: Ring | undefined;
  #slate: Picture | undefined;
  #pictures = 0;
  #anew = true;
  #bitrateKbps: number;
  #ended = false;

  constructor(
    settings: StageSettings,
    backend: string,
    capture: 'ring' | 'webcodecs',
    events: SourceEvents,
  ) {
    this.#settings = settings;
    this.backend = backend;
    this.#capture = capture;
    this.#events = events;
    this.#bitrateKbps = settings.bitrateKbps;
    this.#freeSlots = Array.from({ length: settings.slots }, (_, slot) => slot);
  }

  get pid(): number | undefined {
    return this.#browser?.pid;
  }

  get slate(): Picture | undefined {
    return this.#slate;
  }

  async open(firstShow: ShowState): Promise<void> {
    const { widthPx, heightPx, fps, counter, slots, bitrateKbps, gopFrames } = this.#settings;
    const profileDir = await mkdtemp(join(this.#settings.workDir, 'stage-'));
    this.#profileDir = profileDir;
    const plan = {
      ...{ widthPx, heightPx, fps, counter, slots, bitrateKbps, gopFrames },
      capture: this.#capture,
    };
    const line = await StageLine.open(
      { ...this.#settings, plan, firstShow, profileDir },
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
    if (this.#capture === 'ring') this.#ring = await this.#openRing(profileDir, line.seal);
    // It was lost after it had said that it stands; nobody listened yet.
    if (this.#ended) throw new SothebaisError('BROWSER_FAILED', 'The stage was lost at once.');
  }

  ask(tick: number, nowMs: number): void {
    const slot = this.#capture === 'ring' ? this.#freeSlots.pop() : 0;
    if (slot === undefined) {
      // Every slot is still kept: the encoder is behind, and the picture before stands in.
      this.#events.onUndrawn(tick, false);
      return;
    }
    this.#line?.ask({ tick, nowMs, slot, anew: this.#anew, bitrateKbps: this.#bitrateKbps });
    this.#anew = false;
  }

  publish(show: ShowState): void {
    this.#line?.publish(show);
  }

  beginAnew(): void {
    this.#anew = true;
  }

  setBitrate(kbps: number): void {
    this.#bitrateKbps = kbps;
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
    const { slots, widthPx, heightPx } = this.#settings;
    const frameBytes = (widthPx * heightPx * 3) / 2;
    const ring = await findRing({ profileDir, frameBytes, slots, seal, limitMs: RING_LIMIT_MS });
    if (ring) return ring;
    throw new SothebaisError(
      'BROWSER_FAILED',
      'The ring of frames is not in the profile of this Chromium.',
      { hint: 'Set `stage.backend` to webcodecs.' },
    );
  }

  #receive(notice: Notice): void {
    if (this.#ended) return;
    if (notice.tick < 0) {
      this.#slate = slateOf(notice);
      return;
    }
    const picture = this.#ring ? this.#pictureIn(this.#ring, notice) : codedPicture(notice);
    if (notice.undrawn || !picture) {
      if (this.#ring) this.#freeSlots.push(notice.slot);
      this.#events.onUndrawn(notice.tick, notice.undrawn);
      return;
    }
    this.#events.onPicture(notice.tick, picture(this.#pictures++));
  }

  #pictureIn(ring: Ring, { slot, revision, changed }: Notice): (index: number) => Picture {
    return (index) => {
      const letGo = ring.hold();
      return new Picture({ index, revision, changed, pixels: ring.pixels(slot) }, () => {
        this.#freeSlots.push(slot);
        letGo();
      });
    };
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

/** The slate is kept for good: nobody lets go of it. */
function slateOf({ payload }: Notice): Picture {
  const frame = Buffer.from(payload);
  const pixels = { read: (into: Buffer) => void frame.copy(into) };
  return new Picture({ index: -1, revision: -1, pixels }, () => undefined);
}
