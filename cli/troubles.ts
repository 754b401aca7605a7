import { SothebaisError } from '../engine/domain/errors.js';

const KEPT = 5;

/** What went wrong and was got over: shown to the operator, newest last. */
export class Troubles {
  readonly #latest: string[] = [];
  readonly #listeners = new Set<(line: string) => void>();

  /** Takes anything thrown. Bound, so that it can be handed over as it is. */
  readonly note = (cause: unknown): void => {
    const line =
      cause instanceof SothebaisError
        ? `${cause.code}: ${cause.message}`
        : cause instanceof Error
          ? cause.message
          : String(cause);
    if (this.#latest.at(-1) === line) return;
    this.#latest.push(line);
    if (this.#latest.length > KEPT) this.#latest.shift();
    for (const hear of this.#listeners) hear(line);
  };

  onNote(hear: (line: string) => void): void {
    this.#listeners.add(hear);
  }

  latest(): readonly string[] {
    return [...this.#latest];
  }
}
