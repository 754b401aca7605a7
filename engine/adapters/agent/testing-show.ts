import type { LotView, ShowState } from '../../domain/show.js';

/** An evening at its third lot, for tests of the host. */
export function aShow(
  lot: Partial<{ [K in keyof LotView]: LotView[K] | undefined }> = {},
): ShowState {
  return {
    revision: 12,
    scene: 'lot',
    sceneSinceMs: 0,
    auction: {
      title: 'Evening Light',
      subtitle: 'Works on chain',
      lotCount: 12,
      doorsAtMs: 0,
      soldCount: 2,
      totalEth: '7.75',
    },
    lot: {
      number: 3,
      title: 'Low Tide, Salt Light',
      artist: 'Ilse Marr',
      medium: '2026 · on chain, edition of one',
      artwork: 'tide',
      phase: 'open',
      openingEth: '2',
      priceEth: '4.25',
      askEth: '4.5',
      highBidder: { name: '@nightjar', paddle: '17' },
      reserveMet: false,
      closesAtMs: 1,
      extensions: 2,
      bids: [
        { id: 'b', name: '@nightjar', amountEth: '4.25', paddle: '17', source: 'post', atMs: 0 },
      ],
      bidCount: 5,
      bidderCount: 14,
      phaseSinceMs: 0,
      ...lot,
    } as LotView,
    catalogue: [],
    host: { name: 'Aurelia', mood: 'selling' },
    live: { watching: 1240 },
    howToBid: { text: 'Post your bid to @SothebAIs.', example: '@SothebAIs bid 4.5' },
  };
}
