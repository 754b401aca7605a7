import { describe, expect, test, vi } from 'vitest';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { ShowState } from '../../engine/domain/show.js';
import { KeptSource, type StartSource } from './kept-source.js';
import { Picture } from './picture.js';
import type { SourceEvents } from './source.js';

const show = (revision: number) => ({ revision }) as ShowState;

function setUp() {
  const lives: SourceEvents[] = [];
  const shows: number[] = [];
  const closed = vi.fn();
  const start: StartSource = async (first, events) => {
    shows.push(first.revision);
    lives.push(events);
    return {
      ...{ backend: 'fake', pid: undefined, slate: undefined },
      ask: () => undefined,
      publish: () => undefined,
      beginAnew: () => undefined,
      setBitrate: () => undefined,
      close: async () => {
        closed();
      },
    };
  };
  const events = { onPicture: vi.fn(), onUndrawn: vi.fn(), onAway: vi.fn(), onTrouble: vi.fn() };
  return { kept: new KeptSource(start, show(1), events), lives, shows, closed, events };
}

describe('KeptSource', () => {
  test('starts a lost source again with the latest state', async () => {
    vi.useFakeTimers();
    const { kept, lives, shows, closed, events } = setUp();
    await kept.open();
    kept.publish(show(7));
    lives[0]?.onLost(new SothebaisError('BROWSER_FAILED', 'Gone.'));
    expect(kept.isUp).toBe(false);
    expect(events.onAway).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(300);
    expect(kept.isUp).toBe(true);
    expect(shows).toEqual([1, 7]);
    expect(closed).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });

  test('takes no picture from a life that is over', async () => {
    const { kept, lives, events } = setUp();
    await kept.open();
    const [life] = lives;
    life?.onLost(new SothebaisError('BROWSER_FAILED', 'Gone.'));
    const letGo = vi.fn();
    life?.onPicture(3, new Picture({ index: 0, revision: 1 }, letGo));
    expect(letGo).toHaveBeenCalledOnce();
    life?.onLost(new SothebaisError('BROWSER_FAILED', 'Gone again.'));
    expect(events.onPicture).not.toHaveBeenCalled();
    expect(events.onAway).toHaveBeenCalledOnce();
    await kept.close();
  });

  test('tells how long it has owed a picture, and is started again for a reason', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const { kept, lives, events } = setUp();
    await kept.open();
    expect(kept.silentMs(performance.now())).toBe(0);
    kept.ask(0, 0);
    kept.ask(1, 33);
    await vi.advanceTimersByTimeAsync(700);
    expect([kept.owed, kept.silentMs(performance.now())]).toEqual([2, 700]);
    lives[0]?.onUndrawn(0, true);
    expect([kept.owed, kept.failures, kept.silentMs(performance.now())]).toEqual([1, 1, 0]);
    kept.restart('It hangs.');
    expect(kept.isUp).toBe(false);
    expect(events.onTrouble).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(300);
    expect([kept.isUp, kept.restarts, kept.owed]).toEqual([true, 1, 0]);
    await kept.close();
    vi.useRealTimers();
  });

  test('is not given up while another is starting, and counts no answer of the one before', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const { kept, lives, events } = setUp();
    await kept.open();
    kept.restart('It hangs.');
    kept.restart('It hangs still.');
    lives[0]?.onUndrawn(4, true);
    await vi.advanceTimersByTimeAsync(300);
    kept.ask(5, 0);
    lives[0]?.onUndrawn(5, true);
    lives[0]?.onLost(new SothebaisError('BROWSER_FAILED', 'Gone at last.'));
    expect([lives.length, kept.owed, kept.failures, kept.restarts, kept.isUp]).toEqual([
      ...[2, 1, 0, 1, true],
    ]);
    expect(events.onTrouble).toHaveBeenCalledOnce();
    expect(events.onUndrawn).not.toHaveBeenCalled();
    await kept.close();
    vi.useRealTimers();
  });

  test('does not start again once closed', async () => {
    vi.useFakeTimers();
    const { kept, lives, shows } = setUp();
    await kept.open();
    await kept.close();
    lives[0]?.onLost(new SothebaisError('BROWSER_FAILED', 'Gone.'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shows).toEqual([1]);
    vi.useRealTimers();
  });
});
