// Pixi compiles code at run time unless this is there; the stage's policy forbids that.
import 'pixi.js/unsafe-eval';
import { DOMAdapter, WebWorkerAdapter } from 'pixi.js';
import type { StagePlan } from '../engine/ports/stage.js';
import { openBus, type Bus, type Tick } from './bus.js';
import { Painter } from './capture/painter.js';
import { openSink, type FrameSink } from './capture/sink.js';
import { createDirector, type Director } from './director.js';
import { loadFonts } from './fonts.js';

/** What the page hands the worker that draws. */
export interface Opening {
  readonly plan: StagePlan;
  readonly artworks: ReadonlyMap<string, ImageBitmap>;
  readonly canvas: OffscreenCanvas;
  /** The page's address: fonts and the bus lie beside it. */
  readonly base: string;
}

/** How long a scene gets to finish what it prepares off air, before the first frame is shown. */
const SETTLE_MS = 300;

const TIDY_EVERY_MS = 1_000;

/** The name of the worker that draws; any other worker of this file only starts that one. */
const PAINTER = 'painter';

self.onmessage = ({ data }: MessageEvent<Opening>) => {
  self.onmessage = null;
  if (self.name === PAINTER) void perform(data);
  else openPainter(data);
};

/**
 * What drives the browser watches the page and the workers it starts, and is sent a copy of all
 * that passes through their sockets; for frames that costs more than drawing them. It does not
 * watch the worker of a worker.
 */
function openPainter(opening: Opening): void {
  const painter = new Worker('worker.js', { type: 'module', name: PAINTER });
  painter.postMessage(opening, [opening.canvas, ...opening.artworks.values()]);
}

async function perform(opening: Opening): Promise<void> {
  const bus = await openBus(new URL('bus', opening.base.replace(/^http/, 'ws')).href);
  try {
    await openPicture(opening, bus);
    bus.report({ kind: 'ready' });
  } catch (error) {
    bus.report({ kind: 'failed', message: messageOf(error) });
  }
}

async function openPicture({ plan, artworks, canvas, base }: Opening, bus: Bus): Promise<void> {
  DOMAdapter.set(WebWorkerAdapter);
  replaceAnimationFrames();
  await loadFonts(base);
  const painter = await Painter.open(canvas);
  const sink = await openSink(plan, bus.socket);
  const { widthPx, heightPx } = plan;
  const director = await createDirector({ widthPx, heightPx, artworks });

  const first = await bus.firstShow;
  const frame = { nowMs: Date.now(), deltaMs: 0 };
  director.update(first, frame);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  director.update(first, frame);
  bus.onTick(createDraw(plan, bus, director, painter, sink));
}

/** The truck's ticks draw; Pixi asks for animation frames only to tidy up, and not all workers have them. */
function replaceAnimationFrames(): void {
  self.requestAnimationFrame = (tidy) =>
    setTimeout(() => tidy(performance.now()), TIDY_EVERY_MS) as unknown as number;
  self.cancelAnimationFrame = (id) => clearTimeout(id);
}

/** One picture a tick, at the tick's own time, so that motion stays even when ticks come late. */
function createDraw(
  plan: StagePlan,
  bus: Bus,
  director: Director,
  painter: Painter,
  sink: FrameSink,
): (tick: Tick) => void {
  let beforeMs: number | undefined;
  let troubled = false;
  return ({ tick, nowMs, slot }) => {
    const show = bus.latestShow();
    if (!show) return;
    try {
      director.update(show, { nowMs, deltaMs: nowMs - (beforeMs ?? nowMs) });
      if (plan.capture === 'canvas') {
        painter.paintOnScreen(director.root, plan.counter ? tick : undefined);
      } else {
        painter.paint(director.root);
        if (plan.counter) painter.stamp(tick);
      }
      troubled = false;
    } catch (error) {
      // The picture before stays on air; one report tells of a whole run of such frames.
      if (!troubled) bus.report({ kind: 'undrawn', message: messageOf(error) });
      troubled = true;
    }
    beforeMs = nowMs;
    sink.send(tick, slot, painter.frame.bytes);
  };
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
