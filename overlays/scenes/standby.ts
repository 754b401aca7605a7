import type { ShowState } from '../../engine/domain/show.js';
import { Caption } from '../layers/caption.js';
import { formatDoorsClock } from '../layers/figures.js';
import { Group } from '../layers/group.js';
import type { Line } from '../layers/line.js';
import { Numerals } from '../layers/numerals.js';
import { Title } from '../layers/title.js';
import { lookAt, type Frame, type Scene } from '../scene.js';
import { grid, palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import type { Kit } from './kit.js';

const middle = grid.width / 2;
const room = grid.width - 2 * grid.margin;

/** Before the doors: the evening's title, a countdown, and how to bid. */
export class StandbyScene extends Group implements Scene {
  readonly name = 'standby';
  readonly look = lookAt(this.root);
  readonly #eyebrow: Line;
  readonly #title: Title;
  readonly #subtitle: Line;
  readonly #clock: Numerals;
  readonly #soon: Line;
  readonly #below: Line;
  readonly #how: Line;
  readonly #caption: Caption;
  #seen: ShowState | undefined;

  constructor(kit: Kit) {
    super(kit.easel);
    this.backdrop(kit.walls.hall);
    const centred = { x: middle, maxWidth: room, align: 'center' } as const;
    this.#eyebrow = this.line({ ...centred, y: 170 });
    this.#title = this.with(new Title(kit.easel, { ...centred, y: 358, style: type.italic(196) }));
    this.#subtitle = this.line({ ...centred, y: 442, maxWidth: 1400, minScale: 0.7 });
    this.#clock = this.with(
      new Numerals(kit.easel, type.sans(196, 600, palette.text), { ...centred, y: 680 }),
    );
    this.#soon = this.line({ ...centred, y: 668 });
    this.#below = this.line({ ...centred, y: 746 });
    this.#how = this.line({ ...centred, y: 976, minScale: 0.7 });
    this.#caption = this.with(new Caption(kit.easel, grid.width - grid.margin));
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
    this.#how.sprite.visible = !this.#caption.root.visible;
  }

  #take(show: ShowState): void {
    this.#seen = show;
    const { auction, howToBid } = show;
    const lots = auction.lotCount === 1 ? 'ONE LOT' : `${auction.lotCount} LOTS`;
    this.#eyebrow.set([{ text: `LIVE AUCTION  ·  ${lots}`, style: type.label(23) }]);
    this.#title.set(auction.title);
    this.#subtitle.set([{ text: auction.subtitle, style: type.sans(36), elastic: true }]);
    this.#soon.set([{ text: 'Any moment now', style: type.italic(110) }]);
    this.#below.set([{ text: 'UNTIL DOORS OPEN', style: type.label(22, palette.third) }]);
    this.#how.set([
      { text: howToBid.text, style: type.sans(30, 400, palette.text), elastic: true },
      { text: '·', style: type.sans(30, 600, palette.third), gap: 16 },
      { text: howToBid.example, style: type.sans(30, 400, palette.gold), gap: 16 },
    ]);
  }
}
