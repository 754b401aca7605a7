import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { Instant } from '../../engine/domain/ids.js';
import type { DestinationHealth } from '../../engine/ports/program.js';
import type { Packet } from '../packet.js';
import { FanOut } from './fan-out.js';
import { plainFormat, stream } from './testing/packets.js';
import { scriptedWay } from './testing/scripted-connection.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

type Way = ReturnType<typeof scriptedWay>;

function setUp(ways: Readonly<Record<string, Way>>) {
  const onTrouble = vi.fn();
  const fanOut = new FanOut({
    destinationOf: ({ id, url }) => ({
      id,
      url,
      kind: url as DestinationHealth['kind'],
      connect: (ways[id] ?? scriptedWay()).connect,
    }),
    targetKbps: 4_000,
    chance: () => 0,
    now: () => performance.now(),
    clock: { now: () => performance.now() as Instant },
    onTrouble,
  });
  const add = async (id: string, kind: DestinationHealth['kind'] = 'rtmp') => {
    fanOut.add({ id, url: kind });
    await vi.advanceTimersByTimeAsync(0);
  };
  return { fanOut, add, onTrouble };
}

/** Hands packets over at their times. */
async function play(fanOut: FanOut, packets: readonly Packet[]) {
  for (const packet of packets) {
    await vi.advanceTimersByTimeAsync(Math.max(0, packet.atMs - performance.now()));
    fanOut.take(packet);
  }
}

/** The stream from one tick up to another; what waits for its turn at the end is left out. */
const between = (from: number, to: number) =>
  stream(to).filter(({ atMs }) => atMs >= (from * 1000) / 30);

const gotBy = (way: Way, connection = 0) => way.connections[connection]?.got ?? [];

describe('FanOut', () => {
  test('gives every destination every packet, whatever becomes of the others', async () => {
    const ways = {
      well: scriptedWay('opens'),
      throws: scriptedWay('opens'),
      deaf: scriptedWay('opens'),
      dead: scriptedWay(new SothebaisError('DESTINATION_LOST', 'Nobody listens.')),
      hangs: scriptedWay('hangs'),
      dies: scriptedWay('opens'),
      also: scriptedWay('opens'),
    };
    ways.deaf.reads = 0;
    const { fanOut, add } = setUp(ways);
    fanOut.begin(plainFormat);
    for (const id of Object.keys(ways)) await add(id);
    await play(fanOut, between(0, 1));
    await vi.advanceTimersByTimeAsync(0);
    const [throwing] = ways.throws.connections;
    if (throwing) throwing.throwsWith = new Error('broken');
    ways.dies.connections[0]?.end(new SothebaisError('DESTINATION_LOST', 'Cut off.'));
    await play(fanOut, between(1, 600));
    await fanOut.close(100);
    for (const way of [ways.well, ways.also]) expect(gotBy(way)).toEqual(stream(600));
    expect(fanOut.health().map(({ id }) => id)).toEqual(Object.keys(ways));
  });

  test('has destinations connect once the stream has a format, and loses no packet of it', async () => {
    const way = scriptedWay('opens');
    const { fanOut, add } = setUp({ main: way });
    await add('main');
    expect(way.tries).toBe(0);
    fanOut.begin(plainFormat);
    await play(fanOut, stream(30));
    await fanOut.close(100);
    expect(gotBy(way)).toEqual(stream(30));
  });

  test('lets a recording begin with the key frame before, a live connection with the next', async () => {
    const ways = { file: scriptedWay('opens'), live: scriptedWay('opens') };
    const { fanOut, add } = setUp(ways);
    fanOut.begin(plainFormat);
    const all = stream(120, 90);
    await play(fanOut, all.slice(0, 150));
    await add('file', 'file');
    await add('live', 'rtmp');
    await play(fanOut, all.slice(150));
    await fanOut.close(100);
    expect(gotBy(ways.file)).toEqual(all);
    expect(gotBy(ways.live)).toEqual(all.filter(({ atMs }) => atMs >= 3_000));
  });

  test('lets a live connection begin with a key frame that is young', async () => {
    const way = scriptedWay('opens');
    const { fanOut, add } = setUp({ live: way });
    fanOut.begin(plainFormat);
    await play(fanOut, stream(55));
    await add('live', 'rtmp');
    await fanOut.close(100);
    expect(gotBy(way)[0]).toMatchObject({ kind: 'video', tick: 30 });
  });

  test('changes the format right before the key frame that begins it', async () => {
    const way = scriptedWay('opens');
    const { fanOut, add } = setUp({ main: way });
    fanOut.begin(plainFormat);
    await add('main');
    await play(fanOut, between(0, 45));
    const other = { ...plainFormat, avcConfig: Buffer.from([9]) };
    const [connection] = way.connections;
    const began = vi.fn();
    if (connection) {
      connection.begin = () => {
        began(connection.got.length);
      };
    }
    fanOut.begin(other);
    await play(fanOut, between(60, 70));
    fanOut.begin({ ...other, bitrateKbps: 1 });
    await play(fanOut, between(70, 95));
    await fanOut.close(100);
    const got = gotBy(way);
    expect(got).toEqual([...between(0, 45), ...between(60, 95)]);
    const key = got.findIndex((packet) => packet.kind === 'video' && packet.tick === 60);
    expect(began.mock.calls).toEqual([[key]]);
    expect(fanOut.newest?.format).toEqual(other);
  });

  test('refuses a second destination of a name, and to remove one that it does not know', async () => {
    const { fanOut, add } = setUp({});
    await add('main');
    expect(() => fanOut.add({ id: 'main', url: 'rtmp' })).toThrow(
      expect.objectContaining({ code: 'DESTINATION_KNOWN' }),
    );
    await expect(fanOut.remove('other')).rejects.toMatchObject({ code: 'DESTINATION_UNKNOWN' });
    await fanOut.remove('main');
    expect(fanOut.health()).toEqual([]);
    await add('main');
  });

  test('refuses a second destination at one place while the first is there', async () => {
    const { fanOut } = setUp({});
    fanOut.add({ id: 'main', url: 'rtmp://x/live/key' });
    const again = () => fanOut.add({ id: 'again', url: 'rtmp://x/live/key' });
    expect(again).toThrow(expect.objectContaining({ code: 'DESTINATION_KNOWN' }));
    expect(fanOut.health().map(({ id }) => id)).toEqual(['main']);
    await fanOut.remove('main');
    expect(again).not.toThrow();
  });

  test('says goodbye to what is removed, and gives it nothing more', async () => {
    const way = scriptedWay('opens');
    const { fanOut, add } = setUp({ main: way });
    fanOut.begin(plainFormat);
    await add('main');
    await play(fanOut, stream(30));
    await fanOut.remove('main');
    const length = gotBy(way).length;
    await play(fanOut, between(30, 60));
    expect([gotBy(way).length, way.connections[0]?.isClosed, way.tries]).toEqual([length, true, 1]);
  });

  test('wants fewer bits for the first destination, and not for another', async () => {
    const ways = { main: scriptedWay('opens'), guest: scriptedWay('opens') };
    ways.guest.reads = 10;
    const { fanOut, add } = setUp(ways);
    fanOut.begin(plainFormat);
    await add('main');
    await add('guest');
    await play(fanOut, stream(120));
    expect(fanOut.health()[1]?.droppedFrames).toBeGreaterThan(0);
    expect(fanOut.wantedKbps()).toBe(4_000);
    const [connection] = ways.main.connections;
    if (connection) connection.reads = 10;
    await play(fanOut, between(120, 240));
    expect(fanOut.wantedKbps()).toBe(3_000);
  });

  test('asks no recording for the bitrate, also where it was there first', async () => {
    const ways = { file: scriptedWay('opens'), main: scriptedWay('opens') };
    ways.main.reads = 10;
    const { fanOut, add } = setUp(ways);
    fanOut.begin(plainFormat);
    await add('file', 'file');
    expect(fanOut.wantedKbps()).toBe(4_000);
    await add('main');
    await play(fanOut, stream(120));
    expect(fanOut.wantedKbps()).toBe(3_000);
  });

  test('raises an alarm for a full disk, until there is room again', async () => {
    const full = new SothebaisError('FOLDER_UNWRITABLE', 'Full.', {
      details: { blame: 'ours', alarm: 'disk-full' },
    });
    const { fanOut, add } = setUp({ file: scriptedWay(full, 'opens') });
    fanOut.begin(plainFormat);
    await play(fanOut, stream(30));
    await add('file', 'file');
    expect(fanOut.alarms()).toEqual([
      { kind: 'disk-full', message: 'Full.', sinceMs: performance.now() },
    ]);
    expect(fanOut.health()[0]?.state).toBe('failed');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(fanOut.alarms()).toEqual([]);
  });
});
