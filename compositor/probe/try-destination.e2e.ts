import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Secret } from '../../config/secret.js';
import { createProcesses } from '../../engine/testing/real-processes.js';
import { until } from '../sink/testing/tools.js';
import { freeUdpPort, isUdpTaken } from '../sink/testing/udp.js';
import {
  startScriptedServer,
  type Script,
  type ScriptedServer,
} from '../sink/rtmp/testing/scripted-server.js';
import { tryDestination, type DestinationTrial } from './try-destination.js';

const KEY = 'lot-7_secret-key';

let dir: string;
let server: ScriptedServer | undefined;
const programs: ChildProcess[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'trial-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  for (const program of programs.splice(0)) program.kill('SIGKILL');
  await rm(dir, { recursive: true, force: true });
});

/** Tries what is ordered, and makes sure that what came of it tells the key to nobody. */
async function attempt(
  url: string,
  {
    key,
    diskFloorBytes = 0,
    signal,
  }: { key?: string; diskFloorBytes?: number; signal?: AbortSignal } = {},
): Promise<DestinationTrial> {
  const trial = await tryDestination(
    { id: 'main', url, ...(key === undefined ? {} : { key: new Secret(key) }) },
    {
      ...{ ffmpegPath: 'ffmpeg', processes: createProcesses(), diskFloorBytes },
      scratchDir: join(dir, 'scratch'),
    },
    signal ?? new AbortController().signal,
  );
  const { failure } = trial;
  const told = JSON.stringify([trial.url, failure?.message, failure?.hint, String(failure?.cause)]);
  for (const secret of [KEY, key].filter((one) => one !== undefined)) {
    expect(told).not.toContain(secret);
  }
  return trial;
}

async function portOf(listener: Server): Promise<number> {
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return (listener.address() as AddressInfo).port;
}

/** A TCP port where nobody listens. */
async function idlePort(): Promise<number> {
  const idle = createServer();
  const port = await portOf(idle);
  await new Promise((resolve) => idle.close(resolve));
  return port;
}

/** FFmpeg as whoever takes one stream and writes it nowhere. */
function receive(...input: readonly string[]): ChildProcess {
  const args = ['-v', 'fatal', '-nostdin', ...input, '-c', 'copy', '-f', 'null', '-'];
  const program = spawn('ffmpeg', args, { stdio: 'ignore' });
  programs.push(program);
  return program;
}

async function script(answers: Script): Promise<DestinationTrial> {
  server = await startScriptedServer(answers);
  return attempt(server.url, { key: KEY });
}

const published = 'NetStream.Publish.Start';

describe('a trial of an RTMP server', () => {
  test('tells that FFmpeg takes the stream, and lets go of it', async () => {
    const url = `rtmp://127.0.0.1:${await idlePort()}/live`;
    const ffmpeg = receive('-listen', '1', '-i', `${url}/${KEY}`);
    let trial = await attempt(url, { key: KEY });
    // It takes FFmpeg a moment to listen.
    await until(async () => {
      if (trial.failure?.code === 'DESTINATION_LOST') trial = await attempt(url, { key: KEY });
      return trial.failure?.code !== 'DESTINATION_LOST';
    });
    expect(trial).toEqual({ id: 'main', url, connectedMs: expect.any(Number) as number });
    await until(() => ffmpeg.exitCode !== null);
  });

  test.each([
    [
      'a wrong key that the server names',
      { publish: (client) => client.status('error', 'NetStream.Publish.BadName', 'No such key') },
      'saying "No such key"',
    ],
    [
      'a wrong key on which it hangs up',
      { publish: (client) => client.socket.end() },
      'the usual answer to a wrong key',
    ],
    [
      'a wrong key on which it hangs up once it has agreed',
      {
        publish: (client) => {
          client.status('status', published);
          setTimeout(() => client.socket.end(), 200);
        },
      },
      'the usual answer to a wrong key',
    ],
    [
      'an application that the server does not have',
      {
        connect: (client) =>
          client.command('_error', 1, null, {
            ...{ level: 'error', code: 'NetConnection.Connect.InvalidApp' },
            description: 'No application "live" here',
          }),
      },
      'saying "No application \'live\' here"',
    ],
    [
      'an application on which it hangs up',
      { connect: (client) => client.socket.end() },
      'an application that it does not have',
    ],
  ] satisfies [string, Script, string][])('tells %s', async (_what, answers, words) => {
    const { failure, connectedMs } = await script(answers);
    expect(failure).toMatchObject({ code: 'DESTINATION_REFUSED', details: { blame: 'ours' } });
    expect(failure?.message).toContain(words);
    expect(connectedMs).toBeUndefined();
  });

  test('tells that nobody listens', async () => {
    const port = await idlePort();
    const { failure } = await attempt(`rtmp://127.0.0.1:${port}/live`, { key: KEY });
    expect(failure).toMatchObject({
      code: 'DESTINATION_LOST',
      message: `Nobody listens at port ${port} of 127.0.0.1.`,
    });
  });

  test('tells a server that accepts and never answers', async () => {
    const { failure } = await script({ connected: (client) => client.socket.pause() });
    expect(failure).toMatchObject({
      code: 'DESTINATION_STALLED',
      message: expect.stringContaining('took the connection and did not answer') as string,
      details: { blame: 'destination' },
    });
  });

  test('tells a server that hangs up at once', async () => {
    const { failure } = await script({ connected: (client) => client.socket.resetAndDestroy() });
    expect(failure).toMatchObject({ code: 'DESTINATION_LOST', details: { blame: 'network' } });
  });

  test('tells a server of another kind', async () => {
    const { failure } = await script({
      connected: (client) => client.socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
    });
    expect(failure).toMatchObject({ code: 'DESTINATION_LOST', details: { blame: 'destination' } });
    expect(failure?.message).toContain('not as an RTMP server does');
  });

  test('is given up when it is told to', async () => {
    server = await startScriptedServer({ connect: () => undefined });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const startedMs = performance.now();
    const { failure } = await attempt(server.url, { key: KEY, signal: stop.signal });
    expect(failure?.code).toBe('INTERRUPTED');
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });

  test('tells what can be no address, and names no part of it', async () => {
    for (const url of ['rtmp://127.0.0.1', `rtmp://me:${KEY}@127.0.0.1/live`, 'rtmp:///live']) {
      const trial = await attempt(url, { key: KEY });
      expect(trial).toMatchObject({ url: '', failure: { code: 'DESTINATION_INVALID' } });
    }
  });
});

describe('a trial of an SRT listener', () => {
  const PASSPHRASE = 'correct-horse-battery';

  async function listen(): Promise<string> {
    const port = await freeUdpPort();
    receive('-i', `srt://127.0.0.1:${port}?mode=listener&passphrase=${PASSPHRASE}`);
    await until(() => isUdpTaken(port));
    return `srt://127.0.0.1:${port}`;
  }

  test('tells that it takes the stream', async () => {
    const url = await listen();
    expect(await attempt(url, { key: PASSPHRASE })).toEqual({
      ...{ id: 'main', url },
      connectedMs: expect.any(Number) as number,
    });
  });

  test('tells a wrong passphrase', async () => {
    const { failure } = await attempt(await listen(), { key: 'incorrect-horse' });
    expect(failure).toMatchObject({ code: 'DESTINATION_REFUSED' });
  });

  test('tells that nobody answers', async () => {
    const { failure } = await attempt(`srt://127.0.0.1:${await freeUdpPort()}`);
    expect(failure).toMatchObject({ code: 'DESTINATION_LOST', details: { blame: 'network' } });
  });
});

describe('a trial of a path', () => {
  test('tells that it can be written, makes its folder, and leaves nothing there', async () => {
    for (const name of ['evening.mp4', 'evening.mkv', 'live.m3u8']) {
      const url = join(dir, 'of', 'today', name);
      expect(await attempt(url)).toMatchObject({ url, connectedMs: expect.any(Number) as number });
    }
    expect(await readdir(join(dir, 'of', 'today'))).toEqual([]);
  });

  test('leaves alone what lies there: it may be on air', async () => {
    const files = ['evening.mp4', 'live-000007.ts', 'live.m3u8'];
    for (const file of files) await writeFile(join(dir, file), 'of the stream');
    expect((await attempt(join(dir, 'evening.mp4'))).failure).toBeUndefined();
    expect((await attempt(join(dir, 'live.m3u8'))).failure).toBeUndefined();
    for (const file of files) expect(await readFile(join(dir, file), 'utf8')).toBe('of the stream');
    expect((await readdir(dir)).filter((name) => name !== 'scratch').sort()).toEqual(files);
  });

  test('tells a path that cannot be written', async () => {
    await mkdir(join(dir, 'folder.mp4'));
    await writeFile(join(dir, 'file'), '');
    const unwritable = [join(dir, 'folder.mp4'), join(dir, 'file', 'x.mp4'), '/proc/x.m3u8'];
    for (const url of unwritable) {
      const trial = await attempt(url);
      expect(trial.failure).toMatchObject({
        code: 'DESTINATION_INVALID',
        message: `Nothing can be written to ${url}.`,
      });
    }
  });

  test('tells a disk that has no room left', async () => {
    const { failure } = await attempt(join(dir, 'evening.mp4'), { diskFloorBytes: 2 ** 52 });
    expect(failure).toMatchObject({ code: 'FOLDER_UNWRITABLE' });
    expect(failure?.message).toContain('is full');
  });

  test('tells a file of a kind that there is not, and no path at all', async () => {
    for (const url of [join(dir, 'evening.avi'), '']) {
      expect((await attempt(url)).failure).toMatchObject({ code: 'DESTINATION_INVALID' });
    }
  });
});
