import type { Brush } from '../layers/easel.js';
import { draw, fill, glow, oval, shade, type Shade } from './pen.js';

const skin: Shade = {
  kind: 'radial',
  at: [0.42, 0.36],
  radius: 0.8,
  stops: [
    [0, '#fbf6ee'],
    [0.55, '#efe4d6'],
    [1, '#c7b39d'],
  ],
};
const coat: Shade = {
  kind: 'linear',
  to: [1, 1],
  stops: [
    [0, '#262935'],
    [1, '#0e0f14'],
  ],
};
const satin: Shade = {
  kind: 'linear',
  to: [1, 1],
  stops: [
    [0, '#444a5b'],
    [0.5, '#191b23'],
    [1, '#2f3340'],
  ],
};
const hair: Shade = {
  kind: 'linear',
  to: [1, 1],
  stops: [
    [0, '#465673'],
    [0.6, '#1f293b'],
    [1, '#131a27'],
  ],
};
const wood: Shade = {
  kind: 'linear',
  to: [1, 0],
  stops: [
    [0, '#6b3d20'],
    [0.5, '#a96c3d'],
    [1, '#57301a'],
  ],
};
const gold: Shade = {
  kind: 'linear',
  to: [1, 1],
  stops: [
    [0, '#f3d58b'],
    [0.5, '#b98736'],
    [1, '#f0cf86'],
  ],
};

const COAT = 'M40 680 C40 524 116 472 206 446 L350 446 C444 472 516 524 520 680Z';

/** Paints coat, shirt, lapels, bow and neck: everything that breathes but does not turn. */
export function paintTorso(brush: Brush): void {
  shade(brush, COAT, [40, 446, 480, 234], coat);
  // A rim of the lamp's warmth on the far shoulder parts the dark coat from the dark wall.
  draw(brush, 'M352 448 C444 474 512 526 519 660', 'rgba(231, 195, 123, 0.28)', 2.5);
  draw(brush, 'M204 448 C118 474 48 526 42 660', 'rgba(160, 176, 214, 0.20)', 2.5);
  fill(brush, 'M222 448 L278 660 L336 448 C310 470 246 470 222 448Z', '#f7f3ea');
  draw(brush, 'M279 520 L279 660', 'rgba(120, 104, 84, 0.30)', 2);
  const left = 'M222 446 L186 470 L170 540 L214 532 L206 556 L276 650 L280 650 L230 470Z';
  const right = 'M336 446 L372 470 L388 540 L344 532 L352 556 L284 650 L280 650 L328 470Z';
  shade(brush, left, [170, 446, 110, 204], satin);
  shade(brush, right, [280, 446, 108, 204], satin);
  oval(brush, [279, 556], [6, 6], '#14161c');
  oval(brush, [279, 600], [6, 6], '#14161c');
  fill(brush, 'M392 540 l52 -10 -6 22 -12 -6 -8 14 -10 -10 -14 8Z', '#f4efe4');
  fill(brush, 'M276 472 L226 448 L222 506 Z M284 472 L334 448 L338 506Z', '#0f5c4a');
  fill(brush, 'M276 472 L234 462 L232 492Z M284 472 L326 462 L328 492Z', '#1a866c');
  fill(brush, 'M268 465 q0 -7 7 -7 h10 q7 0 7 7 v16 q0 7 -7 7 h-10 q-7 0 -7 -7Z', '#0c4a3c');
  paintNeck(brush);
}

function paintNeck(brush: Brush): void {
  const neck = 'M238 392 L236 452 Q280 482 324 452 L322 392Z';
  shade(brush, neck, [236, 392, 88, 90], {
    kind: 'linear',
    to: [0, 1],
    stops: [
      [0, '#94806c'],
      [0.45, '#b9a48d'],
      [1, '#dccbb7'],
    ],
  });
}

/** Paints the head without what moves in it: hair, ears, porcelain mended with gold, whites of eyes. */
export function paintHead(brush: Brush): void {
  fill(
    brush,
    'M140 250 C120 120 200 50 290 52 C392 54 446 130 424 262 C420 300 408 318 404 318 L154 318 C146 300 144 280 140 250Z',
    '#111725',
  );
  paintEars(brush);
  const face =
    'M152 226 C152 140 210 104 280 104 C352 104 408 140 408 226 C408 330 352 420 280 420 C208 420 152 330 152 226Z';
  shade(brush, face, [152, 104, 256, 316], skin);
  brush.save();
  brush.clip(new Path2D(face));
  glow(brush, [280, 428], [120, 52], '120, 88, 62', 0.36);
  glow(brush, [420, 300], [70, 170], '120, 92, 70', 0.45);
  glow(brush, [238, 214], [74, 54], '255, 255, 255', 0.55);
  glow(brush, [204, 314], [44, 28], '231, 150, 128', 0.42);
  glow(brush, [352, 314], [44, 28], '222, 136, 116', 0.38);
  brush.restore();
  paintMending(brush);
  fill(brush, EYES, '#fdfbf6');
  glow(brush, [224, 250], [30, 10], '90, 70, 56', 0.35);
  glow(brush, [330, 250], [30, 10], '90, 70, 56', 0.35);
  draw(brush, 'M280 262 C276 292 268 306 266 314 Q278 324 292 316', '#b2987f', 5);
  glow(brush, [274, 288], [7, 26], '255, 255, 255', 0.5);
  paintHair(brush);
}

/** The openings of both eyes. */
export const EYES =
  'M196 262 Q222 236 252 262 Q224 286 196 262Z M302 262 Q332 236 358 262 Q330 286 302 262Z';

function paintEars(brush: Brush): void {
  oval(brush, [150, 276], [18, 30], '#d9c6b1');
  oval(brush, [410, 276], [18, 30], '#bfa892');
  draw(brush, 'M144 262 q-6 14 4 28', '#b49a82', 3);
  draw(brush, 'M416 262 q6 14 -4 28', '#a08871', 3);
}

function paintMending(brush: Brush): void {
  const seam = brush.createLinearGradient(186, 122, 398, 352);
  for (const [at, color] of gold.stops) seam.addColorStop(at, color);
  draw(brush, 'M352 122 L340 160 L356 188 L346 214 L372 236 L366 262 L392 282', seam, 4.5);
  draw(brush, 'M346 214 L318 226 M356 188 L384 180 M372 236 L398 226', seam, 3);
  draw(brush, 'M186 352 L206 340 L222 352 L236 346', seam, 3);
}

function paintHair(brush: Brush): void {
  const front =
    'M146 238 C136 130 206 62 296 66 C386 70 436 134 414 236 C404 196 388 168 352 152 C300 180 236 176 204 150 C176 170 156 196 146 238Z';
  glow(brush, [280, 168], [110, 22], '120, 92, 70', 0.3);
  shade(brush, front, [146, 66, 268, 172], hair);
  draw(
    brush,
    'M204 150 C240 128 300 120 352 152 M190 128 C236 92 316 86 376 122',
    'rgba(112, 133, 170, 0.55)',
    4,
  );
  draw(brush, 'M222 100 C262 78 320 80 356 98', 'rgba(150, 172, 208, 0.35)', 3);
}

/** Paints sleeve, cuff, hand and gavel in the arm's own units; the gavel turns in the hand. */
export function paintArm(brush: Brush, gavelDegrees: number): void {
  shade(
    brush,
    'M-8 240 C-22 130 12 66 58 46 L104 82 C84 130 84 160 92 240Z',
    [-22, 46, 126, 194],
    coat,
  );
  draw(brush, 'M-10 210 C-18 130 14 70 56 48', 'rgba(160, 176, 214, 0.22)', 2.5);
  fill(brush, 'M52 42 L112 88 L122 70 L66 28Z', '#f7f3ea');
  oval(brush, [112, 74], [4, 4], '#c79a4a');
  shade(brush, 'M64 30 C70 0 104 -16 124 4 C138 18 132 54 114 72Z', [64, -16, 74, 88], skin);
  brush.save();
  brush.translate(96, 16);
  brush.rotate(((28 + gavelDegrees) * Math.PI) / 180);
  brush.translate(-96, -16);
  paintGavel(brush);
  brush.restore();
  fill(brush, 'M80 10 C96 -6 122 -2 128 14 C120 26 92 30 80 10Z', '#f4eadd');
  draw(
    brush,
    'M84 22 C96 32 112 32 124 24 M80 36 C94 46 108 46 120 40',
    'rgba(160, 130, 104, 0.5)',
    2.5,
  );
}

/** Paints the gavel in the arm's own units: upright, held at (96, 16). */
export function paintGavel(brush: Brush): void {
  shade(
    brush,
    'M94 -104 h1 q6 0 6 6 v104 q0 6 -6 6 h-1 q-6 0 -6 -6 v-104 q0 -6 6 -6Z',
    [88, -104, 13, 130],
    wood,
  );
  const head = 'M58 -138 h74 q10 0 10 10 v26 q0 10 -10 10 h-74 q-10 0 -10 -10 v-26 q0 -10 10 -10Z';
  shade(brush, head, [48, -138, 94, 46], wood);
  brush.save();
  brush.clip(new Path2D(head));
  glow(brush, [95, -134], [52, 12], '255, 214, 160', 0.35);
  glow(brush, [95, -90], [60, 14], '30, 12, 2', 0.5);
  brush.restore();
  shade(brush, 'M60 -138 h8 v46 h-8Z', [60, -138, 8, 46], gold);
  shade(brush, 'M122 -138 h8 v46 h-8Z', [122, -138, 8, 46], gold);
}

/** Paints the block that the gavel falls on; its top stands at the origin. */
export function paintBlock(brush: Brush): void {
  glow(brush, [0, 46], [86, 14], '0, 0, 0', 0.7);
  shade(brush, 'M-58 4 L-64 36 Q0 52 64 36 L58 4 Q0 -8 -58 4Z', [-64, -8, 128, 60], wood);
  oval(brush, [0, 2], [58, 10], '#b77f4c');
  oval(brush, [0, 2], [46, 7], '#9a6336');
  draw(brush, 'M-61 24 Q0 40 61 24', '#d9ac5c', 4);
}
