import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { SothebaisError } from '../engine/domain/errors.js';

/** Drizzle, and the client behind it for the path that bids take. */
export type BookDatabase = BetterSQLite3Database & { readonly $client: Database.Database };

/** The project's database, open. */
export interface OpenDatabase {
  readonly db: BookDatabase;
  close(): void;
}

const BUSY_LIMIT_MS = 5_000;

/**
 * Opens the database, makes it when there is none, and brings its tables up to date.
 *
 * Every commit is on the disk before it returns (`synchronous=FULL`), so that what was told to a
 * bidder survives a power cut.
 *
 * @param path - a file, or `:memory:`
 * @param options.readonly - leaves everything as it is
 * @throws SothebaisError `BOOK_DAMAGED`, `FOLDER_UNWRITABLE`
 */
export function openDatabase(
  path: string,
  options: { readonly readonly?: boolean } = {},
): OpenDatabase {
  const isReadonly = options.readonly ?? false;
  const client = openFile(path, isReadonly);
  try {
    client.pragma(`busy_timeout = ${BUSY_LIMIT_MS}`);
    const db = drizzle({ client });
    if (!isReadonly) {
      client.pragma('journal_mode = WAL');
      client.pragma('synchronous = FULL');
      client.pragma('foreign_keys = ON');
      migrate(db, { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) });
    }
    return { db, close: () => client.close() };
  } catch (cause) {
    client.close();
    throw new SothebaisError('BOOK_DAMAGED', `The book at ${path} is no SQLite database of ours.`, {
      cause,
    });
  }
}

function openFile(path: string, isReadonly: boolean): Database.Database {
  try {
    return new Database(path, { readonly: isReadonly });
  } catch (cause) {
    throw new SothebaisError('FOLDER_UNWRITABLE', `The book at ${path} cannot be opened.`, {
      cause,
    });
  }
}
