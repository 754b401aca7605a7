import type { CreditsRows } from '../layout/layout.js';

/** How the credits are laid out, in design units. */
export interface CreditsPlan {
  /** How many lots are named, the first so many; the auction's totals count them all. */
  readonly shown: number;
  readonly pages: number;
  readonly width: number;
  readonly pitch: number;
  /** Size of a title. */
  readonly size: number;
  readonly page: (index: number) => number;
  readonly x: (index: number) => number;
  readonly y: (index: number) => number;
}

/** Lays out the rows of `count` lots, column by column. */
export function planCredits(
  count: number,
  { area, gap, shapes, isPaged }: CreditsRows,
): CreditsPlan {
  const shape = shapes.find(({ columns, rows }) => count <= columns * rows) ?? shapes.at(-1);
  const { columns, rows: most, pitch, size } = shape ?? { columns: 1, rows: 1, pitch: 0, size: 0 };
  const shown = isPaged ? count : Math.min(count, columns * most);
  const rows = Math.max(1, Math.min(most, Math.ceil(shown / columns)));
  const width = (area.width - (columns - 1) * gap) / columns;
  const fitted = Math.min(pitch, area.height / rows);
  const slot = (index: number): number => index % (columns * rows);
  return {
    shown,
    pages: Math.ceil(shown / (columns * rows)),
    width,
    pitch: fitted,
    size: Math.min(size, fitted * 0.62),
    page: (index) => Math.floor(index / (columns * rows)),
    x: (index) => area.x + Math.floor(slot(index) / rows) * (width + gap),
    y: (index) => area.y + (slot(index) % rows) * fitted,
  };
}
