import { describe, expect, test } from 'vitest';
import { createStreamDesk } from '../../app/desk/stream-desk.js';
import { SothebaisError } from '../../domain/errors.js';
import type { DestinationOrder } from '../../ports/program.js';
import { at } from '../../testing/builders.js';
import { aDestination, aStream } from '../../testing/sample-stream.js';
import { streamRoute } from './stream-route.js';

const KEY = 'live_6f1c-secret';
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);

function openRoute() {
  const added: DestinationOrder[] = [];
  const desk = createStreamDesk({
    program: {
      health: () => aStream({ destinations: [aDestination({ id: 'main' })] }),
      add: (order) => {
        if (order.url === 'nonsense') {
          throw new SothebaisError('DESTINATION_INVALID', 'That is no destination.');
        }
        added.push(order);
      },
      remove: async (id) => {
        if (id !== 'main') throw new SothebaisError('DESTINATION_UNKNOWN', `There is no ${id}.`);
      },
      snapshot: async () => JPEG,
    },
    destinations: [],
    clock: { now: () => at(1) },
  });
  const route = streamRoute({ desk: () => desk, token: 'token' });
  const ask = async (
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ) =>
    route.request(`http://127.0.0.1:4000${path}`, {
      method,
      headers: { host: '127.0.0.1:4000', authorization: 'Bearer token', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  return { ask, added };
}

describe('the stream routes', () => {
  test('tell how the stream stands', async () => {
    const answer = await openRoute().ask('GET', '/stream');
    expect(await answer.json()).toMatchObject({ fps: 30, offAir: null });
  });

  test('take a stream key into a secret, and say it nowhere', async () => {
    const { ask, added } = openRoute();
    const answer = await ask('POST', '/stream/destinations', { url: 'rtmp://a/b', key: KEY });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('{"id":"rtmp"}');
    expect(added[0]?.key?.reveal()).toBe(KEY);
    expect(JSON.stringify(added)).not.toContain(KEY);
  });

  test.each([
    ['an address that is none', { url: 'nonsense', key: KEY }, 409, 'DESTINATION_INVALID'],
    ['a key that is not a text', { url: 'rtmp://a/b', key: [KEY] }, 400, 'INPUT_INVALID'],
    ['a key on two lines', { url: 'rtmp://a/b', key: `${KEY}\n` }, 400, 'INPUT_INVALID'],
    ['a key under another name', { url: 'rtmp://a/b', streamKey: KEY }, 400, 'INPUT_INVALID'],
    ['a name with a slash', { id: '../x', url: 'rtmp://a/b', key: KEY }, 400, 'INPUT_INVALID'],
    ['no address', { key: KEY }, 400, 'INPUT_INVALID'],
  ])('refuse %s without a word of the key', async (_name, body, status, code) => {
    const { ask, added } = openRoute();
    const answer = await ask('POST', '/stream/destinations', body);
    const told = await answer.text();
    expect(answer.status).toBe(status);
    expect(JSON.parse(told)).toMatchObject({ error: { code } });
    expect(told).not.toContain(KEY);
    expect(added).toEqual([]);
  });

  test('remove a destination, and tell of one that is not there', async () => {
    const { ask } = openRoute();
    expect(await (await ask('DELETE', '/stream/destinations/main')).json()).toEqual({ id: 'main' });
    const answer = await ask('DELETE', '/stream/destinations/other');
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ error: { code: 'DESTINATION_UNKNOWN' } });
  });

  test('hand over the picture', async () => {
    const answer = await openRoute().ask('GET', '/stream/snapshot.jpg');
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(JPEG);
  });

  test('take the stream off air for a reason only, and put it on again', async () => {
    const { ask } = openRoute();
    const bare = await ask('POST', '/stream/stop', { by: 'olga', why: '' });
    expect(await bare.json()).toMatchObject({ error: { code: 'WHY_MISSING' } });
    const stopped = await ask('POST', '/stream/stop', { by: 'olga', why: 'Fire alarm' });
    expect(await stopped.json()).toMatchObject({ offAir: { by: 'olga', why: 'Fire alarm' } });
    expect(await (await ask('POST', '/stream/start')).json()).toMatchObject({ offAir: null });
  });

  test.each([
    ['GET', '/stream'],
    ['GET', '/stream/snapshot.jpg'],
    ['POST', '/stream/destinations'],
    ['DELETE', '/stream/destinations/main'],
    ['POST', '/stream/stop'],
    ['POST', '/stream/start'],
  ])('turn away whoever lacks the token, and pages: %s %s', async (method, path) => {
    const { ask } = openRoute();
    const stranger = await ask(method, path, undefined, { authorization: 'Bearer guess' });
    expect(stranger.status).toBe(401);
    const page = await ask(method, path, undefined, { origin: 'http://127.0.0.1:4000' });
    expect(page.status).toBe(403);
  });

  test('say so while the picture is not on air yet', async () => {
    const route = streamRoute({ desk: () => undefined, token: 'token' });
    const answer = await route.request('http://127.0.0.1/stream', {
      headers: { host: '127.0.0.1', authorization: 'Bearer token' },
    });
    expect(answer.status).toBe(504);
  });
});
