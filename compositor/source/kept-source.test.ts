import { describe, expect, test, vi } from 'vitest';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { ShowState } from '../../engine/domain/show.js';
import { KeptSource, type StartSource } from './kept-source.js';
import { PicturePool } from './picture.js';
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
      backend: 'fake',
      ask: () => undefined,
      publish: () => undefined,
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
    life?.onPicture(3, new PicturePool(4).take());
    life?.onLost(new SothebaisError('BROWSER_FAILED', 'Gone again.'));
    expect(events.onPicture).not.toHaveBeenCalled();
    expect(events.onAway).toHaveBeenCalledOnce();
    await kept.close();
  });

  test('gives up a source that owes a picture for five seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const { kept, events } = setUp();
    await kept.open();
    kept.ask(0, 0);
    await vi.advanceTimersByTimeAsync(4_999);
    kept.check();
    expect(kept.isUp).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    kept.check();
    expect(kept.isUp).toBe(false);
    expect(events.onTrouble).toHaveBeenCalledOnce();
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
