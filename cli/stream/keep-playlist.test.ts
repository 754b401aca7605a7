import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DestinationOrder } from '../../engine/ports/program.js';
import { aDestination, aStream } from '../../engine/testing/sample-stream.js';
import { checkName, keepPlaylist } from './keep-playlist.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const REMOVAL_MS = 800;

/** A programme that takes its time to end a destination, and what was asked of it. */
function setUp({ addFails = false, removeFails = false } = {}) {
  const deeds: string[] = [];
  const onTrouble = vi.fn();
  let orders: readonly DestinationOrder[] = [];
  const program = {
    health: () => aStream({ destinations: orders.map(({ id }) => aDestination({ id })) }),
    add: (order: DestinationOrder) => {
      if (addFails) throw new Error('It cannot be written.');
      deeds.push(`add ${order.url}`);
      orders = [...orders, order];
    },
    remove: async (id: string) => {
      deeds.push('remove');
      orders = orders.filter((order) => order.id !== id);
      await new Promise((resolve) => setTimeout(resolve, REMOVAL_MS));
      if (removeFails) throw new Error('It is gone.');
    },
  };
  const playlist = keepPlaylist(
    program,
    { url: '/live.m3u8', clear: () => void deeds.push('clear') },
    onTrouble,
  );
  return { playlist, deeds, onTrouble };
}

describe('the playlist of the watch page', () => {
  test('is not made before somebody looks, and once where many do', async () => {
    const { playlist, deeds } = setUp();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(deeds).toEqual([]);
    playlist.wanted();
    playlist.wanted();
    expect(deeds).toEqual(['add /live.m3u8']);
  });

  test('is made while somebody looks, and for half a minute more', async () => {
    const { playlist, deeds } = setUp();
    for (let looks = 0; looks < 20; looks++) {
      playlist.wanted();
      await vi.advanceTimersByTimeAsync(5_000);
    }
    await vi.advanceTimersByTimeAsync(24_000);
    expect(deeds).toEqual(['add /live.m3u8']);
    await vi.advanceTimersByTimeAsync(5_000 + 1_000 + REMOVAL_MS);
    expect(deeds).toEqual(['add /live.m3u8', 'remove', 'clear']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(deeds).toHaveLength(3);
  });

  test('begins again only once the one before has ended and is cleared away', async () => {
    const { playlist, deeds } = setUp();
    playlist.wanted();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(deeds).toEqual(['add /live.m3u8', 'remove']);
    playlist.wanted();
    await vi.advanceTimersByTimeAsync(REMOVAL_MS - 1);
    expect(deeds).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(deeds).toEqual(['add /live.m3u8', 'remove', 'clear', 'add /live.m3u8']);
  });

  test('that cannot be made or ended is told of, and tried again at the next look', async () => {
    const never = setUp({ addFails: true });
    never.playlist.wanted();
    never.playlist.wanted();
    expect(never.onTrouble).toHaveBeenCalledTimes(2);

    const { playlist, deeds, onTrouble } = setUp({ removeFails: true });
    playlist.wanted();
    await vi.advanceTimersByTimeAsync(30_000 + REMOVAL_MS);
    expect(onTrouble).toHaveBeenCalledOnce();
    playlist.wanted();
    expect(deeds).toEqual(['add /live.m3u8', 'remove', 'add /live.m3u8']);
  });

  test('is left as it is when the page closes', async () => {
    const { playlist, deeds } = setUp();
    playlist.wanted();
    await playlist.close();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(deeds).toEqual(['add /live.m3u8']);
  });
});

test('no other destination has the name of the playlist', () => {
  expect(() => checkName({ id: 'watch' })).toThrow(
    expect.objectContaining({ code: 'DESTINATION_KNOWN' }),
  );
  for (const order of [{ id: 'watch-2' }, {}]) expect(() => checkName(order)).not.toThrow();
});
