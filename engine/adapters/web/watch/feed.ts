import type { ShowState } from '../../../domain/show.js';

/** What the house says to whoever watches. */
export interface FeedEvents {
  readonly onShow: (show: ShowState) => void;
  readonly onAir: (isOnAir: boolean) => void;
  readonly onLink: (isUp: boolean) => void;
}

/** The house says something every five seconds: after this long, the line is cut. */
const SILENT_MS = 12_000;
/** A clock that is further off than this was set meanwhile. */
const SET_MS = 2_000;

/** The line to the house: its events, its clock, and a new line where one is cut. */
export class Feed {
  readonly #events: FeedEvents;
  #source: EventSource | undefined;
  #heardAt = 0;
  #aheadMs: number | undefined;

  constructor(events: FeedEvents) {
    this.#events = events;
    this.#open();
  }

  /** The time of the house, which counts; this machine's clock may be wrong. */
  nowMs(): number {
    return Date.now() + (this.#aheadMs ?? 0);
  }

  /** To be called every second or so: finds a line that is cut. */
  look(): void {
    if (performance.now() - this.#heardAt < SILENT_MS) return;
    this.#events.onLink(false);
    this.#open();
  }

  #open(): void {
    this.#source?.close();
    this.#heardAt = performance.now();
    const source = new EventSource('/show');
    this.#source = source;
    const on = (event: string, hear: (data: unknown) => void): void => {
      source.addEventListener(event, ({ data }: MessageEvent<string>) => {
        this.#heardAt = performance.now();
        this.#events.onLink(true);
        hear(JSON.parse(data));
      });
    };
    on('show', (show) => this.#events.onShow(show as ShowState));
    on('air', (isOnAir) => this.#events.onAir(isOnAir === true));
    on('clock', (nowMs) => this.#setClock(Number(nowMs)));
    source.addEventListener('error', () => this.#events.onLink(false));
  }

  /** Of several tellings the one that took the least time on its way is nearest to the truth. */
  #setClock(houseMs: number): void {
    const aheadMs = houseMs - Date.now();
    const isNear = Math.abs(aheadMs - (this.#aheadMs ?? aheadMs)) < SET_MS;
    this.#aheadMs = isNear ? Math.max(aheadMs, this.#aheadMs ?? aheadMs) : aheadMs;
  }
}
