import type { Instant, Wei } from '../ids.js';

/** How far the next bid must lie above the last. */
export type Increment =
  | {
      readonly kind: 'percent';
      /** A decimal such as `5` or `2.5`, kept as text: no float ever meets an amount. */
      readonly percent: string;
      readonly rounding: 'floor' | 'ceil';
      /** The step is never less than this. */
      readonly floorWei: Wei;
    }
  | { readonly kind: 'fixed'; readonly stepWei: Wei }
  | {
      readonly kind: 'ladder';
      /** Ascending; the step of the last rung at or below the price holds. */
      readonly rungs: readonly { readonly fromWei: Wei; readonly stepWei: Wei }[];
    }
  /** The trade's table: 1s by 1, 2s by 2, 3s and 4s by 0-2-5-8, 5-9 by 5, every decade. */
  | { readonly kind: 'trade' };

/** A late bid moves the close. */
export interface SoftClose {
  /** A bid with less than this left extends; exactly this left does not. */
  readonly windowMs: number;
  readonly extendToMs: number;
  /** `now`: the bid's time plus `extendToMs`; `close`: the close plus `extendToMs`. */
  readonly from: 'now' | 'close';
  /** How often it may; without it there is no end to it. */
  readonly maxExtensions?: number;
}

/** The conditions a lot is sold under. Fixed once bidding opens. */
export interface Terms {
  /** Bids placed before it are refused. */
  readonly opensAt: Instant;
  /** Length of bidding from the opening, or from the first bid. */
  readonly durationMs: number;
  readonly clockStarts: 'open' | 'first-bid';
  /** The opening bid: the first asking bid. */
  readonly startWei: Wei;
  /** Confidential. Never copied into `ShowState`. */
  readonly reserveWei?: Wei;
  /** `at-hammer`: a lot below its reserve passes; `on-bid`: a bid below it is refused. */
  readonly reserveRule: 'at-hammer' | 'on-bid';
  readonly increment: Increment;
  /** Without one the close is hard, sudden death: the last bid in time wins. */
  readonly softClose?: SoftClose;
  /** Whether the bid that starts the clock, or leads first, may extend. */
  readonly firstBidExtends: boolean;
  readonly selfRaise: 'allow' | 'refuse';
  /** Whether a bid at the very instant of the close still counts. */
  readonly endInclusive: boolean;
  /** Bids are maximums, and the house bids for their owners up to them. */
  readonly proxy: boolean;
  /** After the close, how long bids that were placed in time are waited for. */
  readonly deliveryGraceMs: number;
  /**
   * Whether bids may be left before the lot opens. The house bids for their owners up to their
   * maximums, also where it does not for those who bid live.
   */
  readonly absentee?: boolean;
  /** Whoever offers it before there is a bid has the lot at that price, and bidding ends. */
  readonly buyNowWei?: Wei;
  /** Until when the lot may be withdrawn; a bid that is held counts. @default any-time */
  readonly withdrawal?: 'any-time' | 'before-first-bid' | 'never';
  /** A house whose pause holds back only its next lot. Ours stops bidding and the clock. */
  readonly pauseTakesBids?: boolean;
}
