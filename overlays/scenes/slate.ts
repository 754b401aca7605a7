import type { ShowState } from '../../engine/domain/show.js';
import { paintBlock, paintGavel } from '../character/body.js';
import type { Brush, Easel } from '../layers/easel.js';
import { drawRuns, fitRuns, widthOf, type Run } from '../layers/line.js';
import { wrap } from '../layers/typesetting.js';
import { drawWall } from '../layers/wall.js';
import type { SlateLayout } from '../layout/layout.js';
import type { LinePlace } from '../layout/places.js';
import { palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';

/** The middle of the gavel's head in its own drawing. */
const HEAD = { x: 95, y: -115, halfLength: 44 } as const;
const RULE_THICK = 2;

/**
 * Paints what is on air when the picture cannot be: whose auction this is, and that it goes on.
 * Nothing on it becomes untrue while it stays up.
 *
 * @returns the whole output's pixels
 */
export function paintSlate(easel: Easel, { auction }: ShowState): ImageData {
  const at = easel.layout.slate;
  const { title, words, below } = at;
  return easel.draw((brush) => {
    drawWall(brush, easel, [at.light], false);
    easel.toGrid(brush);
    layGavel(brush, at.gavel);
    const style = type.label(title.size);
    setLine(brush, title, [{ text: auction.title.toUpperCase(), style, elastic: true }]);
    setWords(brush, words, 'We will be right back');
    rule(brush, at.rule);
    setLine(brush, below, [{ text: 'One moment, please', style: type.sans(below.size) }]);
  });
}

function setWords(brush: Brush, place: SlateLayout['words'], text: string): void {
  const style = type.italic(place.size);
  const measure = (part: string): number => widthOf(brush, [{ text: part, style }]);
  const lines = wrap(text, place.maxWidth, place.baselines.length, measure);
  lines.forEach((line, index) => {
    const y = place.baselines[index] ?? 0;
    setLine(brush, { ...place, y }, [{ text: line, style }]);
  });
}

/** Sets a line about its middle. */
function setLine(brush: Brush, { x, y, ...room }: LinePlace, asked: readonly Run[]): void {
  const runs = fitRuns(brush, asked, room);
  drawRuns(brush, runs, x - widthOf(brush, runs) / 2, y);
}

/** A line of gold that melts away at both ends. */
function rule(brush: Brush, { x, y, halfWidth }: SlateLayout['rule']): void {
  const gold = brush.createLinearGradient(x - halfWidth, 0, x + halfWidth, 0);
  gold.addColorStop(0, 'rgba(231, 195, 123, 0)');
  gold.addColorStop(0.5, palette.gold);
  gold.addColorStop(1, 'rgba(231, 195, 123, 0)');
  brush.fillStyle = gold;
  brush.fillRect(x - halfWidth, y, 2 * halfWidth, RULE_THICK);
}

/** The gavel at rest on its block, above the words. */
function layGavel(brush: Brush, { x, y, scale }: SlateLayout['gavel']): void {
  brush.save();
  brush.translate(x, y);
  brush.scale(scale, scale);
  paintBlock(brush);
  brush.translate(0, -HEAD.halfLength);
  brush.rotate((-98 * Math.PI) / 180);
  brush.translate(-HEAD.x, -HEAD.y);
  paintGavel(brush);
  brush.restore();
}
