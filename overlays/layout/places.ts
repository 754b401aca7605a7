/** Where a line stands: `y` is its baseline, `x` its left edge, centre or right edge by `align`. */
export interface LinePlace {
  readonly x: number;
  readonly y: number;
  readonly maxWidth: number;
  readonly align?: 'left' | 'center' | 'right';
  /** How small it may be set before it is cut. @default 0.6 */
  readonly minScale?: number;
}

/** A line, and how large its words are set. */
export interface WordsPlace extends LinePlace {
  readonly size: number;
}

/** Lines below one another: a text takes as many as it needs, and its last one is cut. */
export interface ParagraphPlace extends Omit<WordsPlace, 'y'> {
  readonly baselines: readonly number[];
  /** Whether the lines are made as long as one another. @default false */
  readonly isEven?: boolean;
}

/** A title: in one line on `y`, else in two that share its room. */
export interface TitlePlace extends WordsPlace {
  /** How it is set where two lines would cut it. */
  readonly long?: WordsSetting;
}

/** The size of words, and where their lines stand. */
export interface WordsSetting {
  readonly size: number;
  readonly baselines: readonly number[];
}

/** A part of the picture: its corner and its size. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Widths of a frame's gold bar and of the mat inside it. */
export interface FrameStyle {
  readonly bar: number;
  readonly mat: number;
}

/** A box that a framed picture is centred in. */
export interface Nook extends Box {
  readonly style: FrameStyle;
  /** Hangs the picture at the top of its nook instead of in the middle. */
  readonly high?: boolean;
}

/** A pool of light on the wall; `strength` is from 0 to 1. */
export interface Light {
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
  readonly strength: number;
}

/** Where the host stands: the corner of the drawing, and design units a unit of the drawing. */
export interface HostPlace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Thickness of the desk's edge in front of the host; without one the picture's edge cuts it off. */
  readonly deskEdge?: number;
}

/** Figures of a clock: `y` is their baseline, `x` their centre or right edge. */
export interface FiguresPlace {
  readonly x: number;
  readonly y: number;
  /** Figures that are wider, hours above all, are set as much smaller as they must be. */
  readonly maxWidth: number;
  readonly size: number;
  readonly align: 'center' | 'right';
}

/** The clock of a lot, and what is said around it. */
export interface LotClockPlace {
  readonly label: WordsPlace;
  /** Stands instead of the figures where no clock runs. */
  readonly word: WordsPlace;
  readonly note: WordsPlace;
  readonly figures: FiguresPlace;
}

/** The last bids: `scale` sizes a row and all in it. */
export interface TickerPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly rows: number;
  readonly scale: number;
}

/** What the host says: its box, and how the words are set in it, from the corner of the box. */
export interface CaptionPlace extends Box {
  /** Where lines begin in the box, and how long they may be. */
  readonly inset: number;
  readonly maxWidth: number;
  readonly label: { readonly y: number; readonly size: number };
  /** Tried one after another until the words fit; one line also shrinks to the size of the next. */
  readonly settings: readonly WordsSetting[];
  /** Whether the lines of a setting are made as long as one another. @default false */
  readonly isEven?: boolean;
}

/** How to bid: in a line with its example, or as a paragraph with the example below. */
export type HowToBidPlace =
  | ({ readonly kind: 'line' } & WordsPlace)
  | {
      readonly kind: 'stack';
      readonly text: ParagraphPlace;
      readonly example: WordsPlace;
    };
