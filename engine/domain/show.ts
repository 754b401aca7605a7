/** The full-frame pictures the director can take. */
export type SceneName =
  'standby' | 'catalogue' | 'lot' | 'fair-warning' | 'hammer' | 'passed' | 'credits' | 'test-card';

/** How the host carries itself. */
export type HostMood = 'idle' | 'welcoming' | 'selling' | 'warning' | 'hammer' | 'consoling';

/** One row of the bid ticker, newest first in its list. */
export interface BidView {
  /** Unique; a new one at the head is what the ticker animates. */
  readonly id: string;
  readonly amountEth: string;
  /** With `@` where it is an X handle. */
  readonly name: string;
  readonly paddle: string;
  readonly source: 'post' | 'chat' | 'chain' | 'operator';
  readonly atMs: number;
}

/** The lot on program, as viewers may know it. */
export interface LotView {
  readonly number: number;
  readonly title: string;
  readonly artist: string;
  readonly medium: string;
  /** Key of its picture, to be asked of the stage; the same as in the catalogue. */
  readonly artwork: string;
  readonly phase:
    'previewed' | 'open' | 'fair-warning' | 'closing' | 'paused' | 'sold' | 'passed' | 'withdrawn';
  /** How often fair warning was given since the close last moved: 0, 1 or 2. */
  readonly warnings: number;
  readonly openingEth: string;
  /** Undefined until there is a bid. */
  readonly priceEth?: string;
  readonly askEth: string;
  readonly highBidder?: { readonly name: string; readonly paddle: string };
  /** Whether the reserve is met; undefined where there is none. Never the amount. */
  readonly reserveMet?: boolean;
  readonly opensAtMs?: number;
  /** Undefined while the clock has not started. */
  readonly closesAtMs?: number;
  /** Times a late bid has moved the close. */
  readonly extensions: number;
  /** Newest first, eight at most. */
  readonly bids: readonly BidView[];
  readonly bidCount: number;
  readonly bidderCount: number;
  /** When its present phase began. */
  readonly phaseSinceMs: number;
  readonly settlement?: {
    readonly state: 'pending' | 'settled' | 'failed';
    readonly txHash?: string;
  };
}

/** One row of the catalogue scene and of the credits. */
export interface CatalogueView {
  readonly number: number;
  readonly title: string;
  readonly artist: string;
  readonly artwork: string;
  readonly openingEth: string;
  readonly outcome?: 'sold' | 'passed' | 'withdrawn';
  readonly hammerEth?: string;
  readonly winnerName?: string;
}

/**
 * What viewers may know, whole. Overlays draw it and nothing else; the host reads nothing else.
 *
 * Amounts are exact decimals of ETH as text; times are milliseconds since the epoch.
 */
export interface ShowState {
  /** Grows with every publication; a lower one than last seen is stale. */
  readonly revision: number;
  readonly scene: SceneName;
  /** When this scene was first asked for. */
  readonly sceneSinceMs: number;
  readonly auction: {
    readonly title: string;
    readonly subtitle: string;
    readonly lotCount: number;
    /** When the first lot is presented: what standby counts down to. */
    readonly doorsAtMs: number;
    readonly soldCount: number;
    readonly totalEth: string;
  };
  readonly lot?: LotView;
  readonly catalogue: readonly CatalogueView[];
  readonly host: {
    readonly name: string;
    readonly mood: HostMood;
    /** What is being said; it stays up until `untilMs`. */
    readonly line?: { readonly text: string; readonly sinceMs: number; readonly untilMs: number };
  };
  readonly live: { readonly watching: number };
  /** How to bid, in a sentence, with an example. */
  readonly howToBid: { readonly text: string; readonly example: string };
}
