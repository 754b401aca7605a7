import { Easel } from '../layers/easel.js';
import { i420Of } from '../capture/i420.js';
import { paintSlate } from '../scenes/slate.js';
import { anEvening, type Published } from './evening.js';
import { answer, openStage, prepareWorker, type Order } from './stage-worker.js';

/** Brightness of a picture, block by block: one byte for each block of 20 by 20 pixels. */
export type Looks = Readonly<Record<string, readonly number[]>>;

const BLOCK_PX = 20;
/** After a state is published, when what it moves has come to rest. */
const RESTED_MS = 600;

answer(async (order: Order): Promise<Looks> => {
  await prepareWorker(order);
  const evening = anEvening();
  const looks: Record<string, readonly number[]> = {};
  for (const [name, published] of Object.entries(momentsOf(evening))) {
    const { director, switcher } = await openStage(order);
    const nowMs = published.atMs + RESTED_MS;
    switcher.show(director.update(published.show, { nowMs, deltaMs: 0 }));
    looks[name] = blocksOf(switcher.frame.bytes, order);
    director.destroy();
  }
  const [first] = evening;
  if (first) {
    const slate = paintSlate(new Easel(order.widthPx, order.heightPx), first.show);
    looks['slate'] = blocksOf(new Uint8Array(i420Of(slate)), order);
  }
  return looks;
});

/** One moment of each scene, and those of a lot. */
function momentsOf(evening: readonly Published[]): Readonly<Record<string, Published>> {
  const moments: Record<string, Published> = {};
  for (const published of evening) moments[momentOf(published)] ??= published;
  return moments;
}

function momentOf({ show: { scene, lot } }: Published): string {
  if (scene === 'lot' && lot?.bids.length !== 4) return `lot ${lot?.phase ?? ''}`;
  return scene === 'lot' ? 'lot with bids' : scene;
}

/** The luma plane of an I420 frame, averaged over blocks. */
function blocksOf(bytes: Uint8Array, { widthPx, heightPx }: Order): readonly number[] {
  const columns = widthPx / BLOCK_PX;
  const sums = new Float64Array(columns * (heightPx / BLOCK_PX));
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const block = Math.floor(y / BLOCK_PX) * columns + Math.floor(x / BLOCK_PX);
      sums[block] = (sums[block] ?? 0) + (bytes[y * widthPx + x] ?? 0);
    }
  }
  return Array.from(sums, (sum) => Math.round(sum / BLOCK_PX ** 2));
}
