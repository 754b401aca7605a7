import type { Published } from './show-script.js';

const HOUR_MS = 3_600_000;

/** A scene that stands still: the empty room, hours before the doors open. */
export function* stillShow(startMs: number): Generator<Published> {
  yield {
    atMs: startMs,
    show: {
      ...{ revision: 1, scene: 'standby', sceneSinceMs: startMs },
      auction: {
        title: 'Salt & Signal',
        subtitle: 'Three works, sold live and settled on chain',
        ...{ lotCount: 3, doorsAtMs: startMs + 9 * HOUR_MS, soldCount: 0, totalEth: '0' },
      },
      catalogue: [],
      host: { name: 'Aurelia', mood: 'idle' },
      live: { watching: 0 },
      howToBid: {
        text: 'To bid: register once, then reply with an amount.',
        example: 'bid 1.5 ETH',
      },
    },
  };
}
