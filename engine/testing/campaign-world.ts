import type { StepRow } from '../domain/campaign/step-row.js';
import { SothebaisError } from '../domain/errors.js';
import type { Instant } from '../domain/ids.js';
import type { CampaignAuction, CampaignAuctions, HoldingEnd } from '../ports/campaign-auctions.js';
import type { CampaignDiary } from '../ports/campaign-diary.js';
import type { CampaignVoice } from '../ports/campaign-voice.js';
import type { Clock } from '../ports/clock.js';

/** The house's process is gone: nothing it asks for happens any more. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** When the next crash comes: before the act of so many acts from now, or just after it. */
export interface CrashPlan {
  readonly acts: number;
  readonly isAfter: boolean;
}

/** How the auctions of a world go. */
export interface AuctionFate {
  readonly lengthMs: number;
  /** How often its house dies before it gets to the end. */
  readonly deaths: number;
  readonly isHopeless: boolean;
}

const OPENING_MS = 5_000;

/**
 * What is outside a campaign's run and outlives its crashes: the disk, X, the houses' books, and a
 * clock that moves only when everybody waits.
 */
export class CampaignWorld {
  nowMs: number;
  crash: CrashPlan | undefined;
  readonly rows = new Map<string, StepRow>();
  readonly said: { readonly key: string; readonly text: string; readonly at: Instant }[] = [];
  readonly opened = new Map<string, CampaignAuction>();
  readonly over = new Set<string>();
  /** Whether X can be asked what was said. */
  readonly remembers: boolean;
  readonly #fate: (auctionId: string) => AuctionFate;
  readonly #deaths = new Map<string, number>();
  #sleepers: { readonly wakeMs: number; readonly wake: () => void }[] = [];
  #life: 'alive' | 'dead' = 'alive';

  constructor(nowMs: number, remembers: boolean, fate: (auctionId: string) => AuctionFate) {
    this.nowMs = nowMs;
    this.remembers = remembers;
    this.#fate = fate;
  }

  readonly clock: Clock = { now: () => this.nowMs as Instant };

  diary: CampaignDiary = {
    read: async () => [...this.rows.values()],
    write: (rows) =>
      this.#act(() => {
        for (const row of rows) this.rows.set(`${row.date} ${row.stage}`, row);
      }),
    plan: (rows) =>
      this.#act(() => {
        for (const [slot, { status }] of this.rows)
          if (status === 'planned') this.rows.delete(slot);
        for (const row of rows) this.rows.set(`${row.date} ${row.stage}`, row);
      }),
  };

  readonly voice: CampaignVoice = {
    announce: (text, key) =>
      this.#act(() => {
        if (text.includes('refused')) return { kind: 'not-sent', why: 'X said no' } as const;
        if (text.includes('unheard')) throw new SothebaisError('X_FAILED', 'X gave no answer.');
        this.said.push({ key, text, at: this.clock.now() });
        return { kind: 'sent', id: String(this.said.length) } as const;
      }),
    lookUp: async (key) => {
      if (!this.remembers) return 'unknown';
      return this.said.some((one) => one.key === key) ? 'said' : 'unsaid';
    },
  };

  readonly auctions: CampaignAuctions = {
    hold: (auction, signal) => this.#hold(auction, signal),
    isOpened: async (auctionId) => this.opened.has(auctionId),
    result: async (auctionId) => (this.over.has(auctionId) ? 'all sold' : undefined),
  };

  readonly wait = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const wake = () => {
        this.#sleepers = this.#sleepers.filter((one) => one !== sleeper);
        resolve();
      };
      const sleeper = { wakeMs: this.nowMs + Math.max(0, ms), wake };
      if (signal.aborted) {
        resolve();
        return;
      }
      this.#sleepers.push(sleeper);
      signal.addEventListener('abort', wake, { once: true });
    });

  /** A new process begins where the last one ended. */
  revive(downMs: number, crash?: CrashPlan): void {
    this.nowMs += downMs;
    this.crash = crash;
    this.#life = 'alive';
    this.#sleepers = [];
  }

  /** Runs until the work is done, moving the clock whenever everybody sleeps. */
  async live<T>(work: Promise<T>): Promise<T> {
    const end: { isReached: boolean } = { isReached: false };
    const done = work.finally(() => (end.isReached = true));
    // Its end is awaited below; until then nobody listens for how it ends.
    done.catch(() => undefined);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (end.isReached) return done;
      const next = [...this.#sleepers].sort((a, b) => a.wakeMs - b.wakeMs)[0];
      if (!next) continue;
      if (next.wakeMs === Infinity) throw new Error('Everybody waits, and for nothing.');
      this.nowMs = Math.max(this.nowMs, next.wakeMs);
      next.wake();
    }
  }

  /** One act on the outside, before or after which the house may die. */
  async #act<T>(act: () => T): Promise<T> {
    if (this.#isDead()) throw new Crash();
    const dies = this.crash !== undefined && this.crash.acts === 0;
    if (this.crash) this.crash = { ...this.crash, acts: this.crash.acts - 1 };
    if (!dies) return act();
    this.#life = 'dead';
    if (this.crash?.isAfter) act();
    throw new Crash();
  }

  #isDead(): boolean {
    return this.#life === 'dead';
  }

  #isOver(signal: AbortSignal): boolean {
    return signal.aborted || this.#isDead();
  }

  async #hold(auction: CampaignAuction, signal: AbortSignal): Promise<HoldingEnd> {
    const { auctionId } = auction;
    const { lengthMs, deaths, isHopeless } = this.#fate(auctionId);
    await this.wait(OPENING_MS, signal);
    if (this.#isOver(signal)) return { kind: 'stopped' };
    if (isHopeless) return { kind: 'died', why: 'CONFIG_INVALID', retryable: false };

    // What is in the book stands, whatever it is opened with the next time.
    if (!this.opened.has(auctionId)) this.opened.set(auctionId, auction);
    if (!this.over.has(auctionId)) await this.wait(lengthMs, signal);
    if (this.#isOver(signal)) return { kind: 'stopped' };
    const died = this.#deaths.get(auctionId) ?? 0;
    if (died < deaths) {
      this.#deaths.set(auctionId, died + 1);
      return { kind: 'died', why: 'BUG', retryable: true };
    }
    this.over.add(auctionId);
    return { kind: 'over' };
  }
}
