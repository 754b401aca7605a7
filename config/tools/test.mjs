// Runs the tests and closes with one line that anyone can count by.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bringNetworkTools } from './set-up.mjs';

/** A pipe gets no colours, whatever npm says of them. */
const PLAIN = { NO_COLOR: '1', FORCE_COLOR: '0' };

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the given vitest projects, the fast ones first. Returns the exit code. */
export async function test(projects, args) {
  if (projects.includes('e2e')) await bringNetworkTools();
  const totals = { passed: 0, failed: 0 };
  for (const project of projects) {
    const { passed, failed } = await runProject(project, args);
    totals.passed += passed;
    totals.failed += failed;
    if (failed > 0) break;
  }
  process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`);
  return totals.failed === 0 && totals.passed > 0 ? 0 : 1;
}

async function runProject(project, args) {
  const folder = mkdtempSync(join(tmpdir(), 'sothebais-test-'));
  const file = join(folder, 'results.json');
  const code = await vitest([
    ...['run', '--config', 'config/tools/vitest.config.ts', '--project', project],
    // A file that was asked for is in one project of several.
    '--passWithNoTests',
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
  ]);
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(
      readFileSync(file, 'utf8'),
    );
    // A file that does not load fails no test of its own.
    const failed = Math.max(numFailedTests, numFailedTestSuites > 0 || code !== 0 ? 1 : 0);
    return { passed: numPassedTests, failed };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function vitest(args) {
  return new Promise((resolve) => {
    const bin = join(root, 'node_modules', '.bin', 'vitest');
    spawn(bin, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...(process.stdout.isTTY ? {} : PLAIN) },
    }).once('exit', resolve);
  });
}
