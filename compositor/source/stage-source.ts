import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { WebSocket } from 'ws';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { ShowState } from '../../engine/domain/show.js';
import { NOTICE_BYTES, TICK_BYTES, type StageReport } from '../../engine/ports/stage.js';
import { openBrowser, type StageBrowser } from '../stage/browser.js';
import { findRing, type Ring } from '../stage/ring.js';
import { startStageServer, type StageServer } from '../stage/server.js';
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

const READY_LIMIT_MS = 30_000;
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
  const source = new StageSource(settings, capture, pool, firstShow, events);
  try {
    await source.open();
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
  readonly #ready = Promise.withResolvers<undefined>();
  #show: ShowState;
  #server: StageServer | undefined;
  #browser: StageBrowser | undefined;
  #profileDir: string | undefined;
  #socket: WebSocket | undefined;
  #ring: Ring | undefined;
  #ended = false;

  constructor(
    settings: StageSettings,
    capture: 'opfs' | 'websocket',
    pool: PicturePool,
    firstShow: ShowState,
    events: SourceEvents,
  ) {
    this.#settings = settings;
    this.backend = capture;
    this.#pool = pool;
    this.#show = firstShow;
    this.#events = events;
    this.#freeSlots = Array.from({ length: settings.slots }, (_, slot) => slot);
    // Whoever waits hears of it; a wait that was given up must not count as unhandled.
    this.#ready.promise.catch(() => undefined);
  }

  async open(): Promise<void> {
    const { widthPx, heightPx, fps, counter, slots, overlaysDir, artworks } = this.#settings;
    const seal = randomBytes(24).toString('base64url');
    this.#profileDir = await mkdtemp(join(this.#settings.workDir, 'stage-'));
    this.#server = await startStageServer({
      overlaysDir,
      artworks,
      plan: { widthPx, heightPx, fps, counter, slots, seal, capture: this.backend },
      onBus: (socket) => this.#attach(socket),
    });
    this.#browser = await openBrowser({
      chromiumPath: this.#settings.chromiumPath,
      profileDir: this.#profileDir,
      url: this.#server.url,
      limitMs: READY_LIMIT_MS,
      onConsole: (text) => this.#trouble(`The stage logged "${text}".`),
    });
    void this.#browser.gone.then((reason) => this.#lose(`The stage is gone: ${reason}.`));
    await this.#whenReady();
    if (this.backend === 'opfs') await this.#openRing(seal);
  }

  ask(tick: number, nowMs: number): void {
    const slot = this.#freeSlots.pop();
    if (slot === undefined || !this.#socket) return;
    const message = Buffer.alloc(TICK_BYTES);
    message.writeDoubleLE(tick, 0);
    message.writeDoubleLE(nowMs, 8);
    message.writeUInt32LE(slot, 16);
    this.#socket.send(message);
  }

  publish(show: ShowState): void {
    this.#show = show;
    this.#socket?.send(JSON.stringify(show));
  }

  async close(): Promise<void> {
    this.#ended = true;
    this.#ready.reject(new SothebaisError('BROWSER_FAILED', 'The stage was closed.'));
    await this.#browser?.close();
    await this.#server?.close();
    this.#ring?.close();
    if (this.#profileDir) await removeFolder(this.#profileDir);
  }

  async #whenReady(): Promise<void> {
    const limit = setTimeout(() => {
      this.#ready.reject(
        new SothebaisError(
          'BROWSER_FAILED',
          `The stage was not ready after ${READY_LIMIT_MS / 1000} s.`,
        ),
      );
    }, READY_LIMIT_MS);
    try {
      await this.#ready.promise;
    } finally {
      clearTimeout(limit);
    }
  }

  async #openRing(seal: string): Promise<void> {
    this.#ring = await findRing({
      profileDir: this.#profileDir ?? '',
      frameBytes: this.#pool.frameBytes,
      slots: this.#settings.slots,
      seal,
      limitMs: RING_LIMIT_MS,
    });
    if (!this.#ring) {
      throw new SothebaisError(
        'BROWSER_FAILED',
        'The ring of frames is not in the profile of this Chromium.',
        { hint: 'Set `stage.backend` to websocket.' },
      );
    }
  }

  #attach(socket: WebSocket): void {
    socket.binaryType = 'nodebuffer';
    socket.on('error', () => undefined);
    socket.on('close', () => this.#lose('The line to the stage broke.'));
    socket.on('message', (message: Buffer, isBinary) => {
      if (isBinary) this.#receive(message);
      else this.#hear(JSON.parse(message.toString()) as StageReport);
    });
    socket.send(JSON.stringify(this.#show));
    this.#socket = socket;
  }

  #receive(message: Buffer): void {
    const tick = message.readDoubleLE(0);
    const slot = message.readUInt32LE(8);
    const picture = this.#pool.take();
    if (this.#ring) this.#ring.read(slot, picture.bytes);
    else message.copy(picture.bytes, 0, NOTICE_BYTES);
    this.#freeSlots.push(slot);
    this.#events.onPicture(tick, picture);
  }

  #hear(report: StageReport): void {
    switch (report.kind) {
      case 'ready':
        this.#ready.resolve(undefined);
        break;
      case 'undrawn':
        this.#trouble(`The stage could not draw a frame: ${report.message}`);
        break;
      case 'failed':
        this.#ready.reject(
          new SothebaisError('BROWSER_FAILED', `The stage did not come up: ${report.message}`),
        );
    }
  }

  #lose(message: string): void {
    if (this.#ended) return;
    this.#ended = true;
    const error = new SothebaisError('BROWSER_FAILED', message);
    this.#ready.reject(error);
    this.#events.onLost(error);
  }

  #trouble(message: string): void {
    if (!this.#ended) this.#events.onTrouble(new SothebaisError('BROWSER_FAILED', message));
  }
}

/** A browser that was killed may still be writing while its folder goes. */
async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }).catch(
    () => undefined,
  );
}
