import { SothebaisError } from '../domain/errors.js';

/** Waits so many milliseconds; rejects when `signal` aborts, so that whoever waits stops too. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Waits on the timers of the process. @throws SothebaisError `INTERRUPTED` */
export const pause: Pause = (ms, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', give);
      resolve();
    }, ms);
    const give = () => {
      clearTimeout(timer);
      reject(new SothebaisError('INTERRUPTED', 'The house is stopping.'));
    };
    if (signal?.aborted) give();
    else signal?.addEventListener('abort', give, { once: true });
  });
