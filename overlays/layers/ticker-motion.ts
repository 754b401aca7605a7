/** Opacity by row, newest first; between rows it is the line between them. */
const STEPS = [1, 0.8, 0.58, 0.36] as const;
/** How far above its place a new row comes in, in rows. */
export const ENTRY = 0.45;

/**
 * Opacity of a ticker row on its way: none above the first row, fading down the list, none below.
 *
 * @param at - row it stands on, counted from 0; fractions while it moves
 * @param rows - how many rows there are
 */
export function tickerOpacity(at: number, rows: number): number {
  if (at < 0) return Math.max(0, 1 + at / ENTRY);
  const opacityOf = (row: number): number =>
    row < 0 || row >= rows ? 0 : (STEPS[row] ?? STEPS[STEPS.length - 1] ?? 0);
  const above = Math.floor(at);
  const part = at - above;
  return opacityOf(above) * (1 - part) + opacityOf(above + 1) * part;
}
