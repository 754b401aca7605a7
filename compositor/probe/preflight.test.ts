import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { ShowState } from '../../engine/domain/show.js';
import type { DestinationHealth, StreamHealth } from '../../engine/ports/program.js';
import { aShow } from '../../engine/testing/sample-status.js';
import { aDestination, aStream } from '../../engine/testing/sample-stream.js';
import type { ProgramOptions } from '../program.js';
import { preflight } from './preflight.js';

const row = (number: number) => ({
  ...{ number, title: `Lot ${number}`, artist: 'A', artwork: `a${number}`, openingEth: '0.5' },
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A preflight whose programme does as it is told, and what came of it. */
async function fly(
  over: {
    readonly lots?: number;
    readonly health?: Partial<StreamHealth>;
    readonly trouble?: SothebaisError;
    readonly startsWith?: Error;
    readonly destinations?: readonly DestinationHealth[];
  } = {},
) {
  const { lots = 2, health = {}, trouble, startsWith, destinations = [] } = over;
  const shown: ShowState[] = [];
  const order: string[] = [];
  let given: ProgramOptions | undefined;
  const theirs = { onShown: vi.fn(), onTrouble: vi.fn() };
  const firstShow = aShow({
    revision: 7,
    catalogue: Array.from({ length: lots }, (_, i) => row(i + 1)),
  });
  const flying = preflight(
    {
      ...theirs,
      ...{ firstShow, selfWatch: true, destinations: [{ id: 'main', url: 'rtmp://x/live' }] },
    } as unknown as ProgramOptions,
    () => {
      order.push('destinations');
      return destinations;
    },
    new AbortController().signal,
    async (options) => {
      given = options;
      if (startsWith) throw startsWith;
      options.onShown?.({ revision: 8, frame: 1, onAirMs: 0 });
      if (trouble) options.onTrouble(trouble);
      return {
        publish: (show) => void shown.push(show),
        health: () => aStream(health),
        close: async () => void order.push('close'),
        add: () => undefined,
        remove: async () => undefined,
        snapshot: async () => new Uint8Array(),
      };
    },
  );
  const startedMs = Date.now();
  await vi.runAllTimersAsync();
  const checks = await flying;
  return { checks, shown, order, given, theirs, tookMs: Date.now() - startedMs };
}

describe('preflight', () => {
  test('draws the scenes of the evening for ten seconds, each newer than the one before', async () => {
    const { shown, tookMs, order } = await fly({ lots: 6 });
    expect(shown.map(({ scene, lot }) => [scene, lot?.number])).toEqual([
      ...[
        ['catalogue', undefined],
        ['lot', 1],
        ['lot', 2],
        ['lot', 3],
        ['lot', 4],
      ],
      ['credits', undefined],
    ]);
    expect(shown.map(({ revision }) => revision)).toEqual([8, 9, 10, 11, 12, 13]);
    expect(shown[1]?.lot).toMatchObject({ title: 'Lot 1', askEth: '0.5', phase: 'open', bids: [] });
    expect(tookMs).toBeGreaterThanOrEqual(9_990);
    expect(tookMs).toBeLessThan(10_100);
    expect(order).toEqual(['close', 'destinations']);
  });

  test('sends nothing anywhere, and tells nobody of what is shown', async () => {
    const { given, theirs } = await fly();
    expect(given).toMatchObject({ destinations: [], selfWatch: false });
    expect(theirs.onShown).not.toHaveBeenCalled();
  });

  test.each([
    [{ frames: 300, unique: 270 }, true],
    [{ frames: 300, unique: 269 }, false],
    [{ frames: 0, unique: 0 }, false],
  ])('of %o says that it is well: %s', async (health, ok) => {
    const { checks } = await fly({ health });
    expect(checks).toMatchObject([{ name: 'scenes', ok }]);
  });

  test('tells how much was drawn, and by which encoder', async () => {
    const { checks } = await fly({ health: { frames: 300, unique: 291 } });
    expect(checks[0]?.found).toBe('97 % of the frames drawn, encoded by native at 1 of the rate');
  });

  test('takes what was got over for a reason to look', async () => {
    const { checks, theirs } = await fly({
      trouble: new SothebaisError('BROWSER_FAILED', 'The browser owes 45 pictures.'),
    });
    expect(checks).toEqual([{ name: 'scenes', ok: false, found: 'The browser owes 45 pictures.' }]);
    expect(theirs.onTrouble).not.toHaveBeenCalled();
  });

  test('tells why no programme would start, and of the destinations all the same', async () => {
    const { checks, order } = await fly({
      startsWith: new Error('There is no Chromium.'),
      destinations: [aDestination()],
    });
    expect(checks).toEqual([
      { name: 'destination main', ok: true, found: 'has the stream' },
      { name: 'scenes', ok: false, found: 'There is no Chromium.' },
    ]);
    expect(order).toEqual(['destinations']);
  });

  test('tells of every destination that has not the stream, and why', async () => {
    const trouble = { code: 'DESTINATION_REFUSED', message: 'It refused.', blame: 'ours' } as const;
    const { checks } = await fly({
      destinations: [
        aDestination({ id: 'x' }),
        aDestination({ id: 'y', state: 'failed', trouble }),
        aDestination({ id: 'z', state: 'connecting' }),
        aDestination({ id: 'gone', state: 'stopped' }),
      ],
    });
    expect(checks.slice(0, 4)).toEqual([
      { name: 'destination x', ok: true, found: 'has the stream' },
      { name: 'destination y', ok: false, found: 'It refused.' },
      { name: 'destination z', ok: false, found: 'it is connecting.' },
      { name: 'destination gone', ok: false, found: 'it is stopped.' },
    ]);
  });

  test('of a destination that was lost and came back says that it has the stream', async () => {
    const trouble = { code: 'DESTINATION_LOST', message: 'Cut off.', blame: 'network' } as const;
    const { checks } = await fly({ destinations: [aDestination({ trouble })] });
    expect(checks[0]).toMatchObject({ ok: true });
  });
});
