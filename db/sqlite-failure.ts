import { SothebaisError, type FailureCode } from '../engine/domain/errors.js';

/** What each of SQLite's failures means for a house, the first that fits. */
const MEANINGS: readonly (readonly [RegExp, FailureCode, string])[] = [
  [/^SQLITE_(?:CORRUPT|NOTADB|FORMAT)/, 'BOOK_DAMAGED', 'is no whole database'],
  [/^SQLITE_IOERR_CORRUPTFS/, 'BOOK_DAMAGED', 'lies on a damaged file system'],
  [/^SQLITE_(?:BUSY|LOCKED)/, 'HOUSE_RUNNING', 'is held by another process'],
  [/^SQLITE_FULL/, 'BOOK_UNWRITABLE', 'finds no room on its disk'],
  [/^SQLITE_(?:IOERR|NOMEM)/, 'BOOK_UNWRITABLE', 'is not taken by its disk'],
  [/^SQLITE_(?:CANTOPEN|READONLY|PERM|AUTH)/, 'FOLDER_UNWRITABLE', 'cannot be opened or written'],
];

/** The failure of the house that one of SQLite's comes to; anything else thrown stays as it is. */
export function asFailure(thrown: unknown, path: string): unknown {
  for (let cause = thrown; cause instanceof Error; cause = cause.cause) {
    const sqlite = 'code' in cause ? String(cause.code) : '';
    const meaning = MEANINGS.find(([pattern]) => pattern.test(sqlite));
    if (!meaning || cause instanceof SothebaisError) continue;
    const [, code, what] = meaning;
    return new SothebaisError(code, `The book at ${path} ${what}.`, { cause: thrown });
  }
  return thrown;
}

/** Does something with a database; its failures are the house's own. */
export function withFailures<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw asFailure(thrown, path);
  }
}

/** A store over a database, whose methods fail as the house does. */
export function guarded<Store extends object>(store: Store, path: string): Store {
  const guard = (method: (...args: unknown[]) => Promise<unknown>) => {
    return async (...args: unknown[]) => {
      try {
        return await method(...args);
      } catch (thrown) {
        throw asFailure(thrown, path);
      }
    };
  };
  const methods = Object.entries(store as Record<string, Parameters<typeof guard>[0]>);
  return Object.fromEntries(methods.map(([name, method]) => [name, guard(method)])) as Store;
}
