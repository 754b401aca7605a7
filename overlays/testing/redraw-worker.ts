import type { ShowState } from '../../engine/domain/show.js';
import { anEvening } from './evening.js';
import { answer, openStage, prepareWorker, type Order, type Stage } from './stage-worker.js';

/** An evening, drawn once every so many milliseconds. */
export interface RedrawOrder extends Order {
  readonly frameMs: number;
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

answer(compare);

async function compare(order: RedrawOrder): Promise<Comparison> {
  await prepareWorker(order);
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
