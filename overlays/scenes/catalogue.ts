import type { CatalogueView, ShowState } from '../../engine/domain/show.js';
import { HostFigure } from '../character/host-figure.js';
import { Caption } from '../layers/caption.js';
import { Group } from '../layers/group.js';
import type { Line, Run } from '../layers/line.js';
import { LiveBadge } from '../layers/live-badge.js';
import { Title } from '../layers/title.js';
import { lookAt, type Frame, type Scene } from '../scene.js';
import { durations, easeInOut, fade, progress } from '../theme/motion.js';
import { grid, palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import { PAGE_MS, pageAt, planCatalogue, type CataloguePlace } from './catalogue-plan.js';
import { hostPlaces, type Kit } from './kit.js';

const NEXT_LEFT = 1452;
const NEXT_WIDTH = grid.column.right - NEXT_LEFT;

/** The catalogue: what is sold tonight, what it made, and what comes next. */
export class CatalogueScene extends Group implements Scene {
  readonly name = 'catalogue';
  readonly look = lookAt(this.root);
  readonly #title: Title;
  readonly #pages: readonly Page[];
  readonly #places: readonly CataloguePlace[];
  readonly #label: Line;
  readonly #nextLabel: Line;
  readonly #nextTitle: Title;
  readonly #nextArtist: Line;
  readonly #nextOpens: Line;
  readonly #live: LiveBadge;
  readonly #host: HostFigure;
  readonly #caption: Caption;
  #seen: ShowState | undefined;
  #firstPage = 0;

  constructor(kit: Kit, catalogue: readonly CatalogueView[]) {
    const { easel } = kit;
    super(easel);
    this.backdrop(kit.walls.room);
    this.#label = this.line({ x: grid.margin, y: 106, maxWidth: 800 });
    this.#title = this.with(
      new Title(easel, { x: grid.margin, y: 190, maxWidth: 1290, style: type.italic(84) }),
    );
    this.#places = planCatalogue(catalogue.length);
    const count = (this.#places.at(-1)?.page ?? -1) + 1;
    this.#pages = Array.from({ length: count }, (_, page) =>
      this.with(new Page(kit, catalogue, this.#places, page)),
    );
    const next = { x: NEXT_LEFT, maxWidth: NEXT_WIDTH } as const;
    this.#nextLabel = this.line({ ...next, y: 276 });
    this.#nextTitle = this.with(new Title(easel, { ...next, y: 352, style: type.italic(64) }));
    this.#nextArtist = this.line({ ...next, y: 406, minScale: 0.8 });
    this.#nextOpens = this.line({ ...next, y: 488, minScale: 0.5 });
    this.#live = this.with(new LiveBadge(easel));
    this.#host = new HostFigure(easel, kit.hosts.room, hostPlaces.room);
    this.root.addChild(this.#host.root);
    this.#caption = this.with(new Caption(easel, 1336));
  }

  cue(show: ShowState): void {
    this.#take(show);
    this.#turn(show, show.sceneSinceMs);
  }

  update(show: ShowState, { nowMs }: Frame): void {
    if (show !== this.#seen) this.#take(show);
    this.#turn(show, nowMs);
    this.#host.update(show, nowMs);
    this.#caption.update(show, nowMs);
  }

  #turn({ sceneSinceMs }: ShowState, nowMs: number): void {
    const up = pageAt(this.#pages.length, this.#firstPage, sceneSinceMs, nowMs);
    const inPage = Math.max(0, nowMs - sceneSinceMs) % PAGE_MS;
    const turned = nowMs - sceneSinceMs >= PAGE_MS;
    for (let page = 0; page < this.#pages.length; page++) {
      const sheet = this.#pages[page];
      if (!sheet) continue;
      sheet.root.visible = page === up;
      const t = turned ? progress(inPage, 0, durations.page) : 1;
      const out = this.#pages.length > 1 ? progress(inPage, PAGE_MS - 250, 250) : 0;
      sheet.root.alpha = fade(easeInOut(t) * (1 - out));
    }
  }

  #take(show: ShowState): void {
    this.#seen = show;
    const { auction, catalogue, lot } = show;
    this.#label.set([{ text: 'THE CATALOGUE', style: type.label(21) }]);
    this.#title.set(auction.title);
    this.#live.set(show);
    const index = upcomingIndex(catalogue, lot?.number);
    for (const page of this.#pages) page.set(catalogue, index);
    this.#firstPage = this.#places[index]?.page ?? 0;
    this.#takeNext(catalogue[index], show);
  }

  #takeNext(next: CatalogueView | undefined, show: ShowState): void {
    const presented = next !== undefined && next.number === show.lot?.number;
    const heading = presented ? `LOT ${next.number}` : 'NEXT';
    this.#nextLabel.set([{ text: next ? heading : 'THAT WAS ALL', style: type.label(21) }]);
    this.#nextTitle.set(next?.title ?? 'Thank you');
    this.#nextArtist.set([
      { text: next?.artist ?? show.auction.subtitle, style: type.sans(27), elastic: true },
    ]);
    this.#nextOpens.set(next ? opensRuns(next.openingEth) : []);
  }
}

/** Where the pictures of a catalogue hang; for framing them ahead of time. */
export function catalogueNooks(
  catalogue: readonly CatalogueView[],
): readonly CataloguePlace['nook'][] {
  return planCatalogue(catalogue.length).map((place) => place.nook);
}

/** The lot on program while it is still to be sold, else the first that is. */
function upcomingIndex(catalogue: readonly CatalogueView[], number: number | undefined): number {
  const onProgram = catalogue.findIndex(
    (row) => row.number === number && row.outcome === undefined,
  );
  return onProgram >= 0 ? onProgram : catalogue.findIndex((row) => row.outcome === undefined);
}

function opensRuns(openingEth: string): readonly Run[] {
  return [
    { text: 'opens at', style: type.sans(25, 400, palette.third) },
    { text: openingEth, style: { ...type.serif(58), tabular: true }, gap: 14, elastic: true },
    { text: 'ETH', style: type.serif(30, palette.gold), gap: 9 },
  ];
}

/** One page of the catalogue. */
class Page extends Group {
  readonly #cards: readonly {
    readonly index: number;
    readonly title: Line;
    readonly result: Line;
  }[];

  constructor(
    kit: Kit,
    catalogue: readonly CatalogueView[],
    places: readonly CataloguePlace[],
    page: number,
  ) {
    super(kit.easel);
    this.#cards = catalogue.flatMap((row, index) => {
      const place = places[index];
      if (place?.page !== page) return [];
      const { texture, x, y } = kit.shelf.hung(row.artwork, place.nook);
      this.borrow(texture, x, y);
      const room = {
        x: place.x + place.width / 2,
        maxWidth: place.width,
        align: 'center',
      } as const;
      const title = this.line({ ...room, y: place.titleY, minScale: 0.85 });
      return [
        { index, title, result: this.line({ ...room, y: place.titleY + 33, minScale: 0.8 }) },
      ];
    });
  }

  /** Takes over titles and results; the upcoming lot is set in gold. */
  set(catalogue: readonly CatalogueView[], upcoming: number): void {
    for (const { index, title, result } of this.#cards) {
      const row = catalogue[index];
      if (!row) continue;
      const color = index === upcoming ? palette.gold : palette.text;
      title.set([
        { text: `${row.number}`, style: type.sans(20, 600, palette.label) },
        { text: row.title, style: type.serif(33, color), gap: 12, elastic: true },
      ]);
      result.set(resultOf(row));
    }
  }
}

function resultOf(row: CatalogueView): readonly Run[] {
  const style = type.sans(22, 400, palette.third);
  if (row.outcome === undefined) {
    return [{ text: `opens at ${row.openingEth} ETH`, style, elastic: true }];
  }
  if (row.outcome !== 'sold') return [{ text: row.outcome, style }];
  const price = `${row.hammerEth ?? ''} ETH`;
  return [
    { text: 'sold', style: type.sans(22, 600, palette.label) },
    { text: price, style: type.sans(22, 600, palette.text), gap: 8, elastic: true },
  ];
}
