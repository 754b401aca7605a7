import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  announceAddress,
  clearFolder,
  clearOutputs,
  findDesk,
  findHouse,
  houseFolder,
  houseKey,
  isStarting,
  leaveFolder,
  takeFolder,
  type HouseFolder,
} from './house-folder.js';

let root = '';
let folder: HouseFolder;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sothebais-folder-'));
  folder = houseFolder(join(root, 'data'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const tenantFile = () => join(folder.inner, 'house.json');
const tenant = () => JSON.parse(readFileSync(tenantFile(), 'utf8')) as unknown;

function inhabit(by: { readonly pid: number; readonly url?: string }): void {
  mkdirSync(folder.inner, { recursive: true });
  writeFileSync(tenantFile(), JSON.stringify(by));
}

/** The id of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ['--version']).pid;

/** A house as others meet it: a living process, this one's parent, that answers on `/health`. */
async function withHouse<Result>(use: (url: string) => Promise<Result>): Promise<Result> {
  const server = createServer((_request, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await use(url);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test('an address that cannot be told leaves no draft of it', () => {
  mkdirSync(tenantFile(), { recursive: true });
  expect(() => announceAddress(folder, 'http://127.0.0.1:1', 'token')).toThrow(
    expect.objectContaining({ code: 'FOLDER_UNWRITABLE' }),
  );
  expect(readdirSync(folder.inner)).toEqual(['house.json']);
});

test('a house is starting from when it takes the folder until it tells its address', async () => {
  expect(await isStarting(folder)).toBe(false);
  inhabit({ pid: deadPid() });
  expect(await isStarting(folder)).toBe(false);
  await takeFolder(folder);
  expect(await isStarting(folder)).toBe(true);
  announceAddress(folder, 'http://127.0.0.1:1', 'token');
  expect(await isStarting(folder)).toBe(false);
});

describe('takeFolder', () => {
  test('makes the folder, for its owner alone', async () => {
    await takeFolder(folder);
    expect(tenant()).toEqual({ pid: process.pid });
    expect(statSync(folder.inner).mode & 0o777).toBe(0o700);
  });

  test('may be done twice by one process', async () => {
    await takeFolder(folder);
    await takeFolder(folder);
    expect(tenant()).toEqual({ pid: process.pid });
  });

  test('refuses a folder in which a house answers, naming it', async () => {
    await withHouse(async (url) => {
      inhabit({ pid: process.ppid, url });
      await expect(takeFolder(folder)).rejects.toMatchObject({
        code: 'HOUSE_RUNNING',
        message: `A house with process id ${process.ppid} runs in ${folder.root}.`,
      });
      expect(tenant()).toEqual({ pid: process.ppid, url });
    });
  });

  test('waits for a house that is on its way out', async () => {
    await withHouse(async (url) => {
      inhabit({ pid: process.ppid, url });
      setTimeout(() => rmSync(tenantFile()), 400);
      await takeFolder(folder);
    });
    expect(tenant()).toEqual({ pid: process.pid });
  });

  test('leaves the folder to whoever took it over in the meantime', async () => {
    const server = createServer((_request, response) => {
      inhabit({ pid: process.ppid });
      setTimeout(() => rmSync(tenantFile(), { force: true }), 600);
      response.writeHead(500).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    inhabit({
      pid: process.ppid,
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
    const taken = takeFolder(folder);
    await sleep(300);
    expect(tenant()).toEqual({ pid: process.ppid });
    await taken;
    server.close();
    expect(tenant()).toEqual({ pid: process.pid });
    expect(readdirSync(folder.inner)).toEqual(['house.json']);
  });

  test('takes over from a process that is gone', async () => {
    inhabit({ pid: deadPid() });
    await takeFolder(folder);
    expect(tenant()).toEqual({ pid: process.pid });
  });

  test('takes over where the process id is somebody else’s by now', async () => {
    inhabit({ pid: process.ppid, url: 'http://127.0.0.1:9' });
    await takeFolder(folder);
    expect(tenant()).toEqual({ pid: process.pid });
  });

  test('takes over from a start that never came to an address', async () => {
    inhabit({ pid: process.ppid });
    const long = Date.now() / 1000 - 60;
    utimesSync(tenantFile(), long, long);
    await takeFolder(folder);
    expect(tenant()).toEqual({ pid: process.pid });
  });

  test('takes over from a note that cannot be read', async () => {
    mkdirSync(folder.inner, { recursive: true });
    writeFileSync(tenantFile(), '{"pid":');
    await takeFolder(folder);
    expect(tenant()).toEqual({ pid: process.pid });
  });

  test.each(['/proc/none', '/dev/null/none'])('refuses %s in words', async (path) => {
    await expect(takeFolder(houseFolder(path))).rejects.toMatchObject({
      code: 'FOLDER_UNWRITABLE',
      message: `The folder ${path} cannot be written.`,
    });
  });
});

test('a folder keeps its key, and no two have the same', async () => {
  const other = houseFolder(join(folder.root, 'other'));
  await Promise.all([takeFolder(folder), takeFolder(other)]);
  expect(houseKey(folder)).toMatch(/^[0-9a-f]{12}$/);
  expect(houseKey(folder)).toBe(houseKey(folder));
  expect(houseKey(other)).not.toBe(houseKey(folder));
});

describe('findHouse', () => {
  test('gives the address of a house that answers', async () => {
    await takeFolder(folder);
    expect(await findHouse(folder)).toBeUndefined();
    await withHouse(async (url) => {
      announceAddress(folder, url, 'a-token');
      expect(await findHouse(folder)).toBe(url);
      expect(await findDesk(folder)).toEqual({ url, token: 'a-token' });
    });
    expect(await findHouse(folder)).toBeUndefined();
    expect(await findDesk(folder)).toBeUndefined();
  });

  test('keeps the token to this user', async () => {
    const file = join(folder.inner, 'house.json');
    await takeFolder(folder);
    chmodSync(file, 0o644);
    announceAddress(folder, 'http://127.0.0.1:1', 'a-token');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder.inner)).toEqual(['house.json']);
  });

  test('gives none once the house has left', async () => {
    await withHouse(async (url) => {
      await takeFolder(folder);
      announceAddress(folder, url, 'a-token');
      leaveFolder(folder);
      leaveFolder(folder);
      expect(await findHouse(folder)).toBeUndefined();
    });
  });
});

describe('clearing', () => {
  const outputs = () => [folder.recording, folder.ledger, folder.report, folder.result];

  beforeEach(() => {
    mkdirSync(join(folder.queue), { recursive: true });
    for (const path of [...outputs(), folder.book, join(folder.root, 'holiday.jpg')])
      writeFileSync(path, 'x');
  });

  test('removes what a house keeps and leaves, and nothing else', () => {
    clearFolder(folder);
    expect([folder.inner, ...outputs()].filter((path) => existsSync(path))).toEqual([]);
    expect(existsSync(join(folder.root, 'holiday.jpg'))).toBe(true);
  });

  test('of the outputs leaves the book', () => {
    clearOutputs(folder);
    expect(outputs().filter((path) => existsSync(path))).toEqual([]);
    expect(existsSync(folder.book)).toBe(true);
  });

  test('is no failure where there is nothing', () => {
    const none = houseFolder(join(root, 'none'));
    clearFolder(none);
    clearOutputs(none);
    expect(existsSync(none.root)).toBe(false);
  });
});
