import type { HostMood } from '../../engine/domain/show.js';
import type { Brush } from '../layers/easel.js';
import { EYES } from './body.js';
import type { Gaze, Lids } from './idle.js';
import { draw, fill, glow, oval } from './pen.js';
import type { Viseme } from './visemes.js';

const LASHES = 'M192 263 Q222 232 256 263 M298 263 Q332 232 362 263';

/** How far the irises stand from the middle of the eye. */
const LOOKS: Readonly<Record<Gaze, readonly [number, number]>> = {
  camera: [0, 0],
  artwork: [-8, -1],
  bids: [-6, -4],
  room: [6, -1],
  down: [-4, 4],
};

/** Paints both irises, clipped to the eyes, and the lashes over them. */
export function paintGaze(brush: Brush, gaze: Gaze): void {
  const [dx, dy] = LOOKS[gaze];
  brush.save();
  brush.clip(new Path2D(EYES));
  for (const x of [225, 331]) {
    const iris = brush.createRadialGradient(x + dx, 259 + dy, 0, x + dx, 259 + dy, 18);
    iris.addColorStop(0, '#7cbfab');
    iris.addColorStop(0.62, '#2d6a5a');
    iris.addColorStop(1, '#143c33');
    oval(brush, [x + dx, 261 + dy], [17, 17], iris);
    oval(brush, [x + dx, 261 + dy], [8, 8], '#0b0f12');
    oval(brush, [x - 6 + dx, 254 + dy], [4.5, 4.5], '#fff');
    oval(brush, [x + 6 + dx, 267 + dy], [2, 2], 'rgba(255, 255, 255, 0.6)');
    glow(brush, [x, 246], [30, 9], '60, 44, 34', 0.4);
  }
  brush.restore();
  draw(brush, LASHES, '#2a211c', 5);
}

/** Paints lids over the eyes; nothing when they are open. */
export function paintLids(brush: Brush, lids: Lids): void {
  if (lids === 'open') return;
  const [drop, color] = lids === 'half' ? [262, '#e7d8c6'] : [284, '#e4d4c1'];
  const lid = (from: number, to: number, middle: number): string =>
    `M${from} 263 Q${middle} 230 ${to} 263 Q${middle} ${drop} ${from} 263Z`;
  fill(brush, `${lid(192, 256, 223)} ${lid(298, 362, 331)}`, color);
  draw(brush, `M193 263 Q223 ${drop} 255 263 M299 263 Q331 ${drop} 361 263`, '#2a211c', 5);
  draw(
    brush,
    'M198 252 Q222 234 250 252 M304 252 Q332 234 356 252',
    'rgba(150, 122, 98, 0.45)',
    2.5,
  );
}

const BROWS: Readonly<Record<HostMood, string>> = {
  idle: 'M186 216 Q220 193 252 212 M304 210 Q338 191 370 218',
  welcoming: 'M186 208 Q220 183 252 204 M304 202 Q338 181 370 210',
  selling: 'M186 212 Q220 187 252 208 M304 206 Q338 185 370 214',
  warning: 'M186 214 Q220 198 254 220 M302 218 Q338 194 370 214',
  hammer: 'M186 210 Q220 185 252 206 M304 204 Q338 183 370 212',
  consoling: 'M186 222 Q216 202 250 202 M306 200 Q342 200 370 224',
};

/** Paints the brows of a mood. */
export function paintBrows(brush: Brush, mood: HostMood): void {
  draw(brush, BROWS[mood], '#1e2738', 9);
}

const RESTING: Readonly<Record<HostMood, string>> = {
  idle: 'M246 363 Q280 376 314 361',
  welcoming: 'M238 358 Q280 386 322 356',
  selling: 'M242 361 Q280 380 318 359',
  warning: 'M248 367 Q280 370 312 365',
  hammer: 'M238 358 Q280 386 322 356',
  consoling: 'M250 367 Q280 374 310 365',
};

/** Paints the mouth as it rests in a mood. */
export function paintRestingMouth(brush: Brush, mood: HostMood): void {
  draw(brush, RESTING[mood], '#8a3b36', 6);
  glow(brush, [280, 388], [26, 8], '150, 116, 92', 0.28);
}

/** An opened mouth: half its width, how deep it opens, how much of the teeth shows. */
const OPENINGS: Readonly<
  Record<Exclude<Viseme, 'rest' | 'closed'>, readonly [number, number, number]>
> = {
  small: [27, 15, 6],
  open: [33, 42, 10],
  wide: [42, 32, 12],
  round: [17, 30, 0],
  teeth: [30, 14, 13],
};

/** Paints the mouth of a sound. */
export function paintMouth(brush: Brush, viseme: Exclude<Viseme, 'rest'>): void {
  if (viseme === 'closed') {
    draw(brush, 'M248 363 Q280 373 312 362', '#8a3b36', 7);
    return;
  }
  const [half, depth, teeth] = OPENINGS[viseme];
  const top = viseme === 'round' ? 350 : 354;
  const lips =
    viseme === 'round'
      ? `M263 366 Q263 350 280 350 Q297 350 297 366 Q297 ${top + depth} 280 ${top + depth} Q263 ${top + depth} 263 366Z`
      : `M${280 - half} ${top} Q280 ${top + 7} ${280 + half} ${top} Q${280 + half * 0.82} ${top + depth} 280 ${top + depth} Q${280 - half * 0.82} ${top + depth} ${280 - half} ${top}Z`;
  fill(brush, lips, '#43141a');
  brush.save();
  brush.clip(new Path2D(lips));
  if (depth > 20) oval(brush, [280, top + depth], [half * 0.62, depth * 0.38], '#c4605b');
  if (teeth > 0)
    fill(
      brush,
      `M${280 - half} ${top - 4} h${2 * half} v${teeth + 4} q${-half} 6 ${-2 * half} 0Z`,
      '#fbf7ef',
    );
  brush.restore();
  draw(brush, lips, '#93403a', 5);
}
