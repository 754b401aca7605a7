import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Config, type Command } from '@oclif/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import StreamAdd from '../../cli/commands/stream/add.js';
import StreamList from '../../cli/commands/stream/list.js';
import StreamRemove from '../../cli/commands/stream/remove.js';
import StreamSnapshot from '../../cli/commands/stream/snapshot.js';
import StreamStart from '../../cli/commands/stream/start.js';
import StreamStatus from '../../cli/commands/stream/status.js';
import StreamStop from '../../cli/commands/stream/stop.js';
import StreamTest from '../../cli/commands/stream/test.js';
import { announceAddress, houseFolder, leaveFolder, takeFolder } from '../../cli/house-folder.js';
import { startHouseServer, type HouseServer } from '../../engine/adapters/web/house-server.js';
import { createStreamDesk } from '../../engine/app/desk/stream-desk.js';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { DestinationHealth, DestinationOrder } from '../../engine/ports/program.js';
import { at } from '../../engine/testing/builders.js';
import { aStatus } from '../../engine/testing/sample-status.js';
import { aDestination, aStream } from '../../engine/testing/sample-stream.js';

const MAIN: DestinationOrder = { id: 'main', url: 'rtmp://live.example/app' };
const KEY = 'live_6f1c-secret';
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);
const REFUSED = {
  ...{ message: 'live.example refused the stream key.', code: 'DESTINATION_REFUSED' },
  blame: 'destination' as const,
};

let data: string;
let server: HouseServer | undefined;
let snapshot: () => Promise<Uint8Array>;
const orders = new Map<string, DestinationOrder>();

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'sothebais-stream-'));
  process.exitCode = undefined;
  snapshot = async () => JPEG;
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  leaveFolder(houseFolder(data));
  rmSync(data, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

/** A house whose programme goes wherever it is told, and is refused wherever the key is wrong. */
async function openHouse(): Promise<void> {
  orders.clear();
  orders.set(MAIN.id, MAIN);
  const desk = createStreamDesk({
    program: {
      health: () => aStream({ destinations: [...orders.values()].map(standing) }),
      add: (order) => {
        if (order.url.startsWith('http')) {
          throw new SothebaisError('DESTINATION_INVALID', 'http:// is no address for a stream.');
        }
        orders.set(order.id, order);
      },
      remove: async (id) => {
        if (!orders.delete(id)) throw new SothebaisError('DESTINATION_UNKNOWN', `No ${id} here.`);
      },
      snapshot: () => snapshot(),
    },
    destinations: [MAIN],
    clock: { now: () => at(1) },
  });
  const folder = houseFolder(data);
  await takeFolder(folder);
  const token = 'token';
  const nobody = { ask: async () => Promise.reject(new Error('Not asked.')) };
  server = await startHouseServer({
    ...{ port: 0, status: () => aStatus(undefined), stream: { desk: () => desk, token } },
    ...{ moves: { desk: nobody, token }, errands: { desk: nobody, token } },
  });
  announceAddress(folder, server.url, token);
}

function standing({ id, url, key }: DestinationOrder): DestinationHealth {
  if (key?.reveal() === 'wrong') {
    return aDestination({ id, url, state: 'reconnecting', bytes: 0, trouble: REFUSED });
  }
  return aDestination({ id, url });
}

/** Runs the command as the shell would; what it wrote and its exit code. */
async function run(command: typeof Command, ...argv: string[]) {
  let [stdout, stderr] = ['', ''];
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    stdout += typeof chunk === 'string' ? chunk : `<${chunk.length} bytes>`;
    return true;
  });
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    stderr += String(chunk);
    return true;
  });
  try {
    await command.run.call(
      command as never,
      'data' in command.flags ? [...argv, '--data', data] : [...argv],
      await Config.load(import.meta.url),
    );
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
  const { exitCode = 0 } = process;
  process.exitCode = undefined;
  return { stdout: stripVTControlCharacters(stdout), stderr, exitCode };
}

describe('the stream commands', () => {
  test.each([
    ['status', StreamStatus, []],
    ['list', StreamList, []],
    ['add', StreamAdd, ['rtmp://a/b']],
    ['remove', StreamRemove, ['main']],
    ['snapshot', StreamSnapshot, ['--out', '/nowhere/at/all.jpg']],
    ['stop', StreamStop, ['--why', 'x']],
  ] as const)('%s says that no house runs', async (_name, command, argv) => {
    const { exitCode, stderr } = await run(command, ...argv);
    expect(exitCode).toBe(69);
    expect(stderr).toContain('HOUSE_DOWN');
    const json = await run(command, ...argv, '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'HOUSE_DOWN' } });
  });

  test('status tells all there is, as a page and as JSON', async () => {
    await openHouse();
    const { stdout, exitCode } = await run(StreamStatus);
    expect(exitCode).toBe(0);
    for (const part of ['ON AIR 1:05', 'native', '30.0 distinct', 'main', 'live', '20 ms']) {
      expect(stdout).toContain(part);
    }
    const sheet: unknown = JSON.parse((await run(StreamStatus, '--json')).stdout);
    expect(sheet).toEqual({ ...aStream({ destinations: [standing(MAIN)] }), offAir: null });
  });

  test('status --follow goes on until Ctrl-C, a line a second', async () => {
    await openHouse();
    const ended = run(StreamStatus, '--follow', '--json');
    setTimeout(() => process.emit('SIGINT'), 1_500);
    const { stdout, exitCode } = await ended;
    const lines = stdout.trim().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(2);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ fps: 30 });
    expect(exitCode).toBe(0);
  });

  test('a destination is added, listed and removed', async () => {
    await openHouse();
    const added = await run(StreamAdd, 'rtmp://b.example/app', '--id', 'second');
    expect(added.stdout).toContain('second is live at rtmp://b.example/app.');
    expect((await run(StreamList)).stdout).toMatch(/second +live/);
    expect((await run(StreamRemove, 'second')).stdout).toContain('second is removed.');
    expect([...orders.keys()]).toEqual(['main']);
  });

  test('a path is meant from where the operator stands', async () => {
    await openHouse();
    await run(StreamAdd, './copy.mkv');
    expect(orders.get('file')?.url).toBe(join(process.cwd(), 'copy.mkv'));
  });

  test.each(['env', 'file'])(
    'a stream key from %s reaches the house and is shown nowhere',
    async (from) => {
      await openHouse();
      const file = join(data, 'key');
      writeFileSync(file, `${KEY}\n`);
      vi.stubEnv('MY_KEY', KEY);
      const flags = from === 'env' ? ['--key-env', 'MY_KEY'] : ['--key-file', file];
      const { stdout, stderr } = await run(StreamAdd, 'rtmp://b/c', ...flags, '--json');
      expect(orders.get('rtmp')?.key?.reveal()).toBe(KEY);
      expect(stdout + stderr + (await run(StreamStatus, '--json')).stdout).not.toContain(KEY);
    },
  );

  test('a wrong key reads well, and is told to whose fault it is', async () => {
    await openHouse();
    vi.stubEnv('STREAM_KEY', 'wrong');
    const { stdout, exitCode } = await run(StreamAdd, 'rtmp://live.example/app');
    expect(stdout).toContain('rtmp is not live yet: live.example refused the stream key.');
    expect(stdout).toContain('DESTINATION_REFUSED');
    expect(exitCode).toBe(0);
  });

  test.each([
    [StreamAdd, ['http://a/b'], 65, 'DESTINATION_INVALID'],
    [StreamAdd, ['rtmp://a/b', '--id', 'main'], 65, 'DESTINATION_KNOWN'],
    [StreamAdd, ['rtmp://a/b', '--id', 'no spaces'], 65, 'INPUT_INVALID'],
    [StreamAdd, ['rtmp://a/b', '--key-env', 'NOT_SET'], 65, 'INPUT_MISSING'],
    [StreamAdd, ['rtmp://a/b', '--key-file', '/nowhere'], 65, 'INPUT_MISSING'],
    [StreamAdd, ['rtmp://a/b', '--key', KEY], 2, 'USAGE'],
    [StreamRemove, ['other'], 65, 'DESTINATION_UNKNOWN'],
    [StreamSnapshot, ['--out', '-'], 2, 'USAGE'],
    [StreamSnapshot, ['--out', '/nowhere/a.jpg'], 69, 'FOLDER_UNWRITABLE'],
    [StreamStop, [], 2, 'USAGE'],
    [StreamStop, ['--why', ' '], 65, 'WHY_MISSING'],
    [StreamStart, ['--scene', 'busy'], 75, 'HOUSE_RUNNING'],
  ] as const)('%o %o fails as %i %s', async (command, argv, exit, code) => {
    await openHouse();
    const { stdout, exitCode } = await run(command, ...argv, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code } });
    expect(exitCode).toBe(exit);
  });

  test('a test leaves alone what a house streams to', async () => {
    await openHouse();
    vi.stubEnv('SOTHEBAIS_DATA', data);
    vi.stubEnv('SOTHEBAIS_DESTINATION_URL', MAIN.url);
    const { stdout, exitCode } = await run(StreamTest, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'HOUSE_RUNNING' } });
    expect(exitCode).toBe(75);
  });

  test('the picture is kept in a file, or goes to a pipe as it is', async () => {
    await openHouse();
    const path = join(data, 'a.jpg');
    const { stdout } = await run(StreamSnapshot, '--out', path, '--json');
    expect(JSON.parse(stdout)).toEqual({ path, bytes: JPEG.length });
    expect(new Uint8Array(readFileSync(path))).toEqual(JPEG);
    expect((await run(StreamSnapshot, '--out', '-')).stdout).toBe(`<${JPEG.length} bytes>`);
  });

  test('a bug of the house’s is told as one, and prints no stack there', async () => {
    await openHouse();
    snapshot = () => Promise.reject(new TypeError('x is not a function'));
    const { stdout, stderr, exitCode } = await run(StreamSnapshot, '--out', '/nowhere', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'BUG', message: 'The house failed with BUG: x is not a function' },
    });
    expect([stderr, exitCode]).toEqual(['', 1]);
  });

  test('the stream is taken off air for a reason, and put on again', async () => {
    await openHouse();
    await run(StreamStop, '--why', 'Fire alarm', '--by', 'olga');
    expect(orders.size).toBe(0);
    expect((await run(StreamStatus)).stdout).toMatch(/OFF AIR since .*: Fire alarm \(olga\)/);
    expect((await run(StreamStart)).stdout).toContain('The stream is on air again.');
    expect((await run(StreamStart)).stdout).toContain('The stream is on air already.');
    expect([...orders.keys()]).toEqual(['main']);
  });
});
