const LEAST_MS = 1_000;
const MOST_MS = 30_000;
const REFUSED_LEAST_MS = 20_000;

/**
 * How long to wait before the next try, in milliseconds: by chance between one second and a limit
 * that doubles with every failure up to thirty seconds, so that many houses do not come back at
 * once. Who said no is asked at the slow end from the start.
 *
 * @param failures - tries that failed since the last good connection, 1 or more
 * @param chance - from 0 up to 1
 */
export function backoffMs(failures: number, isRefusal: boolean, chance: number): number {
  const least = isRefusal ? REFUSED_LEAST_MS : LEAST_MS;
  const most = isRefusal ? MOST_MS : Math.min(MOST_MS, LEAST_MS * 2 ** Math.min(failures, 10));
  return least + chance * (most - least);
}
