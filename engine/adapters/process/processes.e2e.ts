import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createProcesses } from './processes.js';

const processes = createProcesses();

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('hands a program its input and every further pipe', async () => {
  const child = await processes.start('sh', ['-c', 'cat; cat <&3'], {
    missing: 'SANDBOX_FAILED',
    pipes: 1,
  });
  child.stdin.end('one ');
  child.pipes[0]?.end('two');
  let heard = '';
  for await (const chunk of child.stdout) heard += String(chunk);
  expect(heard).toBe('one two');
  expect(await child.exited).toBe(0);
});

test('hears a program on a further pipe', async () => {
  const child = await processes.start('sh', ['-c', 'echo hello >&3'], {
    missing: 'SANDBOX_FAILED',
    pipes: 1,
  });
  let heard = '';
  for await (const chunk of child.pipes[0] ?? []) heard += String(chunk);
  expect(heard).toBe('hello\n');
});

test('kills a program that does not end when asked', async () => {
  const child = await processes.start('sh', ['-c', 'trap "" TERM; while :; do sleep 1; done'], {
    missing: 'SANDBOX_FAILED',
  });
  await sleep(100);
  await child.stop(100);
  expect(isAlive(child.pid)).toBe(false);
});

test('names a program that is not there', async () => {
  const start = processes.start('no-such-program', [], { missing: 'ENCODER_MISSING' });
  await expect(start).rejects.toMatchObject({ code: 'ENCODER_MISSING' });
});

test('leaves no program behind when the house is killed', async () => {
  const script = `
    import { createProcesses } from '${fileURLToPath(new URL('../../../dist/engine/adapters/process/processes.js', import.meta.url))}';
    const child = await createProcesses().start('sleep', ['60'], { missing: 'SANDBOX_FAILED' });
    console.log(child.pid);
    setInterval(() => {}, 1000);`;
  const house = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [chunk] = (await once(house.stdout, 'data')) as [Buffer];
  const pid = Number(chunk.toString());
  expect(isAlive(pid)).toBe(true);

  house.kill('SIGKILL');
  for (let tries = 0; tries < 50 && isAlive(pid); tries += 1) await sleep(50);
  expect(isAlive(pid)).toBe(false);
});
