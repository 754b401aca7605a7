import type { ShowState } from '../../engine/domain/show.js';
import { Caption } from '../layers/caption.js';
import { formatDoorsClock } from '../layers/figures.js';
import { Group } from '../layers/group.js';
import { HowToBid } from '../layers/how-to-bid.js';
import type { Line } from '../layers/line.js';
import { Numerals } from '../layers/numerals.js';
import { Paragraph } from '../layers/paragraph.js';
import { Title } from '../layers/title.js';
import type { StandbyLayout } from '../layout/layout.js';
import { lookAt, type Frame, type Scene } from '../scene.js';
import { palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import type { Kit } from './kit.js';

/** Before the doors: the evening's title, a countdown, and how to bid. */
export class StandbyScene extends Group implements Scene {
  readonly name = 'standby';
  readonly look = lookAt(this.root);
  readonly #at: StandbyLayout;
  readonly #eyebrow: Line;
  readonly #title: Title;
  readonly #subtitle: Paragraph;
  readonly #clock: Numerals;
  readonly #soon: Line;
  readonly #below: Line;
  readonly #how: HowToBid;
  readonly #caption: Caption;
  #seen: ShowState | undefined;

  constructor(kit: Kit) {
    super(kit.easel);
    this.backdrop(kit.walls.hall);
    const at = (this.#at = kit.easel.layout.standby);
    this.#eyebrow = this.line(at.eyebrow);
    this.#title = this.with(new Title(kit.easel, at.title));
    this.#subtitle = this.with(new Paragraph(kit.easel, at.subtitle));
    this.#clock = this.with(new Numerals(kit.easel, palette.text, at.clock));
    this.#soon = this.line(at.soon);
    this.#below = this.line(at.below);
    this.#how = this.with(new HowToBid(kit.easel, at.how, palette.text));
    this.#caption = this.with(new Caption(kit.easel, at.caption));
  }

  cue(show: ShowState): void {
    this.#take(show);
  }

  update(show: ShowState, { nowMs }: Frame): void {
    if (show !== this.#seen) this.#take(show);
    const leftMs = show.auction.doorsAtMs - nowMs;
    const waiting = leftMs > 0;
    this.#clock.root.visible = waiting;
    if (waiting) this.#clock.set(formatDoorsClock(leftMs));
    this.#soon.sprite.visible = !waiting;
    this.#below.sprite.visible = waiting;
    this.#caption.update(show, nowMs);
    this.#how.root.visible = !this.#caption.root.visible;
  }

  #take(show: ShowState): void {
    this.#seen = show;
    const { auction, howToBid } = show;
    const at = this.#at;
    const lots = auction.lotCount === 1 ? 'ONE LOT' : `${auction.lotCount} LOTS`;
    this.#eyebrow.set([{ text: `LIVE AUCTION  ·  ${lots}`, style: type.label(at.eyebrow.size) }]);
    this.#title.set(auction.title);
    this.#subtitle.set(auction.subtitle, type.sans(at.subtitle.size));
    this.#soon.set([{ text: 'Any moment now', style: type.italic(at.soon.size) }]);
    this.#below.set([
      { text: 'UNTIL DOORS OPEN', style: type.label(at.below.size, palette.third) },
    ]);
    this.#how.set(howToBid);
  }
}
