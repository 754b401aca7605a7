#!/usr/bin/env node
import { run } from '@oclif/core';
import { renderFailure } from './failure.js';

/** Help and `--version` leave oclif as an error with exit code 0. */
const isCleanExit = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  'oclif' in thrown &&
  (thrown as { oclif: { exit?: number } }).oclif.exit === 0;

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  process.exit(cause.code === 'EPIPE' ? 0 : 1);
});

// Words to a terminal that was closed are lost; the house still closes in good order.
process.stderr.on('error', () => undefined);

try {
  await run(process.argv.slice(2), import.meta.url);
} catch (thrown) {
  if (!isCleanExit(thrown)) renderFailure(thrown, process.argv.includes('--json'));
}

await Promise.all(
  [process.stdout, process.stderr].map(
    (stream) =>
      new Promise((resolve) => {
        stream.write('', resolve);
      }),
  ),
);
process.exit();
