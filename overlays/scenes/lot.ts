import type { Sprite } from 'pixi.js';
import type { LotView, ShowState } from '../../engine/domain/show.js';
import { HostFigure } from '../character/host-figure.js';
import { BidTicker } from '../layers/bid-ticker.js';
import { Caption } from '../layers/caption.js';
import { Group } from '../layers/group.js';
import { widthOf, type Line } from '../layers/line.js';
import { LiveBadge } from '../layers/live-badge.js';
import { LotClock } from '../layers/lot-clock.js';
import { Price } from '../layers/price.js';
import { TimeBar } from '../layers/time-bar.js';
import { Title } from '../layers/title.js';
import { tidy, wrap } from '../layers/typesetting.js';
import type { Frame, Look, Scene, ShownPrice, View } from '../scene.js';
import { grid, palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import { hostPlaces, nooks, type Kit } from './kit.js';
import { Lights } from './lights.js';

const { left, right } = grid.column;
const CAPTION_RIGHT = 1336;
const INVITATION_WIDTH = 390;

/**
 * The lot on sale, and its fair warning: the same room with the house lights down.
 *
 * One scene for both, so that clock, ticker and host go on without a seam when the warning comes.
 */
export class LotScene extends Group implements Scene {
  readonly name = 'lot';
  readonly #kit: Kit;
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
  readonly #invitation: readonly [Line, Line, Line];
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
    const hung = kit.shelf.hung(lot.artwork, nooks.sale);
    this.borrow(hung.texture, hung.x, hung.y);
    this.#number = this.line({ x: left, y: 106, maxWidth: 420 });
    this.#title = this.with(
      new Title(easel, { x: left, y: 200, maxWidth: right - left, style: type.italic(80) }),
    );
    this.#byline = this.line({ x: left, y: 252, maxWidth: right - left, minScale: 0.8 });
    this.#priceLabel = this.line({ x: left, y: 327, maxWidth: 420 });
    this.#price = this.with(new Price(easel, { x: left - 4, y: 506, maxWidth: 450 }, 226));
    this.#bidder = this.line({ x: left, y: 568, maxWidth: right - left, minScale: 0.85 });
    this.#bar = this.with(new TimeBar(easel));
    this.#asking = this.line({ x: left, y: 654, maxWidth: 440 });
    this.#ticker = this.with(new BidTicker(easel));
    this.#warning = this.line({ x: left - 2, y: 744, maxWidth: 360 });
    this.#lastCall = this.line({ x: left, y: 792, maxWidth: 350, minScale: 0.7 });
    this.#invitation = [
      this.line({ x: left, y: 712, maxWidth: INVITATION_WIDTH }),
      this.line({ x: left, y: 746, maxWidth: INVITATION_WIDTH }),
      this.line({ x: left, y: 806, maxWidth: INVITATION_WIDTH }),
    ];
    this.#live = this.with(new LiveBadge(easel));
    this.#clock = this.with(new LotClock(easel));
    this.#host = new HostFigure(easel, kit.hosts.room, hostPlaces.room);
    this.root.addChild(this.#host.root);
    this.#caption = this.with(new Caption(easel, CAPTION_RIGHT));
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
    this.#number.set([
      { text: `LOT ${lot.number}`, style: type.label(21) },
      { text: `OF ${show.auction.lotCount}`, style: type.label(21, palette.third), gap: 8 },
    ]);
    this.#title.set(lot.title);
    this.#byline.set(bylineOf(lot));
    this.#live.set(show);
    this.#takeBids(show, lot, nowMs, first);
    this.#clock.set(lot, nowMs, first);
  }

  #takeBids(show: ShowState, lot: LotView, nowMs: number, first: boolean): void {
    const bid = lot.priceEth !== undefined;
    this.#priceLabel.set([{ text: bid ? 'HIGH BID' : 'OPENS AT', style: type.label(21) }]);
    this.#price.set(lot.priceEth ?? lot.openingEth, nowMs);
    this.#taken = { lotNumber: lot.number, hasBid: bid };
    this.#bidder.set(bidderOf(lot));
    this.#asking.set(askingOf(lot));
    this.#ticker.set(lot.bids, nowMs, first);
    this.#invite(bid ? undefined : show.howToBid);
    this.#lastCall.set(lastCallOf(lot));
    this.#warning.set([{ text: warningOf(lot), style: type.italic(78, palette.gold) }]);
  }

  /** Says how to bid while there is no bid whose row would stand there. */
  #invite(how: ShowState['howToBid'] | undefined): void {
    const [upper, lower, example] = this.#invitation;
    const style = type.sans(26);
    const measure = (text: string): number => widthOf(this.easel.measuring, [{ text, style }]);
    const lines = how ? wrap(tidy(how.text), INVITATION_WIDTH, 2, measure) : [];
    upper.set(lines[0] ? [{ text: lines[0], style }] : []);
    lower.set(lines[1] ? [{ text: lines[1], style }] : []);
    example.set(
      how ? [{ text: how.example, style: type.italic(46, palette.gold), elastic: true }] : [],
    );
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
    for (const line of this.#invitation) line.sprite.alpha = bids;
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
function lastCallOf({ phase, askEth }: LotView): Parameters<Line['set']>[0] {
  const style = type.sans(25);
  if (phase === 'closing') return [{ text: 'Waiting for bids on their way', style }];
  const ask = { text: `${askEth} ETH`, style: type.sans(25, 600, palette.text) };
  return [
    { text: 'Last chance at', style },
    { ...ask, gap: 7, elastic: true },
  ];
}

/** Who made the lot, and of what. */
function bylineOf(lot: LotView): Parameters<Line['set']>[0] {
  const style = type.sans(28);
  const dot = { text: '·', style: type.sans(28, 600, palette.third), gap: 13 };
  if (lot.medium === '') return [{ text: lot.artist, style, elastic: true }];
  return [
    { text: lot.artist, style, elastic: true },
    dot,
    { text: lot.medium, style, gap: 13, elastic: true },
  ];
}

function bidderOf(lot: LotView): Parameters<Line['set']>[0] {
  if (!lot.highBidder) {
    return [{ text: 'Waiting for the first bid', style: type.sans(33, 400, palette.third) }];
  }
  return [
    { text: lot.highBidder.name, style: type.sans(33, 700, palette.text), elastic: true },
    {
      text: `paddle ${lot.highBidder.paddle}`,
      style: type.sans(33, 400, palette.third),
      gap: 15,
    },
  ];
}

function askingOf(lot: LotView): Parameters<Line['set']>[0] {
  const quiet = { ...type.label(19, palette.third), tracking: 0.14 };
  return [
    { text: 'ASKING', style: type.label(19) },
    {
      text: `${lot.askEth} ETH`,
      style: { ...type.label(19, palette.text), tracking: 0.1 },
      gap: 7,
      elastic: true,
    },
    ...(lot.reserveMet === true ? [{ text: '·  RESERVE MET', style: quiet, gap: 12 }] : []),
  ];
}
