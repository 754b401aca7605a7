import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SothebaisError } from '../../domain/errors.js';
import { measure, PARTS } from './measure.js';
import { formatFigures } from './table.js';

/** All but the book of a million events, which takes a minute to write. */
const USUAL = PARTS.filter((part) => part !== 'million');
const MILLION = 1_000_000;

/** Reads the arguments, measures, and prints; the folder is gone whatever happens. */
async function main(): Promise<void> {
  const args = readArgs(process.argv.slice(2));
  const dir = mkdtempSync(join(tmpdir(), 'sothebais-bench-'));
  const sweep = () => rmSync(dir, { recursive: true, force: true });
  process.once('SIGINT', () => {
    sweep();
    process.exit(130);
  });
  try {
    const figures = await measure({
      ...args,
      dir,
      note: (part) => process.stderr.write(`${part} …\n`),
    });
    process.stdout.write(args.json ? `${JSON.stringify(figures)}\n` : formatFigures(figures));
  } finally {
    sweep();
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
  const asked = values.only?.split(',') ?? [...USUAL, ...(values.million ? ['million'] : [])];
  const parts = PARTS.filter((part) => asked.includes(part));
  const seconds = Number(values.seconds);
  const isKnown = asked.every((part) => (PARTS as readonly string[]).includes(part));
  if (!isKnown || !(seconds > 0)) {
    throw new SothebaisError(
      'INPUT_INVALID',
      `Expected parts among ${PARTS.join(', ')} and seconds above 0, got "${asked.join(',')}" and "${values.seconds}".`,
    );
  }
  return { json: values.json, seconds, parts, events: MILLION };
}

await main();
