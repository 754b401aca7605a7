import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { invariant } from '../../domain/invariant.js';
import type { AuctionId } from '../../domain/ids.js';
import type { FloorTurn } from '../../ports/queues.js';
import { openBenchFloor, type BenchFloor } from './bench-floor.js';
import { writeBigBook } from './big-book.js';
import type { EveningOptions } from './evening.js';
import { latencyOf, rateOf, round, type Figures, type Rate } from './figures.js';
import { measureStart } from './start.js';

/** As many turns as the floor's worker puts into one commit. */
const BATCH = 200;
/** Bids that one book gets before it is the other's turn. */
const BLOCK = 50;
/** More than any machine writes in a second, together and one by one. */
const BIDS_A_SECOND = 30_000;
const COMMITS_A_SECOND = 8_000;

const eveningOf = (bids: number): EveningOptions => ({
  ...{ lots: 1, bidders: 1_000, seed: 2 },
  bids: Math.ceil(bids),
});

/** Posts read, ruled on and committed with their errands, in batches, without a queue. */
export async function measureDurable(dir: string, seconds: number): Promise<Figures['durable']> {
  const rate = await runBatches(dir, eveningOf(seconds * BIDS_A_SECOND), seconds);
  return { ...rate, synchronous: 'FULL', batch: BATCH };
}

/** Bids that name their lot, on 100 open lots and on one, a slice of each in turn. */
export async function measureLots100(dir: string, seconds: number): Promise<Figures['lots100']> {
  const evening = { ...eveningOf(seconds * BIDS_A_SECOND), atOnce: true };
  const [one, many] = await Promise.all([
    openBenchFloor({ dir: inside(dir), evening }),
    openBenchFloor({ dir: inside(dir), evening: { ...evening, lots: 100 } }),
  ]);
  const [timeOne, timeMany] = [createTimer(one), createTimer(many)];
  while (timeOne.ms + timeMany.ms < seconds * 1000 && timeOne.hasMore() && timeMany.hasMore()) {
    await timeOne.runBatch();
    await timeMany.runBatch();
  }
  one.close();
  many.close();
  const { perSecond } = timeMany.rate();
  const oneLotPerSecond = timeOne.rate().perSecond;
  return { perSecond, oneLotPerSecond, ratio: round(perSecond / oneLotPerSecond) };
}

/** One bid a commit, in a book of so many events and in an empty one, by turns. */
export async function measureBigBook(
  dir: string,
  seconds: number,
  events: number,
): Promise<Pick<Figures, 'millionEvents' | 'start'>> {
  const evening = eveningOf(seconds * COMMITS_A_SECOND);
  const big = { id: 'bench', events, lots: 200, bidders: 1_000, seed: 3 };
  const [empty, full] = await Promise.all([
    openBenchFloor({ dir: inside(dir), evening }),
    openBenchFloor({
      ...{ dir: inside(dir), evening: { ...evening, id: 'after' } },
      prepare: (ledger) => writeBigBook(ledger, big),
    }),
  ]);
  const [inEmpty, inFull]: [number[], number[]] = [[], []];
  const end = performance.now() + seconds * 1000;
  // By blocks, and each goes first as often: a flush is quicker right after another's.
  for (let n = 0; performance.now() < end && n < evening.bids; n += BLOCK) {
    const order = [
      { bench: empty, times: inEmpty },
      { bench: full, times: inFull },
    ];
    if ((n / BLOCK) % 2 === 1) order.reverse();
    for (const { bench, times } of order) {
      for (const bid of bench.bids.slice(n, n + BLOCK)) times.push(await timeOne(bench, bid));
    }
  }
  empty.close();
  full.close();
  const [few, many] = [latencyOf(inEmpty), latencyOf(inFull)];
  return {
    millionEvents: {
      ...{ events, ...many, emptyP50Ms: few.p50Ms, emptyP99Ms: few.p99Ms },
      ratio: round(many.p99Ms / few.p99Ms),
    },
    start: await measureStart(full.bookPath, 'bench' as AuctionId),
  };
}

async function timeOne({ floor }: BenchFloor, bid: FloorTurn): Promise<number> {
  const start = performance.now();
  const committed = await floor.run(bid);
  const ms = performance.now() - start;
  invariant(committed !== undefined, 'every bid is in the book');
  return ms;
}

async function runBatches(dir: string, evening: EveningOptions, seconds: number): Promise<Rate> {
  const bench = await openBenchFloor({ dir: inside(dir), evening });
  const timer = createTimer(bench);
  while (timer.ms < seconds * 1000 && timer.hasMore()) await timer.runBatch();
  bench.close();
  return timer.rate();
}

/** Runs the bids of a floor batch by batch, and counts. */
function createTimer({ floor, bids }: BenchFloor) {
  let next = 0;
  let ms = 0;
  return {
    get ms() {
      return ms;
    },
    hasMore: () => next < bids.length,
    rate: () => rateOf(next, ms),
    runBatch: async () => {
      const batch = bids.slice(next, next + BATCH);
      const start = performance.now();
      const outcomes = await floor.runAll(batch);
      ms += performance.now() - start;
      invariant(
        outcomes.every(({ kind }) => kind === 'committed'),
        'every bid is in the book',
      );
      next += batch.length;
    },
  };
}

const inside = (dir: string): string => mkdtempSync(join(dir, 'book-'));
