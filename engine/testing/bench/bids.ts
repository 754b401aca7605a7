import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SothebaisError } from '../../domain/errors.js';
import type { Closeable } from '../../ports/closeable.js';
import { fail } from './fail.js';
import { measure, PARTS } from './measure.js';
import { formatFigures } from './table.js';

/** All but the book of a million events, which takes a minute to write. */
const USUAL = PARTS.filter((part) => part !== 'million');
const MILLION = 1_000_000;
const INTERRUPTED = 130;

/** Reads the arguments, measures, and prints. What it opened is gone however it ends. */
async function main(): Promise<void> {
  const { json, ...asked } = readArgs(process.argv.slice(2));
  const dir = mkdtempSync(join(tmpdir(), 'sothebais-bench-'));
  const kept: Closeable[] = [];
  const sweep = async () => {
    await Promise.allSettled(kept.map((thing) => thing.close()));
    rmSync(dir, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sweep().finally(() => process.exit(INTERRUPTED)));
  }
  try {
    const figures = await measure({
      ...{ ...asked, dir, events: MILLION },
      note: (part) => process.stderr.write(`${part} …\n`),
      keep: (thing) => kept.push(thing),
    });
    process.stdout.write(json ? `${JSON.stringify(figures)}\n` : formatFigures(figures));
  } finally {
    await sweep();
  }
}

function readArgs(argv: readonly string[]) {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      json: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '4' },
      only: { type: 'string' },
      million: { type: 'boolean', default: false },
    },
  });
  const names = values.only?.split(',') ?? [...USUAL, ...(values.million ? ['million'] : [])];
  const seconds = Number(values.seconds);
  const isKnown = names.every((name) => (PARTS as readonly string[]).includes(name));
  if (!isKnown || !(seconds > 0)) {
    throw new SothebaisError(
      'INPUT_INVALID',
      `Expected parts among ${PARTS.join(', ')} and seconds above 0, got "${names.join(',')}" and "${values.seconds}".`,
      {
        hint: 'Name the parts with `--only rules,queue`, and how long each runs with `--seconds`.',
      },
    );
  }
  return { json: values.json, seconds, parts: PARTS.filter((part) => names.includes(part)) };
}

await main().catch((cause: unknown) =>
  fail(cause, 'Flags: --json --seconds N --only PARTS --million.'),
);
