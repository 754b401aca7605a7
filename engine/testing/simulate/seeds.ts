import { Worker } from 'node:worker_threads';
import type { Outcome } from './simulate.js';

/** Seeds given to a thread at once: few enough that progress is seen. */
const SHARE = 25;

/**
 * Simulates `count` seeds from `first` on, on as many threads as asked for, and hands over every
 * outcome as it comes, in no order.
 *
 * @throws whatever broke in a thread
 */
export async function simulateSeeds(options: {
  readonly first: number;
  readonly count: number;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly hear: (outcome: Outcome) => void;
}): Promise<void> {
  const { first, count, threads, signal, hear } = options;
  let next = first;
  const share = (): readonly number[] => {
    const from = next;
    next = Math.min(first + count, from + SHARE);
    return Array.from({ length: next - from }, (_, i) => from + i);
  };
  const run = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./worker.js', import.meta.url));
      const end = () => {
        signal.removeEventListener('abort', end);
        void worker.terminate().then(() => resolve());
      };
      const give = () => {
        const seeds = share();
        if (seeds.length === 0) end();
        else worker.postMessage(seeds);
      };
      signal.addEventListener('abort', end, { once: true });
      worker.once('error', reject);
      worker.on('message', (outcomes: readonly Outcome[]) => {
        outcomes.forEach(hear);
        give();
      });
      give();
    });
  await Promise.all(Array.from({ length: threads }, run));
}
