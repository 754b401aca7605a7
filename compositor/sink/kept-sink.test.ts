import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { Instant } from '../../engine/domain/ids.js';
import type { DestinationHealth } from '../../engine/ports/program.js';
import type { Packet } from '../packet.js';
import { KeptSink } from './kept-sink.js';
import { picture, plainFormat, sound } from './testing/packets.js';
import { scriptedWay } from './testing/scripted-connection.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const lost = new SothebaisError('DESTINATION_LOST', 'Nobody listens.', {
  details: { blame: 'network' },
});
const refused = new SothebaisError('DESTINATION_REFUSED', 'It refused the key.', {
  details: { blame: 'destination' },
});

function setUp(
  way: ReturnType<typeof scriptedWay>,
  start: readonly Packet[] = [],
  kind: DestinationHealth['kind'] = 'rtmp',
  finish: () => Promise<void> = async () => undefined,
) {
  const onTrouble = vi.fn();
  const sink = new KeptSink({
    destination: { id: 'main', kind, url: 'rtmp://example.org/live', connect: way.connect, finish },
    start: () => start,
    chance: () => 0.5,
    now: () => performance.now(),
    clock: { now: () => performance.now() as Instant },
    onTrouble,
  });
  return { sink, onTrouble, state: () => sink.health().state };
}

/** Hands over picture and sound of the ticks in their time, and lets `each` act before a tick. */
async function play(sink: KeptSink, from: number, to: number, each?: (tick: number) => void) {
  for (let tick = from; tick < to; tick++) {
    each?.(tick);
    sink.take(sound(tick));
    sink.take(picture(tick));
    await vi.advanceTimersByTimeAsync(1000 / 30);
  }
}

async function begin(sink: KeptSink): Promise<void> {
  sink.begin(plainFormat);
  await vi.advanceTimersByTimeAsync(0);
}

const ticks = (packets: readonly Packet[]) =>
  packets.flatMap((packet) => (packet.kind === 'video' ? [packet.tick] : []));

describe('KeptSink', () => {
  test('begins with a key frame and gives everything from there on', async () => {
    const way = scriptedWay('opens');
    const { sink, state } = setUp(way);
    expect(state()).toBe('connecting');
    await begin(sink);
    await play(sink, 10, 40);
    expect(state()).toBe('live');
    const [connection] = way.connections;
    expect(connection?.got[0]).toEqual(picture(30));
    expect(ticks(connection?.got ?? [])).toEqual([30, 31, 32, 33, 34, 35, 36, 37, 38, 39]);
    expect(sink.health()).toMatchObject({ reconnects: 0, droppedFrames: 0, queueMs: 0 });
  });

  test('begins at once where it is given a start', async () => {
    const way = scriptedWay('opens');
    const { sink } = setUp(way, [picture(0), sound(0), picture(1)]);
    await begin(sink);
    sink.take(sound(1));
    sink.take(picture(2));
    expect(way.connections[0]?.got).toEqual([
      picture(0),
      sound(0),
      picture(1),
      sound(1),
      picture(2),
    ]);
  });

  test('tries again and again, waits longer each time, and tells a trouble once', async () => {
    const way = scriptedWay(lost, lost, lost, 'opens');
    const { sink, state, onTrouble } = setUp(way);
    sink.begin(plainFormat);
    await vi.advanceTimersByTimeAsync(1_499);
    expect([way.tries, state()]).toEqual([1, 'connecting']);
    await vi.advanceTimersByTimeAsync(1);
    expect(way.tries).toBe(2);
    await vi.advanceTimersByTimeAsync(2_499);
    expect(way.tries).toBe(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(way.tries).toBe(3);
    await vi.advanceTimersByTimeAsync(4_500);
    expect([way.tries, state()]).toEqual([4, 'live']);
    expect(onTrouble).toHaveBeenCalledExactlyOnceWith(lost);
    expect(sink.health().trouble).toEqual({
      code: 'DESTINATION_LOST',
      message: 'Nobody listens.',
      blame: 'network',
    });
  });

  test('connects anew when a connection ends, and soon after one that was good', async () => {
    const way = scriptedWay('opens');
    const { sink, state, onTrouble } = setUp(way);
    await begin(sink);
    await play(sink, 0, 30);
    way.connections[0]?.end(lost);
    await vi.advanceTimersByTimeAsync(0);
    expect([state(), way.connections[0]?.isClosed]).toEqual(['reconnecting', true]);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(state()).toBe('live');
    await play(sink, 30, 990);
    way.connections[1]?.end(lost);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(state()).toBe('live');
    expect(onTrouble).toHaveBeenCalledTimes(2);
    expect(sink.health().reconnects).toBe(2);
    // Sound waits for the first key frame of either connection; of sounds 30 to 46 the times are
    // before that of picture 30, with which the second began.
    const bytes = 30 * 3_140 - 340 + 960 * 3_140 - 17 * 340;
    expect(sink.health().bytes).toBe(bytes);
  });

  test('asks one that refused the key slowly, and says failed meanwhile', async () => {
    const way = scriptedWay(refused, refused, 'opens');
    const { sink, state, onTrouble } = setUp(way);
    sink.begin(plainFormat);
    await vi.advanceTimersByTimeAsync(24_999);
    expect([way.tries, state()]).toEqual([1, 'failed']);
    expect(sink.health().trouble).toMatchObject({ code: refused.code, blame: 'destination' });
    await vi.advanceTimersByTimeAsync(25_001);
    expect([way.tries, state()]).toEqual([3, 'live']);
    expect(onTrouble).toHaveBeenCalledOnce();
  });

  test('asks one that took the stream before as often as one that was lost', async () => {
    const way = scriptedWay('opens', refused, refused, 'opens');
    const { sink, state } = setUp(way);
    await begin(sink);
    await play(sink, 0, 901);
    way.connections[0]?.end(lost);
    await vi.advanceTimersByTimeAsync(1_500);
    expect([way.tries, state()]).toEqual([2, 'failed']);
    await vi.advanceTimersByTimeAsync(2_500 + 4_500);
    expect([way.tries, state()]).toEqual([4, 'live']);
  });

  test('gives up on one that never answers', async () => {
    const way = scriptedWay('hangs', 'opens');
    const { sink, onTrouble } = setUp(way);
    sink.begin(plainFormat);
    await vi.advanceTimersByTimeAsync(14_999);
    expect(onTrouble).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(onTrouble.mock.lastCall?.[0]).toMatchObject({ code: 'DESTINATION_STALLED' });
  });

  test('leaves out pictures while too many wait, never sound, until a key frame', async () => {
    const way = scriptedWay('opens');
    const { sink } = setUp(way);
    await begin(sink);
    await play(sink, 0, 1);
    const [connection] = way.connections;
    await play(sink, 30, 130, (tick) => {
      if (!connection) return;
      connection.reads = tick < 100 ? 20 : 100_000;
    });
    const [, ...got] = ticks(connection?.got ?? []);
    const droppedFrom = got.findIndex((tick, i) => tick !== i + 30) + 30;
    expect(droppedFrom).toBeGreaterThan(75);
    expect(droppedFrom).toBeLessThan(90);
    expect(got.slice(droppedFrom - 30)).toEqual([120, 121, 122, 123, 124, 125, 126, 127, 128, 129]);
    expect(connection?.got.filter(({ kind }) => kind === 'audio')).toHaveLength(100);
    expect(sink.health().droppedFrames).toBe(120 - droppedFrom);
  });

  test('takes no long start for congestion, but what fills up after it', async () => {
    const start = Array.from({ length: 200 }, (_, tick) => picture(tick, 1_000));
    const way = scriptedWay('opens');
    way.reads = 0;
    const { sink } = setUp(way, start);
    await begin(sink);
    expect(sink.health().queueMs).toBe(6_633);
    const [connection] = way.connections;
    await play(sink, 201, 210);
    expect(ticks(connection?.got ?? [])).toHaveLength(209);
    connection?.read(Infinity);
    await play(sink, 211, 255);
    expect(sink.health().droppedFrames).toBe(0);
    await play(sink, 255, 264);
    expect(sink.health().droppedFrames).toBe(9);
  });

  test('takes a scene that stands still for as late as one that moves', async () => {
    const way = scriptedWay('opens');
    way.reads = 0;
    const { sink } = setUp(way);
    await begin(sink);
    sink.take(picture(0, 1_000));
    // 40 bytes a picture, of 2,800 that the format promises: nothing, but as late as ever.
    for (let tick = 1; tick <= 45; tick++) sink.take(picture(tick, 1_000, 40));
    expect(sink.health()).toMatchObject({ queueMs: 1_500, droppedFrames: 0 });
    for (let tick = 46; tick <= 48; tick++) sink.take(picture(tick, 1_000, 40));
    expect(sink.health().droppedFrames).toBe(3);
  });

  test('leaves nothing out of a recording whose disk takes a break of some seconds', async () => {
    const way = scriptedWay('opens');
    const { sink } = setUp(way, [], 'file');
    await begin(sink);
    await play(sink, 0, 180, () => {
      for (const connection of way.connections) connection.reads = 0;
    });
    way.connections[0]?.read(Infinity);
    await play(sink, 180, 210);
    expect(sink.health().droppedFrames).toBe(0);
    expect(ticks(way.connections[0]?.got ?? [])).toHaveLength(210);
  });

  test('drops a connection on which nothing moved for eight seconds', async () => {
    const way = scriptedWay('opens');
    const { sink, state, onTrouble } = setUp(way);
    await begin(sink);
    await play(sink, 0, 1);
    const stuck = (tick: number) => {
      const [connection] = way.connections;
      if (connection && tick >= 30) connection.reads = 0;
    };
    await play(sink, 30, 269, stuck);
    expect(state()).toBe('live');
    expect(sink.health().queueMs).toBeGreaterThan(1_500);
    await play(sink, 269, 272, stuck);
    expect([state(), way.connections[0]?.isClosed]).toEqual(['reconnecting', true]);
    expect(onTrouble).toHaveBeenCalledOnce();
    expect(sink.health().trouble).toMatchObject({
      code: 'DESTINATION_STALLED',
      blame: 'destination',
    });
  });

  test('keeps a connection on which little moves, until viewers had no picture for long', async () => {
    const way = scriptedWay('opens');
    const { sink, state } = setUp(way);
    await begin(sink);
    await play(sink, 0, 1);
    const trickle = () => {
      const [connection] = way.connections;
      if (connection) connection.reads = 100;
    };
    await play(sink, 30, 600, trickle);
    expect(state()).toBe('live');
    await play(sink, 600, 720, trickle);
    expect(state()).toBe('reconnecting');
  });

  test('outlives a connection that throws', async () => {
    const way = scriptedWay('opens');
    const { sink, state } = setUp(way);
    await begin(sink);
    await play(sink, 0, 1);
    const [connection] = way.connections;
    if (connection) connection.throwsWith = new Error('broken');
    await play(sink, 30, 31);
    expect(state()).toBe('reconnecting');
    expect(sink.health().trouble).toMatchObject({ code: 'DESTINATION_LOST', blame: 'ours' });
    await vi.advanceTimersByTimeAsync(1_500);
    expect(state()).toBe('live');
  });

  test('goes on in another format from its key frame on', async () => {
    const way = scriptedWay('opens');
    const { sink } = setUp(way);
    await begin(sink);
    await play(sink, 0, 3);
    const other = { ...plainFormat, avcConfig: Buffer.from([2]) };
    sink.begin(other);
    await play(sink, 3, 32);
    const [connection] = way.connections;
    expect(connection?.formats).toEqual([plainFormat, other]);
    expect(ticks(connection?.got ?? [])).toEqual([0, 1, 2, 30, 31]);
    expect(sink.health().droppedFrames).toBe(0);
  });

  test('says goodbye and tries no more once closed', async () => {
    const way = scriptedWay('opens');
    const { sink, state } = setUp(way);
    await begin(sink);
    await play(sink, 0, 3);
    await sink.close(1_000);
    way.connections[0]?.end(lost);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([way.tries, state(), way.connections[0]?.isClosed]).toEqual([1, 'stopped', true]);
    expect(sink.health().bytes).toBe(3 * 3_140 - 340);
  });

  test.each([
    ['a connection that stands', 'opens', 0],
    ['one that is lost, before the next stands', 'opens', 1],
    ['none that ever stood', lost, 0],
  ] as const)(
    'has its destination finish once, in whatever time it takes, after %s',
    async (_what, answer, losses) => {
      const way = scriptedWay(answer);
      const finish = vi.fn(() => new Promise<void>(() => undefined));
      const { sink } = setUp(way, [], 'hls', finish);
      await begin(sink);
      await play(sink, 0, 3);
      if (losses > 0) way.connections[0]?.end(lost);
      await vi.advanceTimersByTimeAsync(0);
      expect(finish).not.toHaveBeenCalled();
      const closing = sink.close(1_000);
      await vi.advanceTimersByTimeAsync(1_000);
      await closing;
      await vi.advanceTimersByTimeAsync(60_000);
      expect([finish.mock.calls.length, way.tries]).toEqual([1, 1]);
    },
  );

  test('lets go of a connection that opens after it was closed', async () => {
    const way = scriptedWay('opens');
    const { sink, state } = setUp(way);
    sink.begin(plainFormat);
    await sink.close(1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    expect([state(), way.connections[0]?.isClosed]).toEqual(['stopped', true]);
  });

  test('lets go of a connection in whichever moment of its opening it is closed', async () => {
    for (let steps = 0; steps < 20; steps++) {
      const way = scriptedWay('opens');
      const { sink, state } = setUp(way);
      sink.begin(plainFormat);
      for (let step = 0; step < steps; step++) await Promise.resolve();
      const closing = sink.close(1_000);
      await vi.advanceTimersByTimeAsync(1_000);
      await closing;
      expect([steps, state(), way.connections[0]?.isClosed]).toEqual([steps, 'stopped', true]);
    }
  });
});
