import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { SothebaisError } from '../engine/domain/errors.js';
import { asFailure } from './sqlite-failure.js';

/** Drizzle, and the client behind it for the path that bids take. */
export type BookDatabase = BetterSQLite3Database & { readonly $client: Database.Database };

/** The project's database, open. */
export interface OpenDatabase {
  readonly db: BookDatabase;
  close(): void;
}

const BUSY_LIMIT_MS = 5_000;
const IN_MEMORY = ':memory:';
const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Opens the database, makes it when there is none, and brings its tables up to date.
 *
 * Every commit is on the disk before it returns (`synchronous=FULL`), so that what was told to a
 * bidder survives a power cut.
 *
 * @param path - a file, or `:memory:`
 * @param options.readonly - leaves everything as it is
 * @throws SothebaisError `BOOK_DAMAGED` for a file that is no database or not a whole one,
 *   `FOLDER_UNWRITABLE`, `BOOK_UNWRITABLE` for a full disk, `HOUSE_RUNNING` where another process
 *   holds it too long
 */
export function openDatabase(
  path: string,
  options: { readonly readonly?: boolean } = {},
): OpenDatabase {
  const isReadonly = options.readonly ?? false;
  if (path !== IN_MEMORY) refuseRuins(path);
  if (path !== IN_MEMORY && !isReadonly && !existsSync(path)) makeFile(path);
  return openFile(path, isReadonly, 'WAL');
}

/** A book that is empty, or of which only the log is left, was damaged; SQLite would begin anew. */
function refuseRuins(path: string): void {
  const damaged = (why: string) =>
    new SothebaisError('BOOK_DAMAGED', `The book at ${path} ${why}.`);
  if (!existsSync(dirname(path))) {
    throw new SothebaisError('FOLDER_UNWRITABLE', `There is no folder for the book at ${path}.`);
  }
  const size = sizeOf(path);
  if (size === 0) throw damaged('is empty');
  if (size === undefined && existsSync(`${path}-wal`))
    throw damaged('is gone, and its log is left');
}

function sizeOf(path: string): number | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size;
  } catch (cause) {
    const message = `The book at ${path} cannot be read.`;
    throw new SothebaisError('FOLDER_UNWRITABLE', message, { cause });
  }
}

/** Under another name until its tables are there: nobody ever finds half of it. */
function makeFile(path: string): void {
  const draft = `${path}.draft`;
  rmSync(draft, { force: true });
  openFile(draft, false, 'DELETE').close();
  renameSync(draft, path);
}

function openFile(path: string, isReadonly: boolean, journal: 'WAL' | 'DELETE'): OpenDatabase {
  let client: Database.Database | undefined;
  try {
    client = new Database(path, { readonly: isReadonly });
    client.pragma(`busy_timeout = ${BUSY_LIMIT_MS}`);
    refuseStrangers(client, path);
    const db: BookDatabase = drizzle({ client });
    if (!isReadonly) {
      client.pragma(`journal_mode = ${journal}`);
      client.pragma('synchronous = FULL');
      client.pragma('foreign_keys = ON');
      migrate(db, { migrationsFolder: MIGRATIONS });
    }
    const opened = client;
    return { db, close: () => opened.close() };
  } catch (thrown) {
    client?.close();
    throw asOpening(asFailure(thrown, path), path);
  }
}

/** A database with tables, but without ours, is left as it is. */
function refuseStrangers(client: Database.Database, path: string): void {
  const tables = client.prepare('SELECT name FROM sqlite_master').pluck().all();
  if (tables.length === 0 || tables.includes('__drizzle_migrations')) return;
  throw new SothebaisError('BOOK_DAMAGED', `The book at ${path} is no database of ours.`);
}

/** What SQLite has no name for comes of tables that are not ours. */
const asOpening = (failure: unknown, path: string): SothebaisError =>
  failure instanceof SothebaisError
    ? failure
    : new SothebaisError('BOOK_DAMAGED', `The book at ${path} is no database of ours.`, {
        cause: failure,
      });
