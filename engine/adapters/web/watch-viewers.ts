import { EventEmitter, once } from 'node:events';
import type { Context } from 'hono';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import type { ShowState } from '../../domain/show.js';

/** How often a viewer hears something at least, so that both sides notice a line that is cut. */
const HEARTBEAT_MS = 5_000;
/** How often the stream is looked at for going on or off air. */
const LOOK_EVERY_MS = 1_000;
/** More than any room holds; each is a connection that stays. */
const VIEWERS_MAX = 500;

/** Tells everyone who watches how the lot stands: the latest state, never one by one. */
export class Viewers {
  readonly #isOnAir: () => boolean;
  readonly #news = new EventEmitter().setMaxListeners(0);
  #show: ShowState | undefined;
  #count = 0;
  #isClosed = false;

  constructor(isOnAir: () => boolean) {
    this.#isOnAir = isOnAir;
  }

  publish(show: ShowState): void {
    this.#show = show;
    this.#news.emit('news');
  }

  /** Sends everybody away. */
  close(): void {
    this.#isClosed = true;
    this.#news.emit('news');
  }

  /** The state as JSON, or as events to whoever asks for those. */
  answer(context: Context): Response {
    context.header('cache-control', 'no-store');
    if (!context.req.header('accept')?.includes('text/event-stream')) {
      return this.#show ? context.json(this.#show) : context.json(null, 404);
    }
    if (this.#count >= VIEWERS_MAX) return context.body(null, 503, { 'retry-after': '10' });
    return streamSSE(context, async (line) => {
      this.#count += 1;
      try {
        await this.#tell(line);
      } finally {
        this.#count -= 1;
      }
    });
  }

  /**
   * Events of three kinds: `show`, the state; `air`, whether the stream is on air; `clock`, the time
   * of the house. A viewer who reads slowly is told the latest when he is ready for it.
   */
  async #tell(line: SSEStreamingApi): Promise<void> {
    let show: ShowState | undefined;
    let isOnAir: boolean | undefined;
    let toldMs = Number.NEGATIVE_INFINITY;
    const say = async (event: string, data: unknown): Promise<void> => {
      await line.writeSSE({ event, data: JSON.stringify(data) });
      toldMs = performance.now();
    };
    while (!line.aborted && !this.#isClosed) {
      if (performance.now() - toldMs >= HEARTBEAT_MS) await say('clock', Date.now());
      if (isOnAir !== this.#isOnAir()) {
        isOnAir = this.#isOnAir();
        await say('air', isOnAir);
      }
      if (show === this.#show || !this.#show) await this.#newsWithin(LOOK_EVERY_MS);
      else {
        show = this.#show;
        await say('show', show);
      }
    }
  }

  async #newsWithin(limitMs: number): Promise<void> {
    await once(this.#news, 'news', { signal: AbortSignal.timeout(limitMs) }).catch(() => undefined);
  }
}
