import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Instant } from '../../engine/domain/ids.js';
import { Watchdog, type Watched } from './watchdog.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Parts that stand as the test says, and what was done to them. */
function setUp() {
  const deeds: string[] = [];
  const source = {
    ...{ pid: undefined, isUp: true, owed: 0, failures: 0, silent: 0, away: 0, left: 20 },
    silentMs: () => source.silent,
    awayMs: () => source.away,
    restartsLeft: () => source.left,
    restart: () => deeds.push('restart-browser'),
  };
  const encoder = {
    ...{ isUp: true, isStarting: false, silent: 0, left: 60, speed: 1 },
    silentMs: () => encoder.silent,
    restartsLeft: () => encoder.left,
    health: () => ({ speed: encoder.speed, name: 'fake', targetKbps: 1, restarts: 0 }),
    restart: () => deeds.push('restart-encoder'),
  };
  const watched = {
    ...{ source, encoder, sound: { check: () => undefined } },
    showSlate: () => deeds.push('slate'),
    followLine: () => deeds.push('follow'),
  } as unknown as Watched;
  const dog = new Watchdog(watched, { now: () => Date.now() as Instant });
  dog.start();
  const done = () => deeds.filter((deed) => deed !== 'follow');
  return { dog, source, encoder, deeds, done };
}

describe('Watchdog', () => {
  test('does nothing where all is well, but follow the line every second', () => {
    const { deeds, dog } = setUp();
    vi.advanceTimersByTime(5_000);
    expect(new Set(deeds)).toEqual(new Set(['follow']));
    expect(deeds.length).toBeGreaterThanOrEqual(4);
    expect(deeds.length).toBeLessThanOrEqual(5);
    expect(dog.alarms()).toEqual([]);
  });

  test('starts a silent encoder again, with twice the patience where it falls silent again soon', () => {
    const { encoder, done } = setUp();
    const restartsAt = (silent: number) => {
      const before = done().length;
      encoder.silent = silent;
      vi.advanceTimersByTime(50);
      return done().length - before;
    };
    expect([400, 401, 400, 401].map(restartsAt)).toEqual([0, 1, 0, 1]);
    expect([800, 801, 1_600, 1_601, 3_200, 3_201, 3_201].map(restartsAt)).toEqual([
      ...[0, 1, 0, 1, 0, 1, 1],
    ]);
    encoder.silent = 0;
    vi.advanceTimersByTime(61_000);
    expect([3_201, 401].map(restartsAt)).toEqual([1, 1]);
    expect(new Set(done())).toEqual(new Set(['restart-encoder']));
  });

  test('gives an encoder that starts two seconds for its first frame', () => {
    const { encoder, done } = setUp();
    encoder.isStarting = true;
    encoder.silent = 1_999;
    vi.advanceTimersByTime(50);
    expect(done()).toEqual([]);
    encoder.silent = 2_000;
    vi.advanceTimersByTime(50);
    expect(done()).toEqual(['restart-encoder']);
  });

  test('starts a browser again that owes pictures', () => {
    const { source, done } = setUp();
    Object.assign(source, { owed: 3, silent: 1_501 });
    vi.advanceTimersByTime(50);
    expect(done()).toEqual(['restart-browser']);
  });

  test('shows the slate and says so where no restart is left, until there is a show', () => {
    const { source, done, dog } = setUp();
    Object.assign(source, { owed: 3, silent: 1_501, left: 0 });
    vi.advanceTimersByTime(100);
    expect(done()).toEqual(['slate', 'slate']);
    expect(dog.alarms()).toMatchObject([{ kind: 'slate' }]);
    const sinceMs = dog.alarms()[0]?.sinceMs;
    vi.advanceTimersByTime(1_000);
    expect(dog.alarms()[0]?.sinceMs).toBe(sinceMs);
    Object.assign(source, { owed: 0, silent: 0 });
    vi.advanceTimersByTime(50);
    expect(dog.alarms()).toEqual([]);
  });

  test('tells of an encoder that has been slow for five seconds', () => {
    const { encoder, dog } = setUp();
    encoder.speed = 0.89;
    vi.advanceTimersByTime(5_000);
    expect(dog.alarms()).toEqual([]);
    vi.advanceTimersByTime(150);
    expect(dog.alarms()).toMatchObject([{ kind: 'encoder-slow' }]);
    encoder.speed = 0.9;
    vi.advanceTimersByTime(50);
    expect(dog.alarms()).toEqual([]);
  });

  test('judges nobody by a look that came late, for the house itself was held up', () => {
    const { encoder, done } = setUp();
    vi.advanceTimersByTime(100);
    const real = performance.now.bind(performance);
    const heldUp = vi.spyOn(performance, 'now').mockImplementation(() => real() + 3_000);
    encoder.silent = 3_000;
    vi.advanceTimersByTime(50);
    expect(done()).toEqual([]);
    vi.advanceTimersByTime(50);
    expect(done()).toEqual(['restart-encoder']);
    heldUp.mockRestore();
  });

  test('looks no more once it is closed', () => {
    const { encoder, done, dog } = setUp();
    dog.close();
    encoder.silent = 9_000;
    vi.advanceTimersByTime(1_000);
    expect(done()).toEqual([]);
  });
});
