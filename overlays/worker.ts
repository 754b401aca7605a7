// Pixi compiles code at run time unless this is there; the stage's policy forbids that.
import 'pixi.js/unsafe-eval';
import { DOMAdapter, WebWorkerAdapter } from 'pixi.js';
import { priceCheck } from '../engine/domain/price-check.js';
import type { Ask, StagePlan } from '../engine/ports/stage.js';
import { openBus, type Bus } from './bus.js';
import { noticeOf, type Capture } from './capture/capture.js';
import { i420Of } from './capture/i420.js';
import { openCapture } from './capture/open-capture.js';
import { I420, RGBA } from './capture/pixels.js';
import { Switcher } from './capture/switcher.js';
import { createDirector, type Director } from './director.js';
import { loadFonts } from './fonts.js';
import { Easel } from './layers/easel.js';
import { paintSlate } from './scenes/slate.js';
import { SpareTime } from './spare-time.js';

/** What the page hands the worker that draws. */
export interface Opening {
  readonly plan: StagePlan;
  readonly artworks: ReadonlyMap<string, ImageBitmap>;
  /** What the page shows, where it is filmed. */
  readonly screen: OffscreenCanvas | undefined;
  /** The page's address: fonts and the bus lie beside it. */
  readonly base: string;
}

/** The notice that no ask was made for. */
const SLATE = { tick: -1, slot: 0 } as const;

const TIDY_EVERY_MS = 1_000;

self.onmessage = ({ data }: MessageEvent<Opening>) => {
  self.onmessage = null;
  void perform(data);
};

async function perform(opening: Opening): Promise<void> {
  const url = new URL('bus', opening.base.replace(/^http/, 'ws')).href;
  const bus = await openBus(url, opening.plan.seal);
  try {
    await openPicture(opening, bus);
    bus.report({ kind: 'ready' });
  } catch (error) {
    bus.report({ kind: 'failed', message: messageOf(error) });
  }
}

async function openPicture({ plan, artworks, screen, base }: Opening, bus: Bus): Promise<void> {
  DOMAdapter.set(WebWorkerAdapter);
  replaceAnimationFrames();
  await loadFonts(base);
  const { widthPx, heightPx } = plan;
  const first = await bus.firstShow;
  if (plan.capture !== 'canvas') {
    const slate = paintSlate(new Easel(widthPx, heightPx), first);
    bus.notify(noticeOf(SLATE, { revision: first.revision, payload: i420Of(slate) }));
  }
  const switcher = await Switcher.open(widthPx, heightPx, screen ? RGBA : I420);
  const capture = await openCapture(plan, screen, (notice) => bus.notify(notice));
  const director = await createDirector({ widthPx, heightPx, artworks, ahead: switcher });
  // Builds and draws the first scene before anyone waits for a frame of it.
  switcher.show(director.update(first, { nowMs: Date.now(), deltaMs: 0 }));
  bus.onAsk(plan.fps, createDraw(plan, bus, director, switcher, capture));
}

/** The truck's ticks draw; Pixi asks for animation frames only to tidy up, and not all workers have them. */
function replaceAnimationFrames(): void {
  self.requestAnimationFrame = (tidy) =>
    setTimeout(() => tidy(performance.now()), TIDY_EVERY_MS) as unknown as number;
  self.cancelAnimationFrame = (id) => clearTimeout(id);
}

/** One picture an ask, at the ask's own time, so that motion stays even when asks come late. */
function createDraw(
  { fps }: StagePlan,
  bus: Bus,
  director: Director,
  switcher: Switcher,
  capture: Capture,
): (ask: Ask) => void {
  let beforeMs: number | undefined;
  let revision = 0;
  let troubled = false;
  const recover = (error: unknown): void => {
    // Half a picture may stand on the canvas.
    switcher.redraw();
    // One report tells of a whole run of such frames.
    if (!troubled) bus.report({ kind: 'undrawn', message: messageOf(error) });
    troubled = true;
  };
  const spareTime = new SpareTime(() => director.prepare(), fps, recover);
  return (ask) => {
    const askedMs = performance.now();
    const show = bus.latestShow();
    if (!show) return;
    const { nowMs } = ask;
    try {
      const look = director.update(show, { nowMs, deltaMs: nowMs - (beforeMs ?? nowMs) });
      const drawn = switcher.show(look);
      const { frame, whole } = switcher;
      // The picture stood before anyone asked for it.
      const changed = ask.anew || beforeMs === undefined ? whole : drawn;
      capture.take(ask, { frame, revision: director.revision, changed, check: checkOf(director) });
      ({ revision } = director);
      troubled = false;
    } catch (error) {
      capture.miss(ask, revision);
      recover(error);
    }
    beforeMs = nowMs;
    spareTime.begin(askedMs);
  };
}

const checkOf = ({ shownPrice }: Director): number =>
  shownPrice ? priceCheck(shownPrice.lotNumber, shownPrice.priceEth) : 0;

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
