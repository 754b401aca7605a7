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
  #server: StageServer | undefined;
  #socket: WebSocket | undefined;
  #show: ShowState;

  private constructor(firstShow: ShowState, events: StageLineEvents) {
    this.#show = firstShow;
    this.#events = events;
    // Whoever waits hears of it; a wait that was given up must not count as unhandled.
    this.#ready.promise.catch(() => undefined);
  }

  static async open(
    options: {
      readonly overlaysDir: string;
      readonly artworks: ReadonlyMap<string, string>;
      readonly plan: Omit<StagePlan, 'artworks'>;
      readonly firstShow: ShowState;
    },
    events: StageLineEvents,
  ): Promise<StageLine> {
    const line = new StageLine(options.firstShow, events);
    line.#server = await startStageServer({
      ...options,
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
  }

  /** Ends the wait for the picture; does nothing once it stands. */
  fail(message: string): void {
    this.#ready.reject(new SothebaisError('BROWSER_FAILED', message));
  }

  ask(ask: Ask): void {
    this.#socket?.send(writeAsk(ask));
  }

  publish(show: ShowState): void {
    this.#show = show;
    this.#socket?.send(JSON.stringify(show));
  }

  async close(): Promise<void> {
    this.fail('The stage was closed.');
    await this.#server?.close();
  }

  #attach(socket: WebSocket): void {
    socket.binaryType = 'nodebuffer';
    socket.on('error', () => undefined);
    socket.on('close', () => this.#events.onBroken());
    socket.on('message', (message: Buffer, isBinary) => {
      const said = understand(message, isBinary);
      if (said === undefined) this.#events.onBroken();
      else if ('tick' in said) this.#events.onNotice(said);
      else this.#hear(said);
    });
    socket.send(JSON.stringify(this.#show));
    this.#socket = socket;
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
function understand(message: Buffer, isBinary: boolean): Notice | StageReport | undefined {
  try {
    return isBinary ? readNotice(message) : (JSON.parse(message.toString()) as StageReport);
  } catch {
    return undefined;
  }
}
