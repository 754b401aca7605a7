import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));

/** The project's own command in a process of its own, as an operator runs it. */
export interface CommandRun {
  readonly process: ChildProcess;
  /** What it has written to stderr so far. */
  said(): string;
  /** Resolves when a line on stderr matches; rejects after `limitMs`. */
  says(pattern: RegExp, limitMs: number): Promise<void>;
  /** What it has written to stdout so far. */
  written(): string;
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string }>;
}

/** Starts `sothebais` with these arguments. */
export function sothebais(...args: string[]): CommandRun {
  const child = spawn(process.execPath, [BIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Without Vitest's word that this is a test, for which oclif would load a compiler.
    env: { ...process.env, NODE_ENV: undefined },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  return {
    process: child,
    said: () => stderr,
    says: async (pattern, limitMs) => {
      const deadline = Date.now() + limitMs;
      while (!pattern.test(stderr)) {
        if (Date.now() > deadline || child.exitCode !== null) {
          throw new Error(`It never said ${String(pattern)}, but:\n${stderr}`);
        }
        await sleep(50);
      }
    },
    written: () => stdout,
    ended: once(child, 'close').then(([code]) => ({ code: code as number | null, stdout })),
  };
}

/** Runs it to its end. */
export const run = (...args: string[]) => sothebais(...args).ended;

/** A folder that is gone when the test is. */
export function scratchFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'sothebais-e2e-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** Every process that descends from one, with its arguments, while it lives. */
export function descendants(
  pid: number,
): readonly { readonly pid: number; readonly words: string }[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), stat: readProc(name, 'stat') }))
    .map(({ pid: child, stat }) => ({
      pid: child,
      parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]),
    }));
  const found: { pid: number; words: string }[] = [];
  const add = (of: number) => {
    for (const { pid: child, parent } of parents) {
      if (parent !== of) continue;
      found.push({ pid: child, words: readProc(String(child), 'cmdline').replaceAll('\0', ' ') });
      add(child);
    }
  };
  add(pid);
  return found;
}

/** Whether a process is alive; a zombie is not. */
function isAlive(pid: number): boolean {
  const stat = readProc(String(pid), 'stat');
  return stat !== '' && !stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
}

/** Those of the processes still alive once they had time to go. */
export async function stillAlive(
  pids: readonly number[],
  limitMs: number,
): Promise<readonly number[]> {
  const deadline = Date.now() + limitMs;
  while (pids.some(isAlive) && Date.now() < deadline) await sleep(100);
  return pids.filter(isAlive);
}
