import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Shutdown } from './shutdown.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Shutdown', () => {
  test('closes in the reverse order of opening, one after the other', async () => {
    const said: string[] = [];
    const shutdown = new Shutdown((cause) => said.push(String(cause)));
    const thing = (name: string) => ({
      close: async () => {
        said.push(`${name} closes`);
        await new Promise((resolve) => setTimeout(resolve, 10));
        said.push(`${name} closed`);
      },
    });
    const first = thing('first');
    expect(shutdown.add(first)).toBe(first);
    shutdown.add(thing('second'));

    const closing = shutdown.close();
    await vi.advanceTimersByTimeAsync(20);
    await closing;
    expect(said).toEqual(['second closes', 'second closed', 'first closes', 'first closed']);
  });

  test('goes on past what fails and what never ends, and tells of both', async () => {
    const troubles: unknown[] = [];
    const close = vi.fn(async () => undefined);
    const shutdown = new Shutdown((cause) => troubles.push(cause));
    shutdown.add({ close });
    shutdown.add({ close: () => Promise.reject(new Error('It is stuck.')) });
    shutdown.add({ close: () => new Promise<void>(() => undefined) });

    const closing = shutdown.close();
    await vi.advanceTimersByTimeAsync(2_999);
    expect(close).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await closing;
    expect(close).toHaveBeenCalledOnce();
    expect(troubles.map(String)).toEqual([
      'Error: Something did not close within 3000 ms.',
      'Error: It is stuck.',
    ]);
  });

  test('goes on past what throws before it returns', async () => {
    const troubles: unknown[] = [];
    const close = vi.fn(async () => undefined);
    const shutdown = new Shutdown((cause) => troubles.push(cause));
    shutdown.add({ close });
    shutdown.add({
      close: () => {
        throw new Error('At once.');
      },
    });
    await shutdown.close();
    expect(close).toHaveBeenCalledOnce();
    expect(troubles.map(String)).toEqual(['Error: At once.']);
  });

  test('closes what is opened after it began', async () => {
    const close = vi.fn(async () => undefined);
    const shutdown = new Shutdown(() => undefined);
    const closing = shutdown.close();
    shutdown.add({ close });
    await closing;
    await shutdown.close();
    expect(close).toHaveBeenCalledOnce();
  });

  test('twice is the same shutdown', async () => {
    const close = vi.fn(async () => undefined);
    const shutdown = new Shutdown(() => undefined);
    shutdown.add({ close });
    await Promise.all([shutdown.close(), shutdown.close()]);
    await shutdown.close();
    expect(close).toHaveBeenCalledOnce();
  });
});
