import type { BidView, HostMood, LotView, ShowState } from '../../../engine/domain/show.js';
import { ARTWORK_KEYS } from './paint-artworks.js';
import type { Published } from './show-script.js';

/** A bid comes so often. */
const BID_EVERY_MS = 800;
/** A late bid leaves at least so much on the clock. */
const LEAST_LEFT_MS = 6_000;
const ROWS_MAX = 8;
/** Lots are put up in turn, without end; this many stand in the catalogue. */
const LOTS = 6;
const PASSED_EVERY = 3;

const TITLES = ['Grain, First Light', 'Ninety Thousand Lines', 'Harbour in Squares'] as const;
const BIDDERS = ['@nightjar', '@saltpan', '@ko.eth', '@mara_v', '@tidewrack'] as const;
const LINES: readonly string[] = [
  'And we are away: thank you, in the second row.',
  'New money, and in no hurry at all. Who will have the next?',
  'It is against you, sir; one more, and she may be yours before the tide is out.',
  'Still not done? I am in no haste. Nor, I see, are you.',
];

/**
 * The busiest that the house shows, again and again: a bid every 0.8 s, the host speaking in
 * changing moods, the clock running down and put up again, fair warning, the hammer, every third
 * lot passed, and the dips from scene to scene. Without end.
 */
export function* busyShow(startMs: number): Generator<Published> {
  const room = new SaleRoom(startMs);
  for (let number = 1; ; number = (number % LOTS) + 1) {
    yield* takeBids(room, number);
    yield* number % PASSED_EVERY === 0 ? passLot(room) : sellLot(room);
    if (number === LOTS) yield room.publish({ scene: 'catalogue' }, 2_500);
  }
}

function* takeBids(room: SaleRoom, number: number): Generator<Published> {
  room.hang(number);
  yield room.speak('welcoming', `Lot ${number}. Where shall we begin?`, 1_400, { scene: 'lot' });
  for (let bid = 0; bid < 9; bid++) {
    const line = LINES[bid % LINES.length] ?? '';
    yield bid % 2 === 0
      ? room.speak('selling', line, BID_EVERY_MS, room.bid())
      : room.publish(room.bid(), BID_EVERY_MS);
  }
}

function* sellLot(room: SaleRoom): Generator<Published> {
  yield room.speak('warning', 'Fair warning.', 1_600, room.warn(1));
  yield room.speak('selling', 'A new bid, in time!', BID_EVERY_MS, room.bid());
  yield room.publish(room.bid(), BID_EVERY_MS);
  yield room.speak('warning', 'Last call, and I will sell it.', 1_600, room.warn(2));
  yield room.publish({ lot: room.turn('closing') }, BID_EVERY_MS);
  yield room.speak('hammer', 'Sold! It is yours.', 1_500, room.hammer());
  yield room.publish({ lot: room.settle() }, 1_000);
}

function* passLot(room: SaleRoom): Generator<Published> {
  yield room.speak('warning', 'Fair warning.', 1_600, room.warn(1));
  yield room.speak('consoling', 'We pass, with thanks.', 2_000, {
    ...{ scene: 'passed', lot: room.turn('passed') },
  });
}

type Change = Partial<Pick<ShowState, 'scene' | 'lot' | 'host' | 'auction'>>;

/** The room as it stands; every state builds on the one before. */
class SaleRoom {
  #nowMs: number;
  #show: ShowState;
  #lot: LotView;
  #bids = 0;

  constructor(startMs: number) {
    this.#nowMs = startMs;
    this.#lot = lotOf(1, startMs);
    this.#show = {
      ...{ revision: 0, scene: 'lot', sceneSinceMs: startMs, lot: this.#lot },
      auction: {
        title: 'Salt & Signal',
        subtitle: 'Six works, sold live and settled on chain',
        ...{ lotCount: LOTS, doorsAtMs: startMs, soldCount: 0, totalEth: '0' },
      },
      catalogue: Array.from({ length: LOTS }, (_, i) => rowOf(i + 1)),
      host: { name: 'Aurelia', mood: 'idle' },
      live: { watching: 1_204 },
      howToBid: {
        text: 'To bid: register once, then reply with an amount.',
        example: 'bid 1.5 ETH',
      },
    };
  }

  /** The room changed by `change`, as it is told; then time passes. */
  publish(change: Change, thenMs: number): Published {
    const { scene = this.#show.scene } = change;
    const sceneSinceMs = scene === this.#show.scene ? this.#show.sceneSinceMs : this.#nowMs;
    const revision = this.#show.revision + 1;
    const live = { watching: 1_204 + (revision % 37) };
    this.#show = { ...this.#show, lot: this.#lot, ...change, revision, sceneSinceMs, live };
    const published = { atMs: this.#nowMs, show: this.#show };
    this.#nowMs += thenMs;
    return published;
  }

  /** The same, with the host saying something. */
  speak(mood: HostMood, text: string, thenMs: number, change: Change): Published {
    const line = { text, sinceMs: this.#nowMs, untilMs: this.#nowMs + 1_900 };
    return this.publish({ ...change, host: { name: 'Aurelia', mood, line } }, thenMs);
  }

  hang(number: number): void {
    this.#lot = lotOf(number, this.#nowMs);
  }

  bid(): Change {
    const name = BIDDERS[this.#bids++ % BIDDERS.length] ?? '';
    const lot = this.#lot;
    const cents = 100 + lot.bidCount * 25;
    const bid: BidView = {
      ...{ id: `bid-${this.#bids}`, amountEth: ether(cents), name, paddle: '114' },
      ...{ source: this.#bids % 3 === 0 ? 'chain' : 'post', atMs: this.#nowMs },
    };
    const closesAtMs = Math.max(lot.closesAtMs ?? 0, this.#nowMs + LEAST_LEFT_MS);
    const isLate = closesAtMs !== lot.closesAtMs;
    return {
      scene: 'lot',
      lot: this.turn('open', {
        ...{ priceEth: bid.amountEth, askEth: ether(cents + 25), closesAtMs, warnings: 0 },
        ...{ highBidder: { name, paddle: '114' } },
        reserveMet: lot.number % PASSED_EVERY !== 0 && lot.bidCount > 3,
        ...{ extensions: lot.extensions + (isLate ? 1 : 0), bidCount: lot.bidCount + 1 },
        ...{ bids: [bid, ...lot.bids].slice(0, ROWS_MAX), bidderCount: BIDDERS.length },
      }),
    };
  }

  warn(warnings: number): Change {
    return { scene: 'fair-warning', lot: this.turn('fair-warning', { warnings }) };
  }

  hammer(): Change {
    const lot = this.turn('sold', { settlement: { state: 'pending' } });
    const soldCount = this.#show.auction.soldCount + 1;
    return { scene: 'hammer', lot, auction: { ...this.#show.auction, soldCount } };
  }

  settle(): LotView {
    const settlement = { state: 'settled', txHash: `0x${'5a17'.repeat(16)}` } as const;
    return this.turn('sold', { settlement });
  }

  turn(phase: LotView['phase'], change: Partial<LotView> = {}): LotView {
    const phaseSinceMs = phase === this.#lot.phase ? this.#lot.phaseSinceMs : this.#nowMs;
    this.#lot = { ...this.#lot, ...change, phase, phaseSinceMs };
    return this.#lot;
  }
}

function lotOf(number: number, nowMs: number): LotView {
  return {
    ...rowOf(number),
    ...{ medium: 'on chain, edition of one', phase: 'open', warnings: 0, askEth: '1.00' },
    ...{ opensAtMs: nowMs, closesAtMs: nowMs + 9_000, phaseSinceMs: nowMs, extensions: 0 },
    ...{ bids: [], bidCount: 0, bidderCount: 0, reserveMet: false },
  };
}

function rowOf(number: number) {
  const at = (number - 1) % ARTWORK_KEYS.length;
  const title = TITLES[at] ?? '';
  const artwork = ARTWORK_KEYS[at] ?? '';
  return { number, title, artist: 'Mara Ellison, 2026', artwork, openingEth: '1.00' };
}

const ether = (cents: number): string => (cents / 100).toFixed(2);
