import type { Closeable } from '../engine/ports/closeable.js';

/** How long one thing may take to close before the rest goes on without it. */
const CLOSE_LIMIT_MS = 3_000;

/** Everything opened so far, closed in reverse order; each alone when it fails. */
export class Shutdown implements Closeable {
  readonly #opened: Closeable[] = [];
  readonly #onTrouble: (cause: unknown) => void;
  #closing: Promise<void> | undefined;

  constructor(onTrouble: (cause: unknown) => void) {
    this.#onTrouble = onTrouble;
  }

  /** Remembers what was opened and hands it back. What comes too late is closed at once. */
  add<Thing extends Closeable>(thing: Thing): Thing {
    if (this.#closing)
      this.#closing = Promise.all([this.#closing, this.#closeOne(thing)]).then(() => undefined);
    else this.#opened.push(thing);
    return thing;
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    for (const thing of this.#opened.splice(0).reverse()) {
      await this.#closeOne(thing);
    }
  }

  async #closeOne(thing: Closeable): Promise<void> {
    try {
      await within(thing.close(), CLOSE_LIMIT_MS);
    } catch (cause) {
      this.#onTrouble(cause);
    }
  }
}

async function within(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Something did not close within ${limitMs} ms.`));
    }, limitMs);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
