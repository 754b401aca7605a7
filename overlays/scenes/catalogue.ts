import type { CatalogueView, ShowState } from '../../engine/domain/show.js';
import { HostFigure } from '../character/host-figure.js';
import { Caption } from '../layers/caption.js';
import { Group } from '../layers/group.js';
import type { Line, Run } from '../layers/line.js';
import { LiveBadge } from '../layers/live-badge.js';
import { Title } from '../layers/title.js';
import { lookAt, type Frame, type Scene } from '../scene.js';
import { fade } from '../theme/motion.js';
import type { CatalogueLayout } from '../layout/layout.js';
import { palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import { planCatalogue, type CataloguePlace } from './catalogue-plan.js';
import type { Kit } from './kit.js';
import { pageAt, pageOpacity } from './paging.js';

/** The catalogue: what is sold tonight, what it made, and what comes next. */
export class CatalogueScene extends Group implements Scene {
  readonly name = 'catalogue';
  readonly look = lookAt(this.root);
  readonly #at: CatalogueLayout;
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
    const at = (this.#at = easel.layout.catalogue);
    this.#label = this.line(at.label);
    this.#title = this.with(new Title(easel, at.title));
    this.#places = planCatalogue(catalogue.length, at.pages);
    const count = (this.#places.at(-1)?.page ?? -1) + 1;
    this.#pages = Array.from({ length: count }, (_, page) =>
      this.with(new Page(kit, catalogue, this.#places, page)),
    );
    this.#nextLabel = this.line(at.next.label);
    this.#nextTitle = this.with(new Title(easel, at.next.title));
    this.#nextArtist = this.line(at.next.artist);
    this.#nextOpens = this.line(at.next.opens);
    this.#live = this.with(new LiveBadge(easel, at.live));
    this.#host = new HostFigure(easel, kit.hosts.room);
    this.root.addChild(this.#host.root);
    this.#caption = this.with(new Caption(easel, at.caption));
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
    const opacity = pageOpacity(this.#pages.length, sceneSinceMs, nowMs);
    for (let page = 0; page < this.#pages.length; page++) {
      const sheet = this.#pages[page];
      if (!sheet) continue;
      sheet.root.visible = page === up;
      sheet.root.alpha = fade(opacity);
    }
  }

  #take(show: ShowState): void {
    this.#seen = show;
    const { auction, catalogue, lot } = show;
    this.#label.set([{ text: 'THE CATALOGUE', style: type.label(this.#at.label.size) }]);
    this.#title.set(auction.title);
    this.#live.set(show);
    const index = upcomingIndex(catalogue, lot?.number);
    for (const page of this.#pages) page.set(catalogue, index);
    this.#firstPage = this.#places[index]?.page ?? 0;
    this.#takeNext(catalogue[index], show);
  }

  #takeNext(next: CatalogueView | undefined, show: ShowState): void {
    const presented = next !== undefined && next.number === show.lot?.number;
    const { label, artist, opens } = this.#at.next;
    const heading = presented ? `LOT ${next.number}` : 'NEXT';
    const above = next ? heading : 'THAT WAS ALL';
    this.#nextLabel.set([{ text: above, style: type.label(label.size) }]);
    this.#nextTitle.set(next?.title ?? 'Thank you');
    const below = next?.artist ?? show.auction.subtitle;
    this.#nextArtist.set([{ text: below, style: type.sans(artist.size), elastic: true }]);
    this.#nextOpens.set(next ? opensRuns(next.openingEth, opens.size) : []);
  }
}

/** Where the pictures of a catalogue hang; for framing them ahead of time. */
export function catalogueNooks(
  catalogue: readonly CatalogueView[],
  pages: CatalogueLayout['pages'],
): readonly CataloguePlace['nook'][] {
  return planCatalogue(catalogue.length, pages).map((place) => place.nook);
}

/** The lot on program while it is still to be sold, else the first that is. */
function upcomingIndex(catalogue: readonly CatalogueView[], number: number | undefined): number {
  const onProgram = catalogue.findIndex(
    (row) => row.number === number && row.outcome === undefined,
  );
  return onProgram >= 0 ? onProgram : catalogue.findIndex((row) => row.outcome === undefined);
}

/** What a lot opens at, its figures `size` units high. */
function opensRuns(openingEth: string, size: number): readonly Run[] {
  const scale = size / 58;
  return [
    { text: 'opens at', style: type.sans(25 * scale, 400, palette.third) },
    { text: openingEth, style: { ...type.serif(size), tabular: true }, gap: 14, elastic: true },
    { text: 'ETH', style: type.serif(30 * scale, palette.gold), gap: 9 },
  ];
}

/** One page of the catalogue. */
class Page extends Group {
  readonly #scale: number;
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
    this.#scale = kit.easel.layout.catalogue.pages.words.scale;
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
      const result = this.line({ ...room, y: place.resultY, minScale: 0.8 });
      return [{ index, title, result }];
    });
  }

  /** Takes over titles and results; the upcoming lot is set in gold. */
  set(catalogue: readonly CatalogueView[], upcoming: number): void {
    const scale = this.#scale;
    for (const { index, title, result } of this.#cards) {
      const row = catalogue[index];
      if (!row) continue;
      const color = index === upcoming ? palette.gold : palette.text;
      title.set([
        { text: `${row.number}`, style: type.sans(20 * scale, 600, palette.label) },
        { text: row.title, style: type.serif(33 * scale, color), gap: 12, elastic: true },
      ]);
      result.set(resultOf(row, 22 * scale));
    }
  }
}

function resultOf(row: CatalogueView, size: number): readonly Run[] {
  const style = type.sans(size, 400, palette.third);
  if (row.outcome === undefined) {
    return [{ text: `opens at ${row.openingEth} ETH`, style, elastic: true }];
  }
  if (row.outcome !== 'sold') return [{ text: row.outcome, style }];
  const price = `${row.hammerEth ?? ''} ETH`;
  return [
    { text: 'sold', style: type.sans(size, 600, palette.label) },
    { text: price, style: type.sans(size, 600, palette.text), gap: 8, elastic: true },
  ];
}
