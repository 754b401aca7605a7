import type { Texture } from 'pixi.js';
import type { Box, Light } from '../layout/places.js';
import { palette } from '../theme/tokens.js';
import type { Brush, Easel } from './easel.js';

/** Bakes a wall with its light, and the desk at its foot where there is one. */
export function paintWall(easel: Easel, lights: readonly Light[], desk: boolean): Texture {
  return easel.paintFull((brush) => drawWall(brush, easel, lights, desk));
}

/**
 * Draws the wall over a brush of the whole output, in output pixels.
 *
 * A grain of one level hides the bands that an encoder would make of so slow a gradient.
 */
export function drawWall(
  brush: Brush,
  easel: Easel,
  lights: readonly Light[],
  desk: boolean,
): void {
  brush.fillStyle = palette.wallDark;
  brush.fillRect(0, 0, easel.widthPx, easel.heightPx);
  for (const light of lights) pool(brush, easel, light);
  grain(brush, easel.widthPx, easel.heightPx);
  if (desk) paintDesk(brush, easel);
}

function pool(brush: Brush, easel: Easel, light: Light): void {
  const glow = brush.createRadialGradient(0, 0, 0, 0, 0, 1);
  // The stops follow a smooth fall of light; two stops would show a cone.
  for (let i = 0; i <= 12; i++) {
    const t = i / 12;
    const fall = (1 - t) * (1 - t) * (1 + 2 * t);
    glow.addColorStop(t, `rgba(74, 59, 47, ${fall * light.strength})`);
  }
  brush.save();
  brush.translate(easel.x(light.x), easel.y(light.y));
  brush.scale(light.radiusX * easel.scale, light.radiusY * easel.scale);
  brush.fillStyle = glow;
  brush.fillRect(-1, -1, 2, 2);
  brush.restore();
}

function grain(brush: Brush, width: number, height: number): void {
  const image = brush.getImageData(0, 0, width, height);
  const bytes = image.data;
  let seed = 0x2545f491;
  for (let i = 0; i < bytes.length; i += 4) {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
    const level = ((seed >>> 28) & 3) - 1;
    if (level === 2) continue;
    bytes[i] = (bytes[i] ?? 0) + level;
    bytes[i + 1] = (bytes[i + 1] ?? 0) + level;
    bytes[i + 2] = (bytes[i + 2] ?? 0) + level;
  }
  brush.putImageData(image, 0, 0);
}

/** Draws the front of the desk over a brush of the whole output, in output pixels. */
export function paintDesk(brush: Brush, easel: Easel): void {
  const top = easel.y(easel.layout.desk.top);
  const front = brush.createLinearGradient(0, top, 0, easel.heightPx);
  const [lit, dark] = easel.layout.desk.front;
  front.addColorStop(0, lit);
  front.addColorStop(1, dark);
  brush.fillStyle = front;
  brush.fillRect(0, top, easel.widthPx, easel.heightPx - top);
  for (const panel of easel.layout.desk.panels) sinkPanel(brush, easel, panel);
  const edge = brush.createLinearGradient(0, 0, easel.widthPx, 0);
  edge.addColorStop(0, 'rgba(231, 195, 123, 0.05)');
  edge.addColorStop(0.45, 'rgba(231, 195, 123, 0.20)');
  edge.addColorStop(1, 'rgba(231, 195, 123, 0.10)');
  brush.fillStyle = edge;
  brush.fillRect(0, top, easel.widthPx, Math.max(1, easel.px(1.5)));
}

/** A panel that lies deeper than the wood around it: in shadow above, its lower edge in the light. */
function sinkPanel(brush: Brush, easel: Easel, { x, y, width, height }: Box): void {
  const [left, top] = [easel.x(x), easel.y(y)];
  const [wide, high] = [easel.x(x + width) - left, easel.y(y + height) - top];
  const line = Math.max(1, easel.px(2));
  brush.fillStyle = 'rgba(0, 0, 0, 0.16)';
  brush.fillRect(left, top, wide, high);
  brush.fillStyle = 'rgba(0, 0, 0, 0.5)';
  brush.fillRect(left, top, wide, line);
  brush.fillRect(left, top, line, high);
  brush.fillStyle = 'rgba(231, 195, 123, 0.12)';
  brush.fillRect(left, top + high - line, wide, line);
  brush.fillRect(left + wide - line, top, line, high);
}
