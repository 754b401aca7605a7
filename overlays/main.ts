import type { StagePlan } from '../engine/ports/stage.js';
import type { Opening } from './worker.js';

/** Longest side, in times the output's, to which a drawing without a size of its own is made. */
const VECTOR_SCALE = 1;

/** Brings the stage up: what a worker cannot do for itself is done here, then the worker draws. */
async function openStage(): Promise<void> {
  const plan = (await (await fetch('plan.json')).json()) as StagePlan;
  const artworks = new Map<string, ImageBitmap>();
  for (const { key, path } of plan.artworks) artworks.set(key, await loadArtwork(path, plan));
  const screen = plan.capture === 'canvas' ? openScreen(plan) : undefined;
  const opening: Opening = { plan, artworks, screen, base: document.baseURI };
  const worker = new Worker('worker.js', { type: 'module' });
  worker.postMessage(opening, [...(screen ? [screen] : []), ...artworks.values()]);
}

/** The canvas of the page that a capture films. */
function openScreen({ widthPx, heightPx }: StagePlan): OffscreenCanvas {
  const element = document.createElement('canvas');
  element.width = widthPx;
  element.height = heightPx;
  document.body.append(element);
  return element.transferControlToOffscreen();
}

/**
 * One artwork as pixels, never larger than the output: an image element draws an SVG without
 * running its scripts or fetching what it refers to.
 */
async function loadArtwork(path: string, plan: StagePlan): Promise<ImageBitmap> {
  const image = new Image();
  image.src = path;
  await image.decode();
  const isVector = path.endsWith('.svg');
  const width = image.naturalWidth || plan.heightPx;
  const height = image.naturalHeight || plan.heightPx;
  const fit = Math.min(plan.widthPx / width, plan.heightPx / height) * VECTOR_SCALE;
  const scale = isVector ? fit : Math.min(1, fit);
  const target = new OffscreenCanvas(
    Math.max(1, Math.round(width * scale)),
    Math.max(1, Math.round(height * scale)),
  );
  const context = target.getContext('2d');
  if (!context) throw new Error('This browser has no 2D canvas.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, target.width, target.height);
  return target.transferToImageBitmap();
}

await openStage();
