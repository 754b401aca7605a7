import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
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

test('hands on the environment, and no secret in it', async () => {
  vi.stubEnv('STREAM_KEY', 'live_6f1c-secret');
  vi.stubEnv('LANG', 'en_GB.UTF-8');
  const child = await processes.start('sh', ['-c', 'tr "\\0" "\\n" </proc/$$/environ; env'], {
    missing: 'SANDBOX_FAILED',
  });
  let heard = '';
  for await (const chunk of child.stdout) heard += String(chunk);
  vi.unstubAllEnvs();
  expect(heard).toContain('LANG=en_GB.UTF-8');
  expect(heard).not.toContain('live_6f1c-secret');
});

test('kills a program that does not end when asked', async () => {
  const child = await processes.start(
    'sh',
    ['-c', 'trap "" TERM; echo deaf; while :; do sleep 1; done'],
    {
      missing: 'SANDBOX_FAILED',
    },
  );
  await once(child.stdout, 'data');
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
  await expect.poll(() => isAlive(pid)).toBe(false);
});
