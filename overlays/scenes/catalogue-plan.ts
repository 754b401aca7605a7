import type { Nook } from '../layers/shelf.js';

/** Where one lot of the catalogue stands, in design units: its picture's nook, and its words. */
export interface CataloguePlace {
  readonly page: number;
  readonly nook: Nook;
  readonly x: number;
  readonly width: number;
  /** Baseline of the title. */
  readonly titleY: number;
}

/** How long a page stays up, in milliseconds. */
export const PAGE_MS = 9_000;

const AREA = { x: 96, y: 244, width: 1296, height: 608 } as const;
const GAP = { x: 34, y: 26 } as const;
const WORDS = 84;
const FRAME = { bar: 7, mat: 10 } as const;

/** Lays out a catalogue of `count` lots in pages: three abreast up to six lots, else four. */
export function planCatalogue(count: number): readonly CataloguePlace[] {
  const columns = count <= 6 ? 3 : 4;
  const rows = count <= 3 ? 1 : 2;
  const width = (AREA.width - (columns - 1) * GAP.x) / columns;
  const height = (AREA.height - (rows - 1) * GAP.y) / rows;
  return Array.from({ length: count }, (_, index) => {
    const slot = index % (columns * rows);
    const x = AREA.x + (slot % columns) * (width + GAP.x);
    const y = AREA.y + Math.floor(slot / columns) * (height + GAP.y);
    return {
      page: Math.floor(index / (columns * rows)),
      nook: { x, y, width, height: height - WORDS, style: FRAME },
      x,
      width,
      titleY: y + height - WORDS + 42,
    };
  });
}

/** The page that is up: it starts with the one asked for and turns every nine seconds. */
export function pageAt(pages: number, firstPage: number, sinceMs: number, nowMs: number): number {
  if (pages <= 1) return 0;
  return (firstPage + Math.max(0, Math.floor((nowMs - sinceMs) / PAGE_MS))) % pages;
}
