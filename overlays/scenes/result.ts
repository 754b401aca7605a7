import type { LotView, ShowState } from '../../engine/domain/show.js';
import { HostFigure } from '../character/host-figure.js';
import { Caption } from '../layers/caption.js';
import { plural, shortHash } from '../layers/figures.js';
import { Group } from '../layers/group.js';
import type { Line, Run } from '../layers/line.js';
import { LiveBadge } from '../layers/live-badge.js';
import { amountRuns } from '../layers/price.js';
import { lookAt, type Frame, type Scene, type ShownPrice } from '../scene.js';
import type { ResultLayout } from '../layout/layout.js';
import { palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import type { Kit } from './kit.js';

/** How a lot ended: sold, passed or withdrawn. After the cut nothing moves but the host. */
export class ResultScene extends Group implements Scene {
  readonly name: 'hammer' | 'passed';
  readonly look = lookAt(this.root);
  readonly #at: ResultLayout;
  readonly #lot: Line;
  readonly #verdict: Line;
  readonly #figure: Line;
  readonly #who: Line;
  readonly #after: Line;
  readonly #live: LiveBadge;
  readonly #host: HostFigure;
  readonly #caption: Caption;
  #seen: ShowState | undefined;
  #struckMs: number | undefined;
  #shownPrice: ShownPrice | undefined;

  constructor(kit: Kit, name: 'hammer' | 'passed', lot: LotView) {
    const { easel } = kit;
    super(easel);
    this.name = name;
    this.backdrop(kit.walls.result);
    const hung = kit.shelf.hung(lot.artwork, easel.layout.nooks.result);
    this.borrow(hung.texture, hung.x, hung.y);
    const at = (this.#at = easel.layout.result);
    this.#lot = this.line(at.lot);
    this.#verdict = this.line(at.verdict);
    this.#figure = this.line(at.figure);
    this.#who = this.line(at.who);
    this.#after = this.line(at.after);
    this.#live = this.with(new LiveBadge(easel, at.live));
    this.#host = new HostFigure(easel, kit.hosts.close);
    this.root.addChild(this.#host.root);
    this.#caption = this.with(new Caption(easel, at.caption));
  }

  get shownPrice(): ShownPrice | undefined {
    return this.#shownPrice;
  }

  cue(show: ShowState): void {
    this.#take(show);
  }

  update(show: ShowState, { nowMs }: Frame): void {
    if (show !== this.#seen) this.#take(show);
    // The stroke belongs to the cut: it starts with the first frame on air.
    if (this.name === 'hammer') this.#struckMs ??= nowMs;
    this.#host.update(show, nowMs, this.#struckMs);
    this.#caption.update(show, nowMs);
  }

  #take(show: ShowState): void {
    this.#seen = show;
    const { lot } = show;
    if (!lot) return;
    const { size } = this.#at.lot;
    this.#lot.set([
      { text: `LOT ${lot.number}`, style: type.label(size) },
      { text: '·', style: type.label(size, palette.third), gap: 10 },
      { text: lot.title.toUpperCase(), style: type.label(size), gap: 12, elastic: true },
    ]);
    this.#live.set(show);
    if (this.name === 'hammer') this.#takeSold(lot);
    else this.#takePassed(lot);
    this.#shownPrice = { lotNumber: lot.number, priceEth: lot.priceEth };
  }

  #takeSold(lot: LotView): void {
    const { verdict, figure, who, after } = this.#at;
    this.#verdict.set([{ text: 'Sold', style: type.italic(verdict.sizes.sold) }]);
    this.#figure.set(amountRuns(lot.priceEth ?? lot.openingEth, figure.size));
    const counts = `${plural(lot.bidCount, 'bid')} by ${plural(lot.bidderCount, 'bidder')}`;
    this.#who.set([...buyerOf(lot, who.size), quiet(counts, who.size, lot.highBidder ? 14 : 0)]);
    this.#after.set(settlementOf(lot, after.size));
  }

  #takePassed(lot: LotView): void {
    const { verdict, figure, who, after } = this.#at;
    const { sizes } = verdict;
    const withdrawn = lot.phase === 'withdrawn';
    const style = type.italic(withdrawn ? sizes.withdrawn : sizes.passed);
    this.#verdict.set([{ text: withdrawn ? 'Withdrawn' : 'Passed', style }]);
    const kind = withdrawn ? 'Not for sale tonight' : 'It waits for another night';
    this.#figure.set([{ text: kind, style: type.serif(figure.wordsSize, palette.second) }]);
    const bids = `${plural(lot.bidCount, 'bid')} by ${plural(lot.bidderCount, 'bidder')}`;
    const thanks = withdrawn ? 'With our apologies' : 'Thank you for looking';
    this.#who.set([quiet(lot.bidCount > 0 ? `Thank you for ${bids}` : thanks, who.size, 0)]);
    this.#after.set([
      {
        text: 'Nothing is owed; the work goes back to its consignor',
        style: type.sans(after.size, 400, palette.third),
      },
    ]);
  }
}

const quiet = (text: string, size: number, gap: number): Run => ({
  text,
  style: type.sans(size, 400, palette.third),
  gap,
});

function buyerOf(lot: LotView, size: number): readonly Run[] {
  if (!lot.highBidder) return [];
  return [
    { text: lot.highBidder.name, style: type.sans(size, 700, palette.text), elastic: true },
    quiet(`paddle ${lot.highBidder.paddle}`, size, 15),
    quiet('·', size, 14),
  ];
}

function settlementOf(lot: LotView, size: number): readonly Run[] {
  const style = type.sans(size, 400, palette.third);
  const { settlement } = lot;
  if (settlement?.state === 'settled') {
    const settled: Run = { text: 'Settled on chain', style: type.sans(size, 600, palette.gold) };
    if (settlement.txHash === undefined) return [settled];
    return [
      settled,
      { text: '·', style, gap: 11 },
      { text: shortHash(settlement.txHash), style: { ...style, tabular: true }, gap: 11 },
    ];
  }
  if (settlement?.state === 'failed') {
    return [{ text: 'Settlement is being tried again', style }];
  }
  return [{ text: 'Settling on chain: token and payment in one transaction', style }];
}
