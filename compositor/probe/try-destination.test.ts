import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { DestinationOrder } from '../../engine/ports/program.js';
import { pause } from '../pause.js';
import type { Connect } from '../sink/connection.js';
import type { buildDestination } from '../sink/destination.js';
import type { Destination } from '../sink/kept-sink.js';
import { scriptedWay } from '../sink/testing/scripted-connection.js';
import { tryDestination } from './try-destination.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const refused = new SothebaisError('DESTINATION_REFUSED', 'It refused.');
const order: DestinationOrder = { id: 'main', url: 'rtmp://x/live' };

/** Tries a destination that is reached by `connect`, and says what came of it. */
function attempt({
  connect = scriptedWay('opens').connect,
  kind = 'rtmp',
  url = 'rtmp://x/live',
  freeBytes = 1_000,
  signal = new AbortController().signal,
  build = () => ({ id: 'main', kind, url, connect }),
}: Partial<Destination> & {
  readonly freeBytes?: number;
  readonly signal?: AbortSignal;
  readonly build?: typeof buildDestination;
} = {}) {
  const closed = vi.fn();
  const trying = tryDestination(
    order,
    {
      ...{ ffmpegPath: 'ffmpeg', scratchDir: '/scratch', diskFloorBytes: 1_000 },
      processes: { start: () => Promise.reject(new Error('Nothing is to be started.')) },
    },
    signal,
    {
      build,
      openWorkDir: async () => ({ path: '/work', close: async () => void closed() }),
      freeBytes: async () => freeBytes,
    },
  );
  return { trying, closed };
}

describe('tryDestination', () => {
  test('tells how long a destination took to agree, and says goodbye', async () => {
    const way = scriptedWay('opens');
    const connect: Connect = async (...asked) => {
      await pause(120);
      return way.connect(...asked);
    };
    const { trying, closed } = attempt({ connect });
    await vi.advanceTimersByTimeAsync(120 + 499);
    expect(way.connections[0]?.isClosed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await trying).toEqual({ id: 'main', url: 'rtmp://x/live', connectedMs: 120 });
    expect(way.connections[0]?.isClosed).toBe(true);
    expect(way.connections[0]?.got).toEqual([]);
    expect(closed).toHaveBeenCalledOnce();
  });

  test('takes a door that is shut within half a second for a no', async () => {
    const way = scriptedWay('opens');
    const { trying } = attempt({ connect: way.connect });
    await vi.advanceTimersByTimeAsync(499);
    way.connections[0]?.end(refused);
    expect(await trying).toEqual({ id: 'main', url: 'rtmp://x/live', failure: refused });
  });

  test('passes on why there was no connection, and clears up', async () => {
    const { trying, closed } = attempt({ connect: scriptedWay(refused).connect });
    expect(await trying).toEqual({ id: 'main', url: 'rtmp://x/live', failure: refused });
    expect(closed).toHaveBeenCalledOnce();
  });

  test('passes on that it can be no destination, naming no address', async () => {
    const { trying, closed } = attempt({
      build: () => {
        throw new SothebaisError('DESTINATION_INVALID', 'Expected an address.');
      },
    });
    expect(await trying).toMatchObject({ url: '', failure: { code: 'DESTINATION_INVALID' } });
    expect(closed).toHaveBeenCalledOnce();
  });

  test('waits twelve seconds for one that never answers', async () => {
    let told: AbortSignal | undefined;
    const connect: Connect = (_format, signal) => {
      told = signal;
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new SothebaisError('INTERRUPTED', 'The connection was given up.'));
        });
      });
    };
    const { trying } = attempt({ connect });
    await vi.advanceTimersByTimeAsync(11_999);
    expect(told?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect((await trying).failure).toMatchObject({
      code: 'DESTINATION_STALLED',
      message: 'rtmp://x/live did not answer within 12 s.',
      details: { blame: 'destination' },
    });
  });

  test('is given up at once when it is told to, before it begins or after', async () => {
    const stop = new AbortController();
    const connect = vi.fn<Connect>((_format, signal) => {
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new SothebaisError('INTERRUPTED', 'The connection was given up.'));
        });
      });
    });
    const { trying } = attempt({ connect, signal: stop.signal });
    await vi.advanceTimersByTimeAsync(1);
    stop.abort();
    expect((await trying).failure?.code).toBe('INTERRUPTED');
    const { trying: late } = attempt({ connect, signal: stop.signal });
    expect((await late).failure?.code).toBe('INTERRUPTED');
    expect(connect).toHaveBeenCalledOnce();
  });

  test('blames nobody else for what broke in the house', async () => {
    const { trying } = attempt({ connect: scriptedWay(new TypeError('No.')).connect });
    expect((await trying).failure).toMatchObject({
      code: 'DESTINATION_LOST',
      message: 'The way to rtmp://x/live broke.',
      details: { blame: 'ours' },
    });
  });

  test.each(['file', 'hls'] as const)('opens no %s: it may be in use', async (kind) => {
    const connect = vi.fn<Connect>();
    const { trying } = attempt({ connect, kind, url: '/evening/show' });
    expect(await trying).toEqual({ id: 'main', url: '/evening/show', connectedMs: 0 });
    expect(connect).not.toHaveBeenCalled();
  });

  test('says so where the disk has no room left for a recording', async () => {
    const { trying } = attempt({ kind: 'file', url: '/evening/show.mp4', freeBytes: 999 });
    expect((await trying).failure).toMatchObject({
      code: 'FOLDER_UNWRITABLE',
      details: { blame: 'ours' },
    });
    const playlist = attempt({ kind: 'hls', url: '/evening/show.m3u8', freeBytes: 999 });
    expect((await playlist.trying).failure).toBeUndefined();
  });
});
