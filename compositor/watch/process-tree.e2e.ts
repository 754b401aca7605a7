import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cpuSeconds } from './cpu.js';
import { memoryBytes, memoryOver } from './memory.js';

const MIB = 1_024 * 1_024;
const hasProc = existsSync('/proc/self/stat');

test.runIf(hasProc)('sees what a child of a child takes', async () => {
  const hog =
    'const kept = Buffer.alloc(96 << 20, 1); const t = Date.now();' +
    'while (Date.now() - t < 300); console.log(kept.length); setInterval(() => {}, 1000)';
  const parent = spawn('sh', ['-c', '"$0" -e "$1" & wait', process.execPath, hog], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const pid = parent.pid ?? 0;
  try {
    await once(parent.stdout, 'data');
    expect(await cpuSeconds(pid)).toBeGreaterThan(0.1);
    expect(await memoryBytes(pid)).toBeGreaterThan(96 * MIB);
    expect(await memoryOver(64 * MIB, pid)).toBeGreaterThan(96 * MIB);
    expect(await memoryOver(4_096 * MIB, pid)).toBeGreaterThan(96 * MIB);
  } finally {
    process.kill(-pid, 'SIGKILL');
  }
  await once(parent, 'exit');
  expect(await cpuSeconds(pid)).toBe(0);
  expect(await memoryBytes(pid)).toBe(0);
});
