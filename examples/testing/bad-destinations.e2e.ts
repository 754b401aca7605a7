import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { scratchFolder, sothebais } from './house-process.js';

// What can be no destination is told before anything starts, and one that nobody answers at as
// soon as that is known.

const CATALOGUE = fileURLToPath(new URL('../evening-auction/catalogue.yaml', import.meta.url));
const SMALL = ['--size', '320x180', '--fps', '10', '--seconds', '20'];

// Whoever runs the tests may have a key of his own.
beforeEach(() => void vi.stubEnv('STREAM_KEY', undefined));
afterEach(() => void vi.unstubAllEnvs());

async function fails(...args: string[]) {
  const run = sothebais(...args, '--json');
  const { code, stdout } = await run.ended;
  return { code, said: run.said(), error: (JSON.parse(stdout) as { error: object }).error };
}

test.each([
  ['another scheme', ['http://127.0.0.1/live'], 'DESTINATION_INVALID'],
  ['a password', ['rtmp://olga:geheim@127.0.0.1/live/key'], 'DESTINATION_INVALID'],
  ['a file where none can be', ['/proc/copy.mkv'], 'DESTINATION_INVALID'],
  ['one of two', ['rtmp://127.0.0.1:9/live/key', 'copy.txt'], 'DESTINATION_INVALID'],
  [
    'one twice',
    ['rtmp://127.0.0.1:9/live/key', 'rtmp://127.0.0.1:9/live/key/'],
    'DESTINATION_KNOWN',
  ],
])('no stream begins for %s', async (_what, urls, code) => {
  using folder = scratchFolder();
  const data = join(folder.path, 'data');
  const to = urls.flatMap((url) => ['--to', url]);
  const failed = await fails('stream', 'start', '--data', data, ...to, ...SMALL);
  expect(failed).toMatchObject({ code: 65, said: '', error: { code } });
  expect(JSON.stringify(failed)).not.toMatch(/geheim|live\/key/);
  expect(existsSync(data)).toBe(false);
});

test('a stream that nobody answers does not run on', async () => {
  using folder = scratchFolder();
  const url = `rtmp://127.0.0.1:${await closedPort()}/live/key`;
  const failed = await fails('stream', 'start', '--data', folder.path, '--to', url, ...SMALL);
  expect(failed).toMatchObject({
    code: 69,
    error: { code: 'DESTINATION_LOST', destination: 'main', blame: 'destination' },
  });
  expect(readdirSync(join(folder.path, 'house'))).toEqual([]);
});

test('the stream key is that of the first address, and a recording has none', async () => {
  using folder = scratchFolder();
  vi.stubEnv('STREAM_KEY', 'live_6f1c-secret');
  const address = `rtmp://127.0.0.1:${await closedPort()}/live`;
  const to = ['--to', join(folder.path, 'copy.mkv'), '--to', address];
  const failed = await fails('stream', 'start', '--data', folder.path, ...to, ...SMALL);
  expect(failed).toMatchObject({ error: { code: 'DESTINATION_LOST', destination: 'to-2' } });
  expect(JSON.stringify(failed)).not.toContain('live_6f1c-secret');
});

test.each([
  ['a recording that cannot be written', { recording: { path: '/proc/evening.mp4' } }, 'INVALID'],
  ['the name of the watch page', { destinations: [{ id: 'watch', url: 'a.mkv' }] }, 'KNOWN'],
])('no house opens for %s', async (_what, settings, code) => {
  using folder = scratchFolder();
  const config = join(folder.path, 'evening.yaml');
  const evening = { auction: { catalogue: CATALOGUE }, sandbox: { enabled: true }, ...settings };
  writeFileSync(config, JSON.stringify(evening));
  const data = join(folder.path, 'data');
  const failed = await fails('up', '--config', config, '--data', data);
  expect(failed).toMatchObject({ code: 65, error: { code: `DESTINATION_${code}` } });
  expect(existsSync(data)).toBe(false);
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
