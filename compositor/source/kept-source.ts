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
/** Before a restart; after each that failed, twice as long. */
const PAUSE_MS = 100;
const PAUSE_MAX_MS = 30_000;
const CLOSE_LIMIT_MS = 2_200;

/** A source that is started again whenever it is lost, within limits. */
export class KeptSource {
  readonly #start: StartSource;
  readonly #events: KeptSourceEvents;
  readonly #allowance = new Allowance(RESTARTS_AN_HOUR, HOUR_MS);
  readonly #closing = new AbortController();
  #show: ShowState;
  #source: Source | undefined;
  #slate: Picture | undefined;
  #backend = '';
  #bitrateKbps: number | undefined;
  #restarts = 0;
  /** Since when there is no source; undefined while there is one. */
  #awayMs: number | undefined;
  #failures = 0;
  #restarting: Promise<void> | undefined;
  #closed: Promise<void> | undefined;
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

  /** Process id of the browser; undefined while there is none. */
  get pid(): number | undefined {
    return this.#source?.pid;
  }

  /** What is on air when no picture can be; the latest that a source brought. */
  get slate(): Picture | undefined {
    return this.#slate;
  }

  /** Starts after the first. */
  get restarts(): number {
    return this.#restarts;
  }

  /** How long there has been no source, in milliseconds; 0 while there is one. */
  awayMs(nowMs: number): number {
    return this.#awayMs === undefined ? 0 : nowMs - this.#awayMs;
  }

  ask(tick: number, nowMs: number): void {
    if (this.#owed === 0) this.#answeredMs = performance.now();
    this.#owed++;
    this.#source?.ask(tick, nowMs);
  }

  /** Pictures that were asked for and not answered. */
  get owed(): number {
    return this.#owed;
  }

  /** Pictures one after another that could not be drawn. */
  get failures(): number {
    return this.#failures;
  }

  /** Milliseconds for which it has owed pictures and given none; 0 where it owes none. */
  silentMs(nowMs: number): number {
    return this.#owed === 0 ? 0 : Math.max(0, nowMs - this.#answeredMs);
  }

  /** How many more restarts this hour allows. */
  restartsLeft(nowMs: number): number {
    return this.#allowance.left(nowMs);
  }

  /** Gives up the source that there is, for a reason, and starts another. */
  restart(why: string): void {
    this.#lose(new SothebaisError('BROWSER_FAILED', why, { details: { blame: 'ours' } }));
  }

  /** The next picture is to stand by itself. */
  beginAnew(): void {
    this.#source?.beginAnew();
  }

  setBitrate(kbps: number): void {
    this.#bitrateKbps = kbps;
    this.#source?.setBitrate(kbps);
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
    const closed = Promise.all([source?.close(), this.#restarting, this.#closed]);
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
        this.#failures = 0;
        this.#events.onPicture(tick, picture);
      },
      onUndrawn: (tick, isFailure) => {
        if (life !== this.#life) return;
        this.#settleOne();
        if (isFailure) this.#failures++;
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
    this.#failures = 0;
    this.#awayMs = undefined;
    this.#slate = source.slate ?? this.#slate;
    this.#backend = source.backend;
    if (this.#bitrateKbps !== undefined) source.setBitrate(this.#bitrateKbps);
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
    this.#awayMs = performance.now();
    this.#owed = 0;
    this.#life++;
    this.#events.onAway();
    this.#events.onTrouble(error);
    this.#closed = source.close();
    this.#restarting = this.#restart();
  }

  /**
   * A browser that was lost may take its time to end; the next does not wait for that. Where the
   * next do not start either, tries come ever more slowly, so that an hour's worth lasts.
   */
  async #restart(): Promise<void> {
    for (let pauseMs = PAUSE_MS; !this.#isClosing();) {
      await pause(pauseMs, this.#closing.signal);
      const waitMs = this.#allowance.take(performance.now());
      if (waitMs > 0) {
        await pause(waitMs, this.#closing.signal);
        continue;
      }
      try {
        if (!this.#isClosing()) await this.#begin();
        this.#restarts++;
        return;
      } catch (cause) {
        if (!this.#isClosing()) this.#events.onTrouble(asBrowserFailure(cause));
        pauseMs = Math.min(PAUSE_MAX_MS, pauseMs * 2);
      }
    }
  }
}

function asBrowserFailure(cause: unknown): SothebaisError {
  if (cause instanceof SothebaisError) return cause;
  return new SothebaisError('BROWSER_FAILED', 'The stage did not start again.', { cause });
}
