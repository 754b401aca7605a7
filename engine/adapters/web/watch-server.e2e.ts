import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { aBusyShow, WatchedHouse } from './testing/watched-house.js';
import { PLAYLIST, startWatchServer } from './watch-server.js';

const house = new WatchedHouse();

beforeAll(() => house.buildPage());
afterAll(() => house.pullDown());
afterEach(() => house.close());

/** The status of a request whose path is sent as it stands: `fetch` would tidy it up. */
const statusOf = (url: string, path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    get({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).once('error', reject);
  });

describe('the watch server', () => {
  test.each([
    '/live/../secret.ts',
    '/live/..%2fsecret.ts',
    '/live/%2e%2e/secret.ts',
    '/live/..\\secret.ts',
    '/live/deeper/secret.ts',
    '/live/deeper%2fsecret.ts',
    '/live/secret.mp4',
    '/live/.secret.ts',
    '/live/secret.ts%00.ts',
    '/live//etc/passwd',
    '/page/../secret.js',
    '/page/..%2f..%2fsecret.js',
    '/fonts/../../package.json',
    '/page.html',
    '/moves',
    '/stream',
    '/status',
    '/metrics',
  ])('has nothing at %s', async (path) => {
    const url = await house.open();
    mkdirSync(join(house.liveDir, 'deeper'));
    for (const name of ['../secret.ts', 'deeper/secret.ts', 'secret.mp4', '.secret.ts']) {
      writeFileSync(join(house.liveDir, name), 'secret');
    }
    writeFileSync(join(house.dir, 'secret.js'), 'secret');
    expect([400, 404]).toContain(await statusOf(url, path));
  });

  test('takes no request that would change anything', async () => {
    const url = await house.open();
    for (const path of ['/', '/show', '/moves', '/live/program.m3u8']) {
      const { status } = await fetch(`${url}${path}`, { method: 'POST', body: '{}' });
      expect(status, path).toBe(404);
    }
  });

  test.each(['/', '/show', '/page/page.js', '/live/program.m3u8', '/nothing'])(
    'sends its policy with %s',
    async (path) => {
      const url = await house.open({ playlistLimitMs: 1 });
      const { headers } = await fetch(`${url}${path}`);
      expect(headers.get('content-security-policy')).toMatch(
        /default-src 'none'; script-src 'self'/,
      );
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
    },
  );

  test('has the first look at the playlist wait until it is there', async () => {
    const url = await house.open();
    const look = fetch(`${url}/live/${PLAYLIST}`);
    await expect.poll(() => house.wanted).toBe(1);
    writeFileSync(join(house.liveDir, PLAYLIST), '#EXTM3U\n');
    const response = await look;
    expect(await response.text()).toBe('#EXTM3U\n');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toBe('application/vnd.apple.mpegurl');
  });

  test('tells whoever waits in vain to come again', async () => {
    const url = await house.open({ playlistLimitMs: 50 });
    const response = await fetch(`${url}/live/${PLAYLIST}`);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
  });

  test('takes a playlist of a stream that is over for none', async () => {
    const url = await house.open({ playlistLimitMs: 50 });
    const path = join(house.liveDir, PLAYLIST);
    writeFileSync(path, '#EXTM3U\n');
    utimesSync(path, 1, 1);
    expect((await fetch(`${url}/live/${PLAYLIST}`)).status).toBe(503);
  });

  test('tells the state as JSON, once there is one', async () => {
    const url = await house.open();
    expect((await fetch(`${url}/show`)).status).toBe(404);
    const show = aBusyShow();
    house.server.publish(show);
    expect(await (await fetch(`${url}/show`)).json()).toEqual(show);
  });

  test('steps around a port that is taken', async () => {
    const first = await house.open();
    const port = Number(new URL(first).port);
    const second = await startWatchServer({
      ...{ host: '127.0.0.1', port, liveDir: house.liveDir, pageDir: house.pageDir },
      ...{ isOnAir: () => true, wanted: () => undefined },
    });
    expect(second.url).not.toBe(first);
    expect((await fetch(second.url)).status).toBe(200);
    await second.close();
  });

  test('refuses an address that is not of this machine', async () => {
    await house.open();
    const starting = startWatchServer({
      ...{ host: '192.0.2.1', port: 0, liveDir: house.liveDir, pageDir: house.pageDir },
      ...{ isOnAir: () => true, wanted: () => undefined },
    });
    await expect(starting).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
