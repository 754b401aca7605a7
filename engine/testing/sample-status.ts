import type { HouseStatus } from '../app/house-status.js';
import type { BidView, LotView, ShowState } from '../domain/show.js';
import { aStream } from './sample-stream.js';

/** The moment of the samples below, in milliseconds since the epoch. */
export const NOW = 1_764_000_000_000;

export const aBidView = (over: Partial<BidView> = {}): BidView => ({
  id: 'bid-1',
  amountEth: '1.1',
  name: '@ada',
  paddle: '101',
  source: 'post',
  atMs: NOW - 5_000,
  ...over,
});

/** A lot that is open with one bid, ten seconds before it closes. */
export const aLotView = (over: Partial<LotView> = {}): LotView => ({
  ...{ number: 1, title: 'Tidewater', artist: 'Mara Ellison', medium: 'Ink', artwork: 'a' },
  phase: 'open',
  warnings: 0,
  openingEth: '1',
  priceEth: '1.1',
  askEth: '1.2',
  highBidder: { name: '@ada', paddle: '101' },
  opensAtMs: NOW - 30_000,
  closesAtMs: NOW + 10_000,
  extensions: 0,
  bids: [aBidView()],
  bidCount: 1,
  bidderCount: 1,
  phaseSinceMs: NOW - 30_000,
  ...over,
});

/** A show with no lot on it yet. */
export const aShow = (over: Partial<ShowState> = {}): ShowState => ({
  revision: 1,
  scene: 'standby',
  sceneSinceMs: NOW,
  auction: {
    ...{ title: 'Salt & Signal', subtitle: '', lotCount: 3 },
    ...{ doorsAtMs: NOW + 6_000, soldCount: 0, totalEth: '0' },
  },
  catalogue: [],
  host: { name: 'Aurelia', mood: 'idle' },
  live: { watching: 0 },
  howToBid: { text: '', example: '' },
  ...over,
});

/** A house on air that shows this. */
export const aStatus = (
  show: ShowState | undefined,
  over: Partial<HouseStatus> = {},
): HouseStatus => ({
  auctionId: 'evening',
  ...(show ? { show } : {}),
  stream: aStream(),
  bids: { received: 9, accepted: 8, refused: 1 },
  troubles: [],
  ...over,
});
