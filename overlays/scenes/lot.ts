import type { Sprite } from 'pixi.js';
import type { LotView, ShowState } from '../../engine/domain/show.js';
import { HostFigure } from '../character/host-figure.js';
import { BidTicker } from '../layers/bid-ticker.js';
import { Caption } from '../layers/caption.js';
import { Group } from '../layers/group.js';
import { HowToBid } from '../layers/how-to-bid.js';
import type { Line } from '../layers/line.js';
import { LiveBadge } from '../layers/live-badge.js';
import { LotClock } from '../layers/lot-clock.js';
import { Price } from '../layers/price.js';
import { TimeBar } from '../layers/time-bar.js';
import { Title } from '../layers/title.js';
import type { Frame, Look, Scene, ShownPrice, View } from '../scene.js';
import type { LotLayout } from '../layout/layout.js';
import { palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import type { Kit } from './kit.js';
import { Lights } from './lights.js';

/**
 * The lot on sale, and its fair warning: the same room with the house lights down.
 *
 * One scene for both, so that clock, ticker and host go on without a seam when the warning comes.
 */
export class LotScene extends Group implements Scene {
  readonly name = 'lot';
  readonly #kit: Kit;
  readonly #at: LotLayout;
  readonly #walls: { readonly lit: Sprite; readonly dimmed: Sprite };
  readonly #lights: Lights;
  readonly #number: Line;
  readonly #title: Title;
  readonly #byline: Line;
  readonly #priceLabel: Line;
  readonly #price: Price;
  readonly #bidder: Line;
  readonly #asking: Line;
  readonly #ticker: BidTicker;
  readonly #warning: Line;
  readonly #lastCall: Line;
  readonly #invitation: HowToBid;
  readonly #live: LiveBadge;
  readonly #clock: LotClock;
  readonly #bar: TimeBar;
  readonly #host: HostFigure;
  readonly #caption: Caption;
  #seen: ShowState | undefined;
  #taken: { readonly lotNumber: number; readonly hasBid: boolean } | undefined;

  constructor(kit: Kit, lot: LotView) {
    const { easel } = kit;
    super(easel);
    this.#kit = kit;
    this.#walls = {
      lit: this.backdrop(kit.walls.room),
      dimmed: this.backdrop(kit.walls.dimmed),
    };
    this.#lights = new Lights(this.#view(false), this.#view(true), isWarned(lot));
    const hung = kit.shelf.hung(lot.artwork, easel.layout.nooks.sale);
    this.borrow(hung.texture, hung.x, hung.y);
    const at = (this.#at = easel.layout.lot);
    this.#number = this.line(at.number);
    this.#title = this.with(new Title(easel, at.title));
    this.#byline = this.line(at.byline);
    this.#priceLabel = this.line(at.priceLabel);
    this.#price = this.with(new Price(easel, at.price));
    this.#bidder = this.line(at.bidder);
    this.#bar = this.with(new TimeBar(easel, at.bar));
    this.#asking = this.line(at.asking);
    this.#ticker = this.with(new BidTicker(easel, at.ticker));
    this.#warning = this.line(at.warning);
    this.#lastCall = this.line(at.lastCall);
    this.#invitation = this.with(new HowToBid(easel, at.invitation, palette.second));
    this.#live = this.with(new LiveBadge(easel, at.live));
    this.#clock = this.with(new LotClock(easel, at.clock));
    this.#host = new HostFigure(easel, kit.hosts.room);
    this.root.addChild(this.#host.root);
    this.#caption = this.with(new Caption(easel, at.caption));
  }

  get look(): Look {
    return this.#lights.look;
  }

  get awaited(): View | undefined {
    return this.#lights.awaited;
  }

  turn(nowMs: number): void {
    this.#lights.turn(nowMs);
  }

  get shownPrice(): ShownPrice | undefined {
    if (!this.#taken) return undefined;
    const { lotNumber, hasBid } = this.#taken;
    return { lotNumber, priceEth: hasBid ? this.#price.shown : undefined };
  }

  cue(show: ShowState): void {
    if (show.lot) this.#take(show, show.lot, 0);
  }

  update(show: ShowState, { nowMs }: Frame): void {
    const { lot } = show;
    if (!lot) return;
    if (show !== this.#seen) this.#take(show, lot, nowMs);
    this.#warn(lot, nowMs);
    this.#price.update(nowMs);
    this.#ticker.update(nowMs);
    this.#clock.update(lot, nowMs);
    this.#bar.update(lot, nowMs);
    this.#host.update(show, nowMs);
    this.#caption.update(show, nowMs);
  }

  /** Takes over what changes only when a new state comes in. */
  #take(show: ShowState, lot: LotView, nowMs: number): void {
    const first = this.#seen === undefined;
    this.#seen = show;
    const { number, byline } = this.#at;
    const quiet = type.label(number.size, palette.third);
    this.#number.set([
      { text: `LOT ${lot.number}`, style: type.label(number.size) },
      { text: `OF ${show.auction.lotCount}`, style: quiet, gap: 8 },
    ]);
    this.#title.set(lot.title);
    this.#byline.set(bylineOf(lot, byline.size));
    this.#live.set(show);
    this.#takeBids(show, lot, nowMs, first);
    this.#clock.set(lot, nowMs, first);
  }

  #takeBids(show: ShowState, lot: LotView, nowMs: number, first: boolean): void {
    const { priceLabel, bidder, asking, lastCall, warning } = this.#at;
    const bid = lot.priceEth !== undefined;
    const label = type.label(priceLabel.size);
    this.#priceLabel.set([{ text: bid ? 'HIGH BID' : 'OPENS AT', style: label }]);
    this.#price.set(lot.priceEth ?? lot.openingEth, nowMs);
    this.#taken = { lotNumber: lot.number, hasBid: bid };
    this.#bidder.set(bidderOf(lot, bidder.size));
    this.#asking.set(askingOf(lot, asking.size));
    this.#ticker.set(lot.bids, nowMs, first);
    // The bids' own rows will stand there.
    this.#invitation.set(bid ? undefined : show.howToBid);
    this.#lastCall.set(lastCallOf(lot, lastCall.size));
    this.#warning.set([{ text: warningOf(lot), style: type.italic(warning.size, palette.gold) }]);
  }

  /** Lets the lights down in fair warning and brings them up when a bid ends it. */
  #warn(lot: LotView, nowMs: number): void {
    this.#lights.update(isWarned(lot), nowMs);
    // One thing at a time: the bids leave, then the words come.
    const words = Math.max(0, 2 * this.#lights.down - 1);
    const bids = Math.max(0, 1 - 2 * this.#lights.down);
    this.#warning.sprite.alpha = words;
    this.#lastCall.sprite.alpha = words;
    this.#ticker.root.alpha = bids;
    this.#invitation.root.alpha = bids;
  }

  #view(isDimmed: boolean): View {
    return {
      root: this.root,
      pose: () => {
        this.#walls.lit.visible = !isDimmed;
        this.#walls.dimmed.visible = isDimmed;
      },
    };
  }

  override destroy(): void {
    super.destroy();
    this.#kit.shelf.tidyUp();
  }
}

const isWarned = ({ phase }: LotView): boolean => phase === 'fair-warning' || phase === 'closing';

/** What stands where the bids were once the lights are down. */
function warningOf({ phase, warnings }: LotView): string {
  if (phase === 'closing') return 'Going, going';
  return warnings > 1 ? 'Last call' : 'Fair warning';
}

/** Once bidding is over, only what was placed in time still counts. */
function lastCallOf({ phase, askEth }: LotView, size: number): Parameters<Line['set']>[0] {
  const style = type.sans(size);
  if (phase === 'closing') return [{ text: 'Waiting for bids on their way', style }];
  const ask = { text: `${askEth} ETH`, style: type.sans(size, 600, palette.text) };
  return [
    { text: 'Last chance at', style },
    { ...ask, gap: 7, elastic: true },
  ];
}

/** Who made the lot, and of what. */
function bylineOf(lot: LotView, size: number): Parameters<Line['set']>[0] {
  const style = type.sans(size);
  const dot = { text: '·', style: type.sans(size, 600, palette.third), gap: 13 };
  if (lot.medium === '') return [{ text: lot.artist, style, elastic: true }];
  return [
    { text: lot.artist, style, elastic: true },
    dot,
    { text: lot.medium, style, gap: 13, elastic: true },
  ];
}

function bidderOf(lot: LotView, size: number): Parameters<Line['set']>[0] {
  if (!lot.highBidder) {
    return [{ text: 'Waiting for the first bid', style: type.sans(size, 400, palette.third) }];
  }
  return [
    { text: lot.highBidder.name, style: type.sans(size, 700, palette.text), elastic: true },
    {
      text: `paddle ${lot.highBidder.paddle}`,
      style: type.sans(size, 400, palette.third),
      gap: 15,
    },
  ];
}

function askingOf(lot: LotView, size: number): Parameters<Line['set']>[0] {
  const quiet = { ...type.label(size, palette.third), tracking: 0.14 };
  return [
    { text: 'ASKING', style: type.label(size) },
    {
      text: `${lot.askEth} ETH`,
      style: { ...type.label(size, palette.text), tracking: 0.1 },
      gap: 7,
      elastic: true,
    },
    ...(lot.reserveMet === true ? [{ text: '·  RESERVE MET', style: quiet, gap: 12 }] : []),
  ];
}
