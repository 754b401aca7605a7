import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SothebaisError } from '../../../domain/errors.js';

/**
 * Works in a folder that is gone afterwards, however the work ends.
 *
 * @param work - its signal fires on Ctrl-C and on SIGTERM
 * @throws SothebaisError `INTERRUPTED`
 */
export async function inOwnFolder(
  prefix: string,
  work: (dir: string, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), prefix));
  const stopping = new AbortController();
  const reason = new SothebaisError('INTERRUPTED', 'The measurement was interrupted.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stopping.abort(reason));
  }
  try {
    await work(dir, stopping.signal);
  } finally {
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}
