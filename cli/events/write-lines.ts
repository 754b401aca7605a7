import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes lines and returns once the reader can take more: memory stays flat whatever the length. */
export async function writeLines(output: Writable, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  if (!output.write(`${lines.join('\n')}\n`)) await once(output, 'drain');
}
