// A thread that simulates the seeds it is sent, and answers with what became of them.
import { parentPort } from 'node:worker_threads';
import { simulate, type Outcome } from './simulate.js';

parentPort?.on('message', (seeds: readonly number[]) => {
  void (async () => {
    const outcomes: Outcome[] = [];
    for (const seed of seeds) outcomes.push(await simulate(seed));
    parentPort?.postMessage(outcomes);
  })();
});
