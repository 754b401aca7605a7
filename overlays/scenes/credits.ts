import type { Sprite } from 'pixi.js';
import type { CatalogueView, ShowState } from '../../engine/domain/show.js';
import { Caption } from '../layers/caption.js';
import { discard, type Brush } from '../layers/easel.js';
import { plural } from '../layers/figures.js';
import { Group } from '../layers/group.js';
import { drawRuns, fitRuns, widthOf, type Line, type Run } from '../layers/line.js';
import { LiveBadge } from '../layers/live-badge.js';
import { lookAt, type Frame, type Scene } from '../scene.js';
import { durations, easeOut, fade, progress } from '../theme/motion.js';
import type { CreditsLayout } from '../layout/layout.js';
import { palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';
import { planCredits, type CreditsPlan } from './credits-plan.js';
import type { Kit } from './kit.js';
import { pageAt, pageOpacity } from './paging.js';

const STAGGER_MS = 60;

/** The end: what every lot made and who took it home. */
export class CreditsScene extends Group implements Scene {
  readonly name = 'credits';
  readonly look = lookAt(this.root);
  readonly #at: CreditsLayout;
  readonly #label: Line;
  readonly #title: Line;
  readonly #total: Line;
  readonly #count: Line;
  readonly #foot: Line;
  readonly #live: LiveBadge;
  readonly #caption: Caption;
  readonly #above: Group;
  #plan: CreditsPlan;
  #rows: Sprite[] = [];
  #results = '';
  #seen: ShowState | undefined;

  constructor(kit: Kit) {
    super(kit.easel);
    this.backdrop(kit.walls.hall);
    const at = (this.#at = kit.easel.layout.credits);
    this.#plan = planCredits(0, at.rows);
    this.#label = this.line(at.label);
    this.#title = this.line(at.title);
    this.#total = this.line(at.total);
    this.#count = this.line(at.count);
    this.#above = this.with(new Group(kit.easel));
    this.#foot = this.line(at.foot);
    this.#live = this.with(new LiveBadge(kit.easel, at.live));
    this.#caption = this.with(new Caption(kit.easel, at.caption));
  }

  cue(show: ShowState): void {
    this.#take(show);
  }

  update(show: ShowState, { nowMs }: Frame): void {
    if (show !== this.#seen) this.#take(show);
    const { pages, page } = this.#plan;
    const up = pageAt(pages, 0, show.sceneSinceMs, nowMs);
    const opacity = pageOpacity(pages, show.sceneSinceMs, nowMs);
    for (let i = 0; i < this.#rows.length; i++) {
      const row = this.#rows[i];
      if (!row) continue;
      row.visible = page(i) === up;
      const sinceMs = show.sceneSinceMs + durations.take + i * STAGGER_MS;
      row.alpha = fade(easeOut(progress(nowMs, sinceMs, durations.ticker)) * opacity);
    }
    this.#caption.update(show, nowMs);
    this.#foot.sprite.visible = !this.#caption.root.visible;
  }

  #take(show: ShowState): void {
    this.#seen = show;
    const { auction, catalogue } = show;
    const { label, title, total, count, foot } = this.#at;
    const above = type.label(label.size);
    this.#label.set([{ text: auction.title.toUpperCase(), style: above, elastic: true }]);
    this.#title.set([{ text: 'Thank you', style: type.italic(title.size) }]);
    this.#total.set([
      {
        text: auction.totalEth,
        style: { ...type.serif(total.size), tabular: true },
        elastic: true,
      },
      { text: 'ETH', style: type.serif((total.size * 40) / 92, palette.gold), gap: 10 },
    ]);
    const sold = `${auction.soldCount} of ${plural(auction.lotCount, 'lot')} sold`;
    this.#count.set([{ text: sold, style: type.sans(count.size, 400, palette.third) }]);
    this.#live.set(show);
    this.#foot.set([{ text: footOf(show), style: type.sans(foot.size, 400, palette.third) }]);
    this.#setRows(catalogue);
  }

  /** Bakes the rows anew, once a result has changed. */
  #setRows(catalogue: readonly CatalogueView[]): void {
    const results = JSON.stringify(catalogue);
    if (results === this.#results) return;
    this.#results = results;
    for (const row of this.#rows) {
      discard(row.texture);
      row.destroy();
    }
    const plan = (this.#plan = planCredits(catalogue.length, this.#at.rows));
    this.#rows = catalogue.slice(0, plan.shown).map((row, index) => {
      const texture = this.easel.paint(plan.width, plan.pitch, (brush) =>
        paintRow(brush, row, plan),
      );
      const sprite = this.easel.hang(texture, plan.x(index), plan.y(index));
      return this.#above.root.addChild(sprite);
    });
  }

  override destroy(): void {
    for (const row of this.#rows) discard(row.texture);
    super.destroy();
  }
}

function footOf({ lot, auction }: ShowState): string {
  if (auction.soldCount === 0) return 'Nothing changed hands tonight. Thank you for watching.';
  if (lot?.settlement?.state === 'pending') {
    return 'Settling on chain: token and payment in one transaction';
  }
  return 'Every sale settles on chain: token and payment in one transaction';
}

function paintRow(brush: Brush, row: CatalogueView, { width, pitch, size }: CreditsPlan): void {
  const baseline = pitch * 0.68;
  const result = resultOf(row, size);
  const resultRuns = fitRuns(brush, result, { maxWidth: width * 0.5, minScale: 0.7 });
  const resultLeft = width - widthOf(brush, resultRuns);
  drawRuns(brush, resultRuns, resultLeft, baseline);
  const number: readonly Run[] = [
    {
      text: `${row.number}`,
      style: { ...type.sans(size * 0.68, 600, palette.label), tabular: true },
    },
  ];
  drawRuns(brush, number, 0, baseline);
  const sold = row.outcome === 'sold';
  const title: readonly Run[] = [
    {
      text: row.title,
      style: type.serif(size, sold ? palette.text : palette.second),
      elastic: true,
    },
  ];
  const titleLeft = size * 1.5;
  const room = { maxWidth: resultLeft - titleLeft - 24, minScale: 0.85 };
  drawRuns(brush, fitRuns(brush, title, room), titleLeft, baseline);
  brush.fillStyle = 'rgba(244, 237, 225, 0.10)';
  brush.fillRect(0, pitch - 1.5, width, 1.5);
}

function resultOf(row: CatalogueView, size: number): readonly Run[] {
  const quiet = type.sans(size * 0.72, 400, palette.third);
  if (row.outcome !== 'sold') return [{ text: row.outcome ?? 'not offered', style: quiet }];
  return [
    { text: row.winnerName ?? '', style: quiet, elastic: true },
    {
      text: row.hammerEth ?? '',
      style: { ...type.sans(size * 0.8, 600, palette.text), tabular: true },
      gap: size * 0.5,
    },
    { text: 'ETH', style: type.sans(size * 0.62, 600, palette.gold), gap: size * 0.2 },
  ];
}
