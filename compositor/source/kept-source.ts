import { SothebaisError } from '../../engine/domain/errors.js';
import type { ShowState } from '../../engine/domain/show.js';
import { pause } from '../pause.js';
import { Allowance } from '../watch/allowance.js';
import type { Picture } from './picture.js';
import type { Source, SourceEvents } from './source.js';

/** Starts a source anew with the state to show first. */
export type StartSource = (firstShow: ShowState, events: SourceEvents) => Promise<Source>;

export interface KeptSourceEvents {
  onPicture(tick: number, picture: Picture): void;
  onUndrawn(tick: number): void;
  /** What was asked for and not answered never will be. */
  onAway(): void;
  onTrouble(error: SothebaisError): void;
}

const RESTARTS_AN_HOUR = 20;
const HOUR_MS = 3_600_000;
const PAUSE_MS = 250;
/** A source that owes a picture for this long has hung. */
const STALL_MS = 5_000;
const CLOSE_LIMIT_MS = 2_200;

/** A source that is started again whenever it is lost, within limits. */
export class KeptSource {
  readonly #start: StartSource;
  readonly #events: KeptSourceEvents;
  readonly #allowance = new Allowance(RESTARTS_AN_HOUR, HOUR_MS);
  readonly #closing = new AbortController();
  #show: ShowState;
  #source: Source | undefined;
  #backend = '';
  #restarting: Promise<void> | undefined;
  #life = 0;
  #owed = 0;
  #answeredMs = 0;

  constructor(start: StartSource, firstShow: ShowState, events: KeptSourceEvents) {
    this.#start = start;
    this.#show = firstShow;
    this.#events = events;
  }

  /** Starts the first source; its failure is the caller's. */
  async open(): Promise<void> {
    await this.#begin();
  }

  get backend(): string {
    return this.#backend;
  }

  get isUp(): boolean {
    return this.#source !== undefined;
  }

  ask(tick: number, nowMs: number): void {
    if (this.#owed === 0) this.#answeredMs = performance.now();
    this.#owed++;
    this.#source?.ask(tick, nowMs);
  }

  /** Gives up a source that has hung. To be called every tick. */
  check(): void {
    if (this.#owed === 0 || performance.now() - this.#answeredMs < STALL_MS) return;
    this.#lose(new SothebaisError('BROWSER_FAILED', 'The stage stopped drawing.'));
  }

  publish(show: ShowState): void {
    this.#show = show;
    this.#source?.publish(show);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const source = this.#source;
    this.#source = undefined;
    // A browser that is only just starting is closed as soon as it stands; nobody waits for that.
    const closed = Promise.all([source?.close(), this.#restarting]);
    await Promise.race([closed, pause(CLOSE_LIMIT_MS)]);
  }

  #isClosing(): boolean {
    return this.#closing.signal.aborted;
  }

  async #begin(): Promise<void> {
    const life = ++this.#life;
    const source = await this.#start(this.#show, {
      onPicture: (tick, picture) => {
        if (life !== this.#life) {
          picture.release();
          return;
        }
        this.#settleOne();
        this.#events.onPicture(tick, picture);
      },
      onUndrawn: (tick) => {
        if (life !== this.#life) return;
        this.#settleOne();
        this.#events.onUndrawn(tick);
      },
      onLost: (error) => {
        if (life === this.#life) this.#lose(error);
      },
      onTrouble: (error) => this.#events.onTrouble(error),
    });
    if (this.#isClosing()) {
      await source.close();
      return;
    }
    this.#owed = 0;
    this.#source = source;
    this.#backend = source.backend;
    source.publish(this.#show);
  }

  #settleOne(): void {
    this.#owed = Math.max(0, this.#owed - 1);
    this.#answeredMs = performance.now();
  }

  #lose(error: SothebaisError): void {
    const source = this.#source;
    if (!source || this.#isClosing()) return;
    this.#source = undefined;
    this.#owed = 0;
    this.#life++;
    this.#events.onAway();
    this.#events.onTrouble(error);
    this.#restarting = this.#restart(source);
  }

  async #restart(lost: Source): Promise<void> {
    await lost.close();
    while (!this.#isClosing()) {
      const pauseMs = Math.max(PAUSE_MS, this.#allowance.take(performance.now()));
      try {
        await pause(pauseMs, this.#closing.signal);
        if (pauseMs > PAUSE_MS || this.#isClosing()) continue;
        await this.#begin();
        return;
      } catch (cause) {
        if (!this.#isClosing()) this.#events.onTrouble(asBrowserFailure(cause));
      }
    }
  }
}

function asBrowserFailure(cause: unknown): SothebaisError {
  if (cause instanceof SothebaisError) return cause;
  return new SothebaisError('BROWSER_FAILED', 'The stage did not start again.', { cause });
}
