import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { ShowState } from '../../engine/domain/show.js';
import type { Closeable } from '../../engine/ports/closeable.js';
import {
  readNotice,
  writeAsk,
  type Ask,
  type Notice,
  type StagePlan,
  type StageReport,
} from '../../engine/ports/stage.js';
import { startStageServer, type StageServer } from './server.js';
import { StageMail } from './stage-mail.js';

export interface StageLineEvents {
  /** The picture answered a tick. */
  onNotice(notice: Notice): void;
  onBroken(): void;
  onTrouble(error: SothebaisError): void;
}

const READY_LIMIT_MS = 30_000;

/** The truck's end of the line to one picture: what it is served, told and asked. */
export class StageLine implements Closeable {
  readonly #events: StageLineEvents;
  readonly #ready = Promise.withResolvers<undefined>();
  readonly #profileDir: string;
  #server: StageServer | undefined;
  #socket: WebSocket | undefined;
  #mail: StageMail | undefined;
  #show: ShowState;
  #isClosed = false;

  /** Ends the files that are the picture's, see `StagePlan.seal`. */
  readonly seal = randomBytes(24).toString('base64url');

  private constructor(profileDir: string, firstShow: ShowState, events: StageLineEvents) {
    this.#profileDir = profileDir;
    this.#show = firstShow;
    this.#events = events;
    // Whoever waits hears of it; a wait that was given up must not count as unhandled.
    this.#ready.promise.catch(() => undefined);
  }

  static async open(
    options: {
      readonly overlaysDir: string;
      readonly artworks: ReadonlyMap<string, string>;
      readonly plan: Omit<StagePlan, 'artworks' | 'seal'>;
      readonly firstShow: ShowState;
      /** Where the browser that is to open the page keeps its files. */
      readonly profileDir: string;
    },
    events: StageLineEvents,
  ): Promise<StageLine> {
    const line = new StageLine(options.profileDir, options.firstShow, events);
    line.#server = await startStageServer({
      ...options,
      plan: { ...options.plan, seal: line.seal },
      onBus: (socket) => line.#attach(socket),
    });
    return line;
  }

  /** The page to open. */
  get url(): string {
    return this.#server?.url ?? '';
  }

  /**
   * Resolves when the picture stands and can be asked for frames.
   *
   * @throws SothebaisError `BROWSER_FAILED` when it fails, is given up or takes over 30 s
   */
  async whenReady(): Promise<void> {
    const limit = setTimeout(
      () => this.fail(`The stage was not ready after ${READY_LIMIT_MS / 1000} s.`),
      READY_LIMIT_MS,
    );
    try {
      await this.#ready.promise;
    } finally {
      clearTimeout(limit);
    }
    await this.#openMail();
  }

  /** Ends the wait for the picture; does nothing once it stands. */
  fail(message: string): void {
    this.#ready.reject(new SothebaisError('BROWSER_FAILED', message));
  }

  ask(ask: Ask): void {
    const message = writeAsk(ask);
    if (!this.#mail) {
      this.#socket?.send(message);
      return;
    }
    this.#mail.look();
    this.#mail.send(message);
  }

  publish(show: ShowState): void {
    this.#show = show;
    const message = JSON.stringify(show);
    if (this.#mail) this.#mail.send(Buffer.from(message));
    else this.#socket?.send(message);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.fail('The stage was closed.');
    this.#mail?.close();
    await this.#server?.close();
  }

  /** Without it the socket carries everything. */
  async #openMail(): Promise<void> {
    const place = { profileDir: this.#profileDir, seal: this.seal };
    const mail = await StageMail.open(place, {
      onMessage: (message) => this.#take(understand(message, true)),
      onBroken: () => this.#events.onBroken(),
    });
    if (this.#isClosed) mail?.close();
    else this.#mail = mail;
    // What was published meanwhile went by the other way, and may come later.
    this.publish(this.#show);
  }

  #attach(socket: WebSocket): void {
    socket.binaryType = 'nodebuffer';
    socket.on('error', () => undefined);
    socket.on('close', () => this.#events.onBroken());
    socket.on('message', (message: Buffer, isBinary) => this.#take(understand(message, isBinary)));
    socket.send(JSON.stringify(this.#show));
    this.#socket = socket;
  }

  #take(said: Notice | StageReport | undefined): void {
    if (said === undefined) this.#events.onBroken();
    else if ('tick' in said) this.#events.onNotice(said);
    else this.#hear(said);
  }

  #hear(report: StageReport): void {
    switch (report.kind) {
      case 'ready':
        this.#ready.resolve(undefined);
        break;
      case 'undrawn':
        this.#events.onTrouble(
          new SothebaisError('BROWSER_FAILED', `The stage failed at a frame: ${report.message}`),
        );
        break;
      case 'failed':
        this.fail(`The stage did not come up: ${report.message}`);
    }
  }
}

/** A browser that was broken into, or into pieces, must not take the truck with it. */
function understand(message: Uint8Array, isBinary: boolean): Notice | StageReport | undefined {
  try {
    return isBinary
      ? readNotice(message)
      : (JSON.parse(Buffer.from(message).toString()) as StageReport);
  } catch {
    return undefined;
  }
}
