import type { ShowState } from '../../engine/domain/show.js';
import { paintBlock, paintGavel } from '../character/body.js';
import type { Brush, Easel } from '../layers/easel.js';
import { drawRuns, fitRuns, widthOf, type Run } from '../layers/line.js';
import { drawWall } from '../layers/wall.js';
import { grid, palette } from '../theme/tokens.js';
import { type } from '../theme/typography.js';

const MIDDLE = grid.width / 2;
const ROOM = { maxWidth: grid.width - 2 * grid.margin };
/** Top of the block, and the middle of the gavel's head in its own drawing. */
const GAVEL = { x: MIDDLE - 34, y: 366, head: { x: 95, y: -115, halfLength: 44 } } as const;
const RULE = { y: 700, halfWidth: 150, thick: 2 } as const;

/**
 * Paints what is on air when the picture cannot be: whose auction this is, and that it goes on.
 * Nothing on it becomes untrue while it stays up.
 *
 * @returns the whole output's pixels
 */
export function paintSlate(easel: Easel, { auction }: ShowState): ImageData {
  return easel.draw((brush) => {
    drawWall(
      brush,
      easel,
      [{ x: 960, y: 540, radiusX: 1080, radiusY: 760, strength: 0.74 }],
      false,
    );
    easel.toGrid(brush);
    layGavel(brush);
    centre(brush, 488, [
      { text: auction.title.toUpperCase(), style: type.label(24), elastic: true },
    ]);
    centre(brush, 642, [{ text: 'We will be right back', style: type.italic(168) }]);
    rule(brush);
    centre(brush, 778, [{ text: 'One moment, please', style: type.sans(38) }]);
  });
}

function centre(brush: Brush, y: number, asked: readonly Run[]): void {
  const runs = fitRuns(brush, asked, ROOM);
  drawRuns(brush, runs, MIDDLE - widthOf(brush, runs) / 2, y);
}

/** A line of gold that melts away at both ends. */
function rule(brush: Brush): void {
  const { y, halfWidth, thick } = RULE;
  const gold = brush.createLinearGradient(MIDDLE - halfWidth, 0, MIDDLE + halfWidth, 0);
  gold.addColorStop(0, 'rgba(231, 195, 123, 0)');
  gold.addColorStop(0.5, palette.gold);
  gold.addColorStop(1, 'rgba(231, 195, 123, 0)');
  brush.fillStyle = gold;
  brush.fillRect(MIDDLE - halfWidth, y, 2 * halfWidth, thick);
}

/** The gavel at rest on its block, above the words. */
function layGavel(brush: Brush): void {
  const { x, y, head } = GAVEL;
  brush.save();
  brush.translate(x, y);
  paintBlock(brush);
  brush.restore();
  brush.save();
  brush.translate(x, y - head.halfLength);
  brush.rotate((-98 * Math.PI) / 180);
  brush.translate(-head.x, -head.y);
  paintGavel(brush);
  brush.restore();
}
