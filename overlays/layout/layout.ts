import type {
  Box,
  CaptionPlace,
  FiguresPlace,
  FrameStyle,
  HostPlace,
  HowToBidPlace,
  Light,
  LinePlace,
  LotClockPlace,
  Nook,
  ParagraphPlace,
  TickerPlace,
  TitlePlace,
  WordsPlace,
} from './places.js';

/** The lot on sale. */
export interface LotLayout {
  readonly number: WordsPlace;
  readonly live: WordsPlace;
  readonly title: WordsPlace;
  readonly byline: WordsPlace;
  readonly priceLabel: WordsPlace;
  readonly price: WordsPlace;
  readonly clock: LotClockPlace;
  readonly bidder: WordsPlace;
  /** The running bar. */
  readonly bar: Box;
  readonly asking: WordsPlace;
  readonly ticker: TickerPlace;
  /** Stands where bids will, until there is one. */
  readonly invitation: HowToBidPlace;
  /** These two stand where bids were, once the lights are down. */
  readonly warning: WordsPlace;
  readonly lastCall: WordsPlace;
  readonly caption: CaptionPlace;
}

/** How a lot ended. */
export interface ResultLayout {
  readonly lot: WordsPlace;
  readonly live: WordsPlace;
  readonly verdict: LinePlace & {
    readonly sizes: { readonly sold: number; readonly passed: number; readonly withdrawn: number };
  };
  /** What was paid, or in words why nothing was: `wordsSize` is the size of those. */
  readonly figure: WordsPlace & { readonly wordsSize: number };
  readonly who: WordsPlace;
  readonly after: WordsPlace;
  readonly caption: CaptionPlace;
}

/** Before the doors. */
export interface StandbyLayout {
  readonly eyebrow: WordsPlace;
  readonly title: TitlePlace;
  readonly subtitle: ParagraphPlace;
  readonly clock: FiguresPlace;
  /** Stands instead of the clock once it is out. */
  readonly soon: WordsPlace;
  readonly below: WordsPlace;
  readonly how: HowToBidPlace;
  readonly caption: CaptionPlace;
}

/** How many lots stand on a page of the catalogue: the first that holds all of them, or the last. */
export interface PageShape {
  readonly columns: number;
  readonly rows: number;
}

/** What is sold tonight. */
export interface CatalogueLayout {
  readonly label: WordsPlace;
  readonly live: WordsPlace;
  readonly title: WordsPlace;
  readonly pages: {
    readonly area: Box;
    readonly gap: { readonly x: number; readonly y: number };
    readonly frame: FrameStyle;
    readonly shapes: readonly PageShape[];
    /** Whether the last page takes a shape of its own for the few that are left. */
    readonly isLastOwn: boolean;
    /** Room for the words below a picture, and where their lines stand in it. */
    readonly words: {
      readonly height: number;
      readonly title: number;
      readonly result: number;
      readonly scale: number;
    };
  };
  readonly next: {
    readonly label: WordsPlace;
    readonly title: WordsPlace;
    readonly artist: WordsPlace;
    readonly opens: WordsPlace;
  };
  readonly caption: CaptionPlace;
}

/** The rows of the credits: columns by how many lots there are, the first that holds them all. */
export interface CreditsRows {
  readonly area: Box;
  readonly gap: number;
  readonly shapes: readonly {
    readonly columns: number;
    readonly rows: number;
    readonly pitch: number;
    readonly size: number;
  }[];
  /** Whether pages are turned for what finds no room; else it is not named. */
  readonly isPaged: boolean;
}

/** What every lot made. */
export interface CreditsLayout {
  readonly label: WordsPlace;
  readonly live: WordsPlace;
  readonly title: WordsPlace;
  readonly total: WordsPlace;
  readonly count: WordsPlace;
  readonly rows: CreditsRows;
  readonly foot: WordsPlace;
  readonly caption: CaptionPlace;
}

/** What is on air when the picture cannot be. */
export interface SlateLayout {
  /** Where the gavel's block stands, and how large both are. */
  readonly gavel: { readonly x: number; readonly y: number; readonly scale: number };
  readonly title: WordsPlace;
  readonly words: ParagraphPlace;
  readonly rule: { readonly x: number; readonly y: number; readonly halfWidth: number };
  readonly below: WordsPlace;
  readonly light: Light;
}

/** The test card, in parts of the output's height; `clockX` is one of its width. */
interface TestCardLayout {
  readonly bars: number;
  readonly steps: number;
  readonly runner: number;
  readonly clock: number;
  readonly clockX: number;
  /** How many runners, and lines of the clock, are as high as the picture. */
  readonly lines: number;
}

/**
 * Where everything stands on a picture of one shape, in units of its design grid. Scenes take
 * their places from it and do not ask what shape they are drawn in.
 */
export interface Layout {
  readonly grid: { readonly width: number; readonly height: number };
  readonly desk: {
    readonly top: number;
    /** Colours of its front, from the top down. */
    readonly front: readonly [string, string];
    /** Sunk into its front. */
    readonly panels: readonly Box[];
  };
  /** Lights on the walls that `Kit` keeps. */
  readonly walls: Readonly<Record<'room' | 'dimmed' | 'result' | 'hall', readonly Light[]>>;
  readonly nooks: { readonly sale: Nook; readonly result: Nook };
  readonly hosts: { readonly room: HostPlace; readonly close: HostPlace };
  readonly lot: LotLayout;
  readonly result: ResultLayout;
  readonly standby: StandbyLayout;
  readonly catalogue: CatalogueLayout;
  readonly credits: CreditsLayout;
  readonly slate: SlateLayout;
  readonly testCard: TestCardLayout;
}
