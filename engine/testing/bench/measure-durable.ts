import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { invariant } from '../../domain/invariant.js';
import { openBenchFloor, type BenchFloor } from './bench-floor.js';
import { writeBigBook } from './big-book.js';
import type { EveningOptions } from './evening.js';
import { latencyOf, rateOf, round, type Figures, type Rate } from './figures.js';

/** As many turns as the floor's worker puts into one commit. */
const BATCH = 200;
const ONE_LOT: EveningOptions = { bids: 60_000, lots: 1, bidders: 1_000, seed: 2 };

/** Posts read, ruled on and committed with their errands, in batches, without a queue. */
export async function measureDurable(dir: string, seconds: number): Promise<Figures['durable']> {
  const rate = await runBatches(dir, ONE_LOT, seconds);
  return { ...rate, synchronous: 'FULL', batch: BATCH };
}

/** Bids that name their lot, on 100 open lots and on one, a slice of each in turn. */
export async function measureLots100(dir: string, seconds: number): Promise<Figures['lots100']> {
  const evening = { ...ONE_LOT, bids: 40_000, atOnce: true };
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
): Promise<Figures['millionEvents']> {
  const evening = { ...ONE_LOT, bids: 20_000 };
  const big = { id: 'bench', events, lots: 200, bidders: 1_000, seed: 3 };
  const [empty, full] = await Promise.all([
    openBenchFloor({ dir: inside(dir), evening }),
    openBenchFloor({
      ...{ dir: inside(dir), evening: { ...evening, id: 'after' } },
      prepare: (ledger) => writeBigBook(ledger, big),
    }),
  ]);
  const times = { empty: [] as number[], full: [] as number[] };
  const end = performance.now() + seconds * 1000;
  for (let n = 0; performance.now() < end && n < evening.bids; n += 1) {
    times.empty.push(await timeOne(empty, n));
    times.full.push(await timeOne(full, n));
  }
  empty.close();
  full.close();
  const inEmpty = latencyOf(times.empty);
  const inFull = latencyOf(times.full);
  return {
    ...{ events, ...inFull, emptyP50Ms: inEmpty.p50Ms, emptyP99Ms: inEmpty.p99Ms },
    ratio: round(inFull.p99Ms / inEmpty.p99Ms),
  };
}

async function timeOne({ floor, bids }: BenchFloor, n: number): Promise<number> {
  const bid = bids[n];
  invariant(bid !== undefined, 'there are bids enough');
  const start = performance.now();
  await floor.run(bid);
  return performance.now() - start;
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
