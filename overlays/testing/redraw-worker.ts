import 'pixi.js/unsafe-eval';
import { DOMAdapter, WebWorkerAdapter } from 'pixi.js';
import type { ShowState } from '../../engine/domain/show.js';
import { I420 } from '../capture/pixels.js';
import { Switcher } from '../capture/switcher.js';
import { createDirector, type Director } from '../director.js';
import { loadFonts } from '../fonts.js';
import { anEvening } from './evening.js';

/** What to draw, and from where the fonts come. */
export interface Order {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly frameMs: number;
  readonly base: string;
}

/** What came of drawing a whole evening twice, by dirty tiles and whole. */
export interface Comparison {
  readonly frames: number;
  /** Frames whose picture is another than that of the frame before. */
  readonly moving: number;
  /** Part of all pixels that the dirty tiles drew again. */
  readonly redrawn: number;
  /** Where the two differ. */
  readonly differences: readonly string[];
}

interface Stage {
  readonly switcher: Switcher;
  readonly director: Director;
}

self.onmessage = ({ data }: MessageEvent<Order>) => {
  compare(data).then(
    (comparison) => self.postMessage({ comparison }),
    (error: unknown) => self.postMessage({ failure: String(error) }),
  );
};

async function compare(order: Order): Promise<Comparison> {
  DOMAdapter.set(WebWorkerAdapter);
  self.requestAnimationFrame = () => 0;
  self.cancelAnimationFrame = () => undefined;
  await loadFonts(order.base);
  const [dirty, whole] = [await openStage(order), await openStage(order)];
  const evening = anEvening();
  const startMs = evening[0]?.atMs ?? 0;
  const endMs = evening.at(-1)?.atMs ?? 0;
  const before = new Uint8Array((order.widthPx * order.heightPx * 3) / 2);
  const differences: string[] = [];
  let [frames, moving, area] = [0, 0, 0];
  for (let nowMs = startMs; nowMs < endMs; nowMs += order.frameMs, frames++) {
    const show = evening.findLast(({ atMs }) => atMs <= nowMs)?.show;
    if (!show) continue;
    area += draw(dirty, show, nowMs);
    whole.switcher.redraw();
    draw(whole, show, nowMs);
    const { bytes } = dirty.switcher.frame;
    if (firstDifference(bytes, before) >= 0) moving++;
    before.set(bytes);
    const at = firstDifference(bytes, whole.switcher.frame.bytes);
    if (at < 0) continue;
    const place = `${at % order.widthPx},${Math.floor(at / order.widthPx)}`;
    differences.push(`${show.scene} at ${Math.round(nowMs - startMs)} ms, from ${place} on`);
  }
  return { frames, moving, redrawn: area / frames / order.widthPx / order.heightPx, differences };
}

async function openStage({ widthPx, heightPx }: Order): Promise<Stage> {
  const switcher = await Switcher.open(widthPx, heightPx, I420);
  const artworks = new Map([1, 2, 3, 4].map((n) => [`work-${n}`, paintWork(n)] as const));
  const director = await createDirector({ widthPx, heightPx, artworks, ahead: switcher });
  return { switcher, director };
}

/** Draws one frame and prepares what comes; returns how many pixels changed. */
function draw({ switcher, director }: Stage, show: ShowState, nowMs: number): number {
  const rects = switcher.show(director.update(show, { nowMs, deltaMs: 0 }));
  while (director.prepare());
  return rects.reduce((sum, r) => sum + (r.right - r.left) * (r.bottom - r.top), 0);
}

function firstDifference(one: Uint8Array, other: Uint8Array): number {
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return i;
  return -1;
}

/** A picture with edges and slopes, another for each number. */
function paintWork(number: number): ImageBitmap {
  const canvas = new OffscreenCanvas(240 + 60 * number, 300);
  const brush = canvas.getContext('2d');
  if (!brush) throw new Error('An off-screen canvas gave no 2D context.');
  const sky = brush.createLinearGradient(0, 0, canvas.width, canvas.height);
  sky.addColorStop(0, `hsl(${number * 70} 60% 60%)`);
  sky.addColorStop(1, `hsl(${number * 70 + 120} 70% 25%)`);
  brush.fillStyle = sky;
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.fillStyle = '#fff4d6';
  brush.arc(canvas.width / 2, 120, 20 + 10 * number, 0, 2 * Math.PI);
  brush.fill();
  return canvas.transferToImageBitmap();
}
