// Simulates auctions from seeds: `npm run simulate -- --seeds 10000 [--seed S] [--trace] [--json]`.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { simulateSeeds } from './seeds.js';
import { simulate, type Outcome } from './simulate.js';

/** How often progress is told where nobody watches a line change. */
const TELL_EVERY_MS = 10_000;
const USAGE = 2;
const FOUND = 1;

interface Asked {
  readonly seed: number;
  readonly seeds: number;
  readonly threads: number;
  readonly trace: boolean;
  readonly json: boolean;
}

function readArguments(): Asked {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '1000' },
      threads: { type: 'string', default: String(availableParallelism()) },
      trace: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const whole = (name: 'seed' | 'seeds' | 'threads', least: number): number => {
    const number = Number(values[name]);
    if (Number.isSafeInteger(number) && number >= least) return number;
    throw new Error(
      `Expected --${name} to be a whole number from ${least} on, got "${values[name]}".`,
    );
  };
  const { trace, json } = values;
  return {
    seed: whole('seed', 0),
    seeds: whole('seeds', 1),
    threads: whole('threads', 1),
    trace,
    json,
  };
}

/** Tells how far it is: on one line of a terminal, or now and then in a log. */
function createProgress(seeds: number) {
  const begun = Date.now();
  const isWatched = process.stderr.isTTY;
  let toldAt = begun;
  return (done: number, failed: number): void => {
    const now = Date.now();
    if (now - toldAt < (isWatched ? 200 : TELL_EVERY_MS) && done < seeds) return;
    toldAt = now;
    const line = `${done} of ${seeds} seeds, ${failed} failed, ${Math.round((now - begun) / 1000)} s`;
    process.stderr.write(isWatched ? `\r\u001b[2K${line}${done < seeds ? '' : '\n'}` : `${line}\n`);
  };
}

async function run({ seed, seeds, threads, trace, json }: Asked): Promise<number> {
  const begun = Date.now();
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const failed: Outcome[] = [];
  let done = 0;
  let simulatedMs = 0;
  const progress = createProgress(seeds);
  const hear = (outcome: Outcome) => {
    done += 1;
    simulatedMs += outcome.simulatedMs;
    if (outcome.failure) failed.push(outcome);
    if (!trace) progress(done, failed.length);
  };
  if (trace) hear(await simulate(seed, { story: (line) => process.stdout.write(`${line}\n`) }));
  else await simulateSeeds({ first: seed, count: seeds, threads, signal: stopping.signal, hear });

  const failures = failed.sort((a, b) => a.seed - b.seed);
  const seconds = (Date.now() - begun) / 1000;
  if (json) tellJson(done, failures, simulatedMs, seconds);
  else if (!trace) tellPeople(done, failures, simulatedMs, seconds);
  return failures.length > 0 ? FOUND : stopping.signal.aborted ? 130 : 0;
}

function tellJson(seeds: number, failed: readonly Outcome[], simulatedMs: number, seconds: number) {
  const failures = failed.map(({ seed, failure }) => ({ seed, ...failure }));
  const result = { seeds, failures, simulatedSeconds: Math.round(simulatedMs / 1000), seconds };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

function tellPeople(
  seeds: number,
  failed: readonly Outcome[],
  simulatedMs: number,
  seconds: number,
) {
  const hours = (simulatedMs / 3_600_000).toFixed(1);
  const times = Math.round(simulatedMs / 1000 / seconds);
  const lines = [
    `${seeds} auctions, ${hours} hours in ${Math.round(seconds)} s: ${times} times as fast as life.`,
    ...failed.map(({ seed, failure }) => `seed ${seed}: ${failure?.invariant}: ${failure?.why}`),
    failed.length === 0
      ? 'Every law held.'
      : `Read one: npm run simulate -- --seed ${failed[0]?.seed} --seeds 1 --trace`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

try {
  process.exitCode = await run(readArguments());
} catch (cause) {
  const message = cause instanceof Error ? cause.message : String(cause);
  const hint = 'Ask as in: npm run simulate -- --seeds 1000 --seed 1 --json';
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ error: { code: 'USAGE', message, hint } })}\n`);
  } else process.stderr.write(`Error: ${message}\nTry:   ${hint}\n`);
  process.exitCode = USAGE;
}
