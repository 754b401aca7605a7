import { createHousePool } from './house-process.js';
import { holds, runTorture, type TortureRun } from './run.js';

/** Houses that wait while one is open: enough for two deaths at once. */
const WAITING = 2;

/** What `npm run torture` prints under `--json`. */
export interface TortureReport {
  readonly runs: number;
  readonly kills: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly divergent: number;
  /** Books that did not verify. */
  readonly unverified: number;
  /** Runs that did not come to their end in time. */
  readonly unended: number;
  /** Of the runs in which anything of this went wrong. */
  readonly seeds: readonly number[];
  readonly seconds: number;
}

/**
 * Holds so many evenings with the seeds from `seed` on, one after the other, and adds up what came
 * of them.
 *
 * @param onRun - told of each, with how long it took
 */
export async function torture(
  options: { readonly runs: number; readonly seed: number; readonly signal: AbortSignal },
  onRun: (run: TortureRun, seconds: number) => void,
): Promise<TortureReport> {
  const pool = createHousePool(WAITING);
  const done: TortureRun[] = [];
  const beganMs = Date.now();
  try {
    for (let i = 0; i < options.runs; i += 1) {
      const runBeganMs = Date.now();
      const run = await runTorture(options.seed + i, pool, options.signal);
      done.push(run);
      onRun(run, (Date.now() - runBeganMs) / 1_000);
    }
  } finally {
    await pool.close();
  }
  const sum = (read: (run: TortureRun) => number) => done.reduce((all, run) => all + read(run), 0);
  return {
    runs: done.length,
    kills: sum(({ kills }) => kills),
    acknowledged: sum(({ acknowledged }) => acknowledged),
    lost: sum(({ lost }) => lost),
    duplicated: sum(({ duplicated }) => duplicated),
    divergent: sum(({ divergent }) => divergent),
    unverified: sum(({ unverified }) => unverified),
    unended: sum(({ ended }) => (ended ? 0 : 1)),
    seeds: done.filter((run) => !holds(run)).map(({ seed }) => seed),
    seconds: Math.round((Date.now() - beganMs) / 100) / 10,
  };
}
