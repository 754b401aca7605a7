/** How the credits are laid out, in design units. */
export interface CreditsPlan {
  readonly width: number;
  readonly pitch: number;
  /** Size of a title. */
  readonly size: number;
  readonly x: (index: number) => number;
  readonly y: (index: number) => number;
}

const LEFT = 96;
const WIDTH = 1728;
const TOP = 296;
const BOTTOM = 924;
const GAP = 64;
const ROWS = 12;

/** How many lots the credits can name; the auction's totals count them all. */
export function rowsShown(count: number): number {
  return Math.min(count, 2 * ROWS);
}

/** One roomy column up to eight lots, two up to twenty-four. */
export function planCredits(count: number): CreditsPlan {
  const columns = count <= 8 ? 1 : 2;
  const rows = Math.ceil(rowsShown(count) / columns);
  const pitch = Math.min(columns === 1 ? 84 : 66, (BOTTOM - TOP) / Math.max(1, rows));
  const width = (WIDTH - (columns - 1) * GAP) / columns;
  return {
    width,
    pitch,
    size: Math.min(columns === 1 ? 46 : 36, pitch * 0.62),
    x: (index) => LEFT + Math.floor(index / Math.max(1, rows)) * (width + GAP),
    y: (index) => TOP + (index % Math.max(1, rows)) * pitch,
  };
}
