import { parseArgs } from 'node:util';
import { holds, type TortureRun } from './run.js';
import { torture, type TortureReport } from './torture.js';

const USAGE = 'Usage: npm run torture -- [--runs N] [--seed S] [--json]\n';
const EXIT = { fine: 0, broken: 1, usage: 2, interrupted: 130 } as const;

/** Reads the arguments; undefined where they are none of ours. */
function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        runs: { type: 'string', default: '20' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
      },
    });
    const [runs, seed] = [Number(values.runs), Number(values.seed)];
    const isWhole = Number.isSafeInteger(runs) && Number.isSafeInteger(seed);
    return isWhole && runs > 0 ? { runs, seed, json: values.json } : undefined;
  } catch {
    return undefined;
  }
}

function describeRun(run: TortureRun, seconds: number): string {
  const { seed, kills, acknowledged, lost, duplicated, divergent, unverified, ended } = run;
  const troubles = Object.entries({ lost, duplicated, divergent, unverified })
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what}`);
  if (!ended) troubles.push('it did not end');
  const verdict = holds(run) ? 'holds' : troubles.join(', ').toUpperCase();
  return `seed ${seed}: ${kills} kills, ${acknowledged} acknowledged, ${verdict} (${seconds.toFixed(1)} s)\n`;
}

function describe(report: TortureReport): string {
  const { runs, kills, acknowledged, seconds, seeds } = report;
  const verdict =
    seeds.length === 0
      ? 'Nothing lost, nothing twice, nothing otherwise than without a kill.'
      : `Not so with the seeds ${seeds.join(' ')}.`;
  return `${runs} runs, ${kills} kills, ${acknowledged} turns acknowledged in ${seconds} s. ${verdict}\n`;
}

const asked = readArguments();
if (!asked) {
  process.stderr.write(USAGE);
  process.exitCode = EXIT.usage;
} else {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
  try {
    const report = await torture({ ...asked, signal: stopping.signal }, (run, seconds) => {
      process.stderr.write(describeRun(run, seconds));
    });
    process.stdout.write(asked.json ? `${JSON.stringify(report)}\n` : describe(report));
    process.exitCode = report.seeds.length === 0 ? EXIT.fine : EXIT.broken;
  } catch (cause) {
    if (!stopping.signal.aborted) throw cause;
    const message = 'The torture was interrupted.';
    process.stderr.write(`${message}\n`);
    const error = { code: 'INTERRUPTED', message, hint: 'Run it again with the same seed.' };
    if (asked.json) process.stdout.write(`${JSON.stringify({ error })}\n`);
    process.exitCode = EXIT.interrupted;
  }
}
