import type { CalendarDate, Weekday } from './dates.js';

/** The turns of a day, in their order. */
export const STAGES = ['announce', 'doors', 'auction', 'after'] as const;
export type Stage = (typeof STAGES)[number];

/** The turns at which the house says something. */
export type SpokenStage = Exclude<Stage, 'auction'>;

/** When a stage comes: by the clock on the wall, or so long from the auction's start. */
export type StageTime =
  | {
      readonly kind: 'wall';
      /** Milliseconds since midnight, as the clock shows them. */
      readonly timeMs: number;
      /** Days after the auction's date; negative for before. */
      readonly dayShift: number;
    }
  /** Elapsed time, whatever the clocks do meanwhile; negative for before. */
  | { readonly kind: 'offset'; readonly offsetMs: number };

/** Days without an auction: a range, both ends included, or every n-th day, the first being 1. */
export type Break =
  | { readonly kind: 'range'; readonly from: CalendarDate; readonly until: CalendarDate }
  | { readonly kind: 'every'; readonly days: number };

/** A lot by its title in the catalogue, where no two share one. */
export type LotName = string;

/** A series of auctions over days, as its file states it. */
export interface Campaign {
  /** Lower-case letters, digits and dashes, 29 at most. */
  readonly id: string;
  readonly title: string;
  /** IANA name of the zone whose clocks the times are read on. */
  readonly zone: string;
  readonly from: CalendarDate;
  /** Included. */
  readonly until: CalendarDate;
  readonly weekdays: ReadonlySet<Weekday>;
  readonly stages: Readonly<Record<SpokenStage, StageTime>> & {
    /** Milliseconds since midnight, as the clock shows them. */
    readonly auction: { readonly timeMs: number };
  };
  readonly breaks: readonly Break[];
  readonly blackouts: ReadonlySet<CalendarDate>;
  readonly lots: LotPlan;
  readonly catchUp: CatchUp;
  /** What is said at each turn; null where nothing is. */
  readonly words: Readonly<Record<SpokenStage, string | null>>;
}

/** How lots come to days: named by hand, and the other days so many each, in catalogue order. */
interface LotPlan {
  readonly byDay: ReadonlyMap<CalendarDate, readonly LotName[]>;
  /** Absent: only days named by hand have an auction. */
  readonly perDay?: number;
}

/** How late a step may still be taken when the house was down, in milliseconds. */
export type CatchUp = Readonly<Record<Stage, number>>;

/** Most days a campaign spans. */
export const DAYS_MAX = 1_000;
/** Most lots a campaign sells. */
export const CAMPAIGN_LOTS_MAX = 10_000;

/** One auction of a campaign: `salt-and-signal-2026-11-23`. */
export const auctionIdOf = (campaignId: string, date: CalendarDate): string =>
  `${campaignId}-${date}`;
