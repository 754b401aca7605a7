import 'pixi.js/unsafe-eval';
import { DOMAdapter, WebWorkerAdapter } from 'pixi.js';
import { I420 } from '../capture/pixels.js';
import { Switcher } from '../capture/switcher.js';
import { createDirector, type Director } from '../director.js';
import { loadFonts } from '../fonts.js';

/** How large to draw, and from where the fonts come. */
export interface Order {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly base: string;
}

/** Has this worker answer the one order that is posted to it, or say why there is no answer. */
export function answer(draw: (order: never) => Promise<unknown>): void {
  self.onmessage = ({ data }: MessageEvent) => {
    draw(data as never).then(
      (given) => self.postMessage({ answer: given }),
      (error: unknown) => self.postMessage({ failure: String(error) }),
    );
  };
}

/** Brings a worker to where the stage's own is before it draws. */
export async function prepareWorker({ base }: Order): Promise<void> {
  DOMAdapter.set(WebWorkerAdapter);
  self.requestAnimationFrame = () => 0;
  self.cancelAnimationFrame = () => undefined;
  await loadFonts(base);
}

/** A director and what draws its looks. */
export interface Stage {
  readonly switcher: Switcher;
  readonly director: Director;
}

/** Opens a stage with four artworks, `work-1` to `work-4`. */
export async function openStage({ widthPx, heightPx }: Order): Promise<Stage> {
  const switcher = await Switcher.open(widthPx, heightPx, I420);
  const artworks = new Map([1, 2, 3, 4].map((n) => [`work-${n}`, paintWork(n)] as const));
  const director = await createDirector({ widthPx, heightPx, artworks, ahead: switcher });
  return { switcher, director };
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
