import type { CatalogueLayout, PageShape } from '../layout/layout.js';
import type { Nook } from '../layout/places.js';

/** Where one lot of the catalogue stands, in design units: its picture's nook, and its words. */
export interface CataloguePlace {
  readonly page: number;
  readonly nook: Nook;
  readonly x: number;
  readonly width: number;
  /** Baseline of the title. */
  readonly titleY: number;
  /** Baseline of what it opens at, or made. */
  readonly resultY: number;
}

/** Lays out a catalogue of `count` lots in pages. */
export function planCatalogue(
  count: number,
  pages: CatalogueLayout['pages'],
): readonly CataloguePlace[] {
  const usual = shapeFor(count, pages.shapes);
  const capacity = usual.columns * usual.rows;
  return Array.from({ length: count }, (_, index) => {
    const page = Math.floor(index / capacity);
    const left = count - page * capacity;
    const shape = pages.isLastOwn ? shapeFor(left, pages.shapes) : usual;
    return { page, ...placeOn(shape, index % capacity, pages) };
  });
}

/** The first shape that holds so many lots, else the last. */
function shapeFor(count: number, shapes: readonly PageShape[]): PageShape {
  const first = shapes.find(({ columns, rows }) => count <= columns * rows);
  return first ?? shapes.at(-1) ?? { columns: 1, rows: 1 };
}

function placeOn(
  { columns, rows }: PageShape,
  slot: number,
  { area, gap, frame, words }: CatalogueLayout['pages'],
): Omit<CataloguePlace, 'page'> {
  const width = (area.width - (columns - 1) * gap.x) / columns;
  const height = (area.height - (rows - 1) * gap.y) / rows;
  const x = area.x + (slot % columns) * (width + gap.x);
  const y = area.y + Math.floor(slot / columns) * (height + gap.y);
  const below = y + height - words.height;
  return {
    nook: { x, y, width, height: height - words.height, style: frame },
    x,
    width,
    titleY: below + words.title,
    resultY: below + words.result,
  };
}
