import { expect, test } from 'vitest';
import { SothebaisError } from '../../domain/errors.js';
import type { DestinationOrder } from '../../ports/program.js';
import { at } from '../../testing/builders.js';
import { aDestination, aStream } from '../../testing/sample-stream.js';
import { createStreamDesk } from './stream-desk.js';

const MAIN: DestinationOrder = { id: 'main', url: 'rtmp://live.example/app' };
const ASKED = { by: 'olga', why: 'Fire alarm' };

/** A programme that knows its destinations, and notes what was asked of it. */
function openDesk() {
  const going = new Map<string, DestinationOrder>([[MAIN.id, MAIN]]);
  const asked: string[] = [];
  const program = {
    health: () =>
      aStream({
        destinations: [...going.values()].map(({ id, url }) => aDestination({ id, url })),
      }),
    add: (order: DestinationOrder) => {
      if (order.url === 'http://a') throw new SothebaisError('DESTINATION_INVALID', order.url);
      asked.push(`add ${order.id}`);
      going.set(order.id, order);
    },
    remove: async (id: string) => {
      asked.push(`remove ${id}`);
      if (!going.delete(id)) throw new SothebaisError('DESTINATION_UNKNOWN', id);
    },
    snapshot: async () => new Uint8Array([0xff, 0xd8]),
  };
  const clock = { now: () => at(9) };
  return { desk: createStreamDesk({ program, destinations: [MAIN], clock }), asked, going };
}

test('a destination without a name is named after its kind, past names that are taken', async () => {
  const { desk } = openDesk();
  const urls = ['rtmp://a/b', 'rtmps://a/b', 'srt://a:9000', '/tmp/show.mkv', '/tmp/live.m3u8'];
  const ids = [];
  for (const url of urls) ids.push((await desk.add({ url })).id);
  expect(ids).toEqual(['rtmp', 'rtmp-2', 'srt', 'file', 'hls']);
});

test('a name that is taken is refused', async () => {
  const { desk } = openDesk();
  const adding = desk.add({ id: 'main', url: 'rtmp://b/c' });
  await expect(adding).rejects.toMatchObject({ code: 'DESTINATION_KNOWN' });
});

test('off air it ends everywhere and tells who, why and since when', async () => {
  const { desk, going } = openDesk();
  expect(desk.health().offAir).toBeNull();
  const sheet = await desk.stop(ASKED);
  expect(going.size).toBe(0);
  expect(sheet.offAir).toEqual({ ...ASKED, sinceMs: at(9) });
  expect(sheet.destinations).toMatchObject([
    { id: 'main', state: 'stopped', bytes: aDestination().bytes, bitrateKbps: 0 },
  ]);
});

test('on air again it goes to every destination that was added or left meanwhile', async () => {
  const { desk, asked, going } = openDesk();
  await desk.add({ id: 'second', url: 'srt://b:9000' });
  await desk.stop(ASKED);
  await desk.add({ id: 'third', url: '/tmp/show.mkv' });
  await desk.remove('second');
  asked.length = 0;
  const sheet = await desk.start();
  expect(asked).toEqual(['add main', 'add third']);
  expect([...going.keys()]).toEqual(['main', 'third']);
  expect(sheet.offAir).toBeNull();
});

test('one that turns out to be none holds up no other, and is forgotten', async () => {
  const { desk, going } = openDesk();
  await desk.stop(ASKED);
  await desk.add({ id: 'bad', url: 'http://a' });
  await desk.add({ id: 'third', url: '/tmp/show.mkv' });
  await expect(desk.start()).rejects.toMatchObject({ code: 'DESTINATION_INVALID' });
  expect([...going.keys()]).toEqual(['main', 'third']);
  expect(desk.health().offAir).toBeNull();
});

test('an address waits without its password and query', async () => {
  const { desk } = openDesk();
  await desk.stop(ASKED);
  await desk.add({ id: 'second', url: 'srt://olga:pw@a:9000?passphrase=pw' });
  expect(desk.health().destinations[1]?.url).toBe('srt://a:9000');
});

test('a stop and a start asked for at once do not mix', async () => {
  const { desk, asked } = openDesk();
  await Promise.all([desk.stop(ASKED), desk.start(), desk.stop(ASKED)]);
  expect(asked).toEqual(['remove main', 'add main', 'remove main']);
});

test('a second stop and a start on air change nothing', async () => {
  const { desk, asked } = openDesk();
  await desk.start();
  await desk.stop(ASKED);
  const again = await desk.stop({ by: 'ben', why: 'Also' });
  expect(again.offAir?.by).toBe('olga');
  expect(asked).toEqual(['remove main']);
});

test('nothing is taken off air without a reason', async () => {
  const { desk, going } = openDesk();
  await expect(desk.stop({ by: 'olga', why: ' ' })).rejects.toMatchObject({ code: 'WHY_MISSING' });
  expect(going.size).toBe(1);
});

test('a failed request does not hold up the next', async () => {
  const { desk } = openDesk();
  await expect(desk.remove('nobody')).rejects.toMatchObject({ code: 'DESTINATION_UNKNOWN' });
  expect(await desk.remove('main')).toEqual({ id: 'main' });
});
