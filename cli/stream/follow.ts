import { setTimeout as sleep } from 'node:timers/promises';
import { cut } from '../desk/columns.js';

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CLEAR_BELOW = '\u001b[J';
const up = (lines: number): string => (lines === 0 ? '' : `\r\u001b[${lines}A`);

/** A page on a terminal that is drawn over the one before it; the last one stays. */
export class Redrawn {
  readonly #out: NodeJS.WriteStream;
  #lines = 0;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  draw(page: readonly string[]): void {
    const { rows, columns } = this.#out;
    // What does not fit, or is wrapped, could not be drawn over. A terminal may not know its size.
    const shown = (rows > 0 ? page.slice(0, Math.max(1, rows - 1)) : page).map((line) =>
      columns > 0 ? cut(line, columns) : line,
    );
    this.#out.write(`${HIDE_CURSOR}${up(this.#lines)}${CLEAR_BELOW}${shown.join('\n')}\n`);
    this.#lines = shown.length;
  }

  close(): void {
    this.#out.write(`\r${SHOW_CURSOR}`);
  }
}

/** Does something now and then every so often, until `signal` aborts. */
export async function every(
  periodMs: number,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await work();
    await sleep(periodMs, undefined, { signal }).catch(() => undefined);
  }
}
