import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../../config/secret.js';
import { createSrtConnect } from './srt.js';
import { encode, later, type Encoded } from './testing/encoded.js';
import { probe } from './testing/probe.js';
import { openTools, pace, until } from './testing/tools.js';
import { freeUdpPort, isUdpTaken } from './testing/udp.js';

const PASSPHRASE = 'correct-horse-battery';

let encoded: Encoded;
beforeAll(async () => {
  encoded = await encode(6);
});

const listeners: ChildProcess[] = [];
afterEach(() => {
  for (const listener of listeners.splice(0)) listener.kill('SIGKILL');
});

/** FFmpeg receives one publisher and writes what it gets. */
async function listen(into: string, passphrase?: string) {
  const port = await freeUdpPort();
  const query = passphrase === undefined ? '' : `&passphrase=${encodeURIComponent(passphrase)}`;
  const url = `srt://127.0.0.1:${port}?mode=listener${query}`;
  const args = ['-v', 'error', '-nostdin', '-i', url, '-c', 'copy', '-y', into];
  const listener = spawn('ffmpeg', args, { stdio: 'ignore' });
  listeners.push(listener);
  await until(() => isUdpTaken(port));
  return { url: `srt://127.0.0.1:${port}`, listener };
}

const { signal } = new AbortController();

describe('an SRT connection', () => {
  test('delivers, and tells its secrets to nobody who lists processes', async () => {
    const tools = await openTools();
    const into = join(tools.folder, 'got.ts');
    const { url } = await listen(into, PASSPHRASE);
    const key = new Secret(`passphrase=${PASSPHRASE}&streamid=live_4711`);
    const connection = await createSrtConnect(
      tools,
      `${url}?latency=200000`,
      key,
    )(encoded.format, signal);
    const line = await readFile(`/proc/${connection.pid ?? NaN}/cmdline`, 'utf8');
    expect(line).toContain('srt://127.0.0.1');
    expect(line).not.toMatch(/battery|live_4711|passphrase/);
    await until(async () => (await readdir(tools.workDir)).length === 0);
    await pace(encoded.packets, (packet) => connection.send(packet), 1.5);
    await connection.close(5_000);
    await until(() => listeners.every(({ exitCode }) => exitCode !== null));
    expect(await probe(into)).toMatchObject({ widthPx: 320, heightPx: 180 });
    // What the last moments hold is lost where the goodbye overtakes them: SRT is live.
    expect((await probe(into)).pictures).toBeGreaterThan(150);
  });

  test('tells a wrong passphrase from nobody who answers', async () => {
    const tools = await openTools();
    const { url } = await listen(join(tools.folder, 'got.ts'), PASSPHRASE);
    const wrong = createSrtConnect(tools, url, new Secret('incorrect-horse'));
    const refusal: unknown = await wrong(encoded.format, signal).catch((cause: unknown) => cause);
    expect(refusal).toMatchObject({
      code: 'DESTINATION_REFUSED',
      details: { blame: 'ours' },
    });
    expect(String(refusal)).not.toContain('horse');

    const nobody = createSrtConnect(tools, `srt://127.0.0.1:${await freeUdpPort()}`);
    await expect(nobody(encoded.format, signal)).rejects.toMatchObject({
      code: 'DESTINATION_LOST',
      details: { blame: 'network' },
    });
    await until(async () => (await readdir(tools.workDir)).length === 0);
  });

  test('leaves its secrets nowhere where FFmpeg cannot be started', async () => {
    const tools = { ...(await openTools()), ffmpegPath: 'no-such-program' };
    const connect = createSrtConnect(tools, 'srt://127.0.0.1:9', new Secret(PASSPHRASE));
    await expect(connect(encoded.format, signal)).rejects.toMatchObject({
      code: 'ENCODER_MISSING',
    });
    await until(async () => (await readdir(tools.workDir)).length === 0, 2_000);
  });

  test('ends when the other side is gone', async () => {
    const tools = await openTools();
    const { url, listener } = await listen(join(tools.folder, 'got.ts'));
    const connection = await createSrtConnect(tools, url)(encoded.format, signal);
    let isOver = false;
    void connection.ended.then(() => (isOver = true));
    // It is SRT that finds out, five seconds later, and FFmpeg when it next has something to send.
    const twice = [...encoded.packets, ...later(encoded.packets, 6_000)];
    const sending = pace(twice, (packet) => {
      if (!isOver) connection.send(packet);
    });
    setTimeout(() => listener.kill('SIGKILL'), 1_000);
    await sending;
    expect(isOver).toBe(true);
    expect(await connection.ended).toMatchObject({ code: 'DESTINATION_LOST' });
  });

  test('stops trying when it is told to', async () => {
    const tools = await openTools();
    const stop = new AbortController();
    const nobody = createSrtConnect(tools, `srt://127.0.0.1:${await freeUdpPort()}`);
    const trying = nobody(encoded.format, stop.signal).catch((cause: unknown) => cause);
    setTimeout(() => stop.abort(), 300);
    const startedMs = performance.now();
    await trying;
    expect(performance.now() - startedMs).toBeLessThan(2_500);
  });
});
