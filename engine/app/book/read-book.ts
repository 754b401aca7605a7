import type { BookPages, EventFilter } from '../../ports/book-pages.js';
import type { Entry } from '../../ports/ledger.js';
import { pause, type Pause } from '../pause.js';

/** How a book is read through. */
export interface ReadOptions {
  /** After this sequence. @default from the beginning */
  readonly after?: number;
  /** Up to this sequence, itself included. @default to the end */
  readonly upTo?: number;
  readonly filter?: EventFilter;
  /**
   * Goes on as the house writes: until the book is sealed, `upTo` is reached or `signal` aborts.
   * @default false
   */
  readonly follows?: boolean;
  readonly signal?: AbortSignal;
  /** How a reader waits. @default on the timers of the process */
  readonly pause?: Pause;
}

/** Enough that a page costs more than asking for it, and little enough to hold. */
const PAGE = 1_000;
const LOOK_EVERY_MS = 200;

/**
 * The events of a book, oldest first, page by page: each exactly once and none left out. Holds no
 * more than a page. Ends, without a failure, when `signal` aborts.
 */
export async function* readBook(
  pages: BookPages,
  options: ReadOptions = {},
): AsyncGenerator<readonly Entry[], void> {
  const { upTo = Infinity, filter, signal } = options;
  const isOver = () => signal?.aborted === true;
  let after = options.after ?? 0;
  while (!isOver()) {
    const end = Math.min(await pages.length(), upTo);
    for (let more = after < end; more && !isOver();) {
      const page = await pages.read({ after, upTo: end, limit: PAGE }, filter);
      more = page.length === PAGE;
      after = more ? (page.at(-1)?.sequence ?? end) : end;
      if (page.length > 0) yield page;
    }
    if (!options.follows || after >= upTo || (await isSealed(pages, after))) return;
    if (!isOver()) await (options.pause ?? pause)(LOOK_EVERY_MS, signal).catch(() => undefined);
  }
}

/** Whether the house stopped in good order, and all is read. It may open again: the book goes on. */
async function isSealed(pages: BookPages, after: number): Promise<boolean> {
  const [last] = await pages.read({ limit: 1, keep: 'last' });
  return last?.event.kind === 'book-sealed' && last.sequence <= after;
}
