import Database from 'better-sqlite3';
import { and, asc, eq, sql } from 'drizzle-orm';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { StepRow } from '../engine/domain/campaign/step-row.js';
import { SothebaisError } from '../engine/domain/errors.js';
import type { CampaignDiary } from '../engine/ports/campaign-diary.js';
import type { Closeable } from '../engine/ports/closeable.js';
import { CAMPAIGN_STEPS_SQL, campaignSteps } from './campaign-steps.js';

const BUSY_LIMIT_MS = 5_000;

/** A diary over its file. */
export interface OpenDiary extends CampaignDiary, Closeable {}

/**
 * Opens a campaign's diary in a SQLite file of its own, making it when there is none. What `write`
 * returns from is on the disk (`synchronous=FULL`).
 *
 * @param options.readonly - reads what another process writes, and leaves everything as it is
 * @throws SothebaisError `FOLDER_UNWRITABLE`, `BOOK_DAMAGED`
 */
export function openCampaignDiary(
  path: string,
  campaignId: string,
  options: { readonly readonly?: boolean } = {},
): OpenDiary {
  const isReadonly = options.readonly ?? false;
  const client = openFile(path, isReadonly);
  try {
    client.pragma(`busy_timeout = ${BUSY_LIMIT_MS}`);
    const db = drizzle({ client });
    if (!isReadonly) {
      client.pragma('journal_mode = WAL');
      client.pragma('synchronous = FULL');
      db.run(CAMPAIGN_STEPS_SQL);
    }
    db.select().from(campaignSteps).limit(1).all();
    return { ...createDiary(db, campaignId), close: async () => void client.close() };
  } catch (cause) {
    client.close();
    throw new SothebaisError('BOOK_DAMAGED', `The file ${path} is no diary of a campaign.`, {
      cause,
      hint: 'Restore it from a copy, or name another folder with `--data`.',
    });
  }
}

function createDiary(db: BetterSQLite3Database, campaignId: string): CampaignDiary {
  const mine = eq(campaignSteps.campaignId, campaignId);
  const upsert = (tx: Pick<BetterSQLite3Database, 'insert'>, row: StepRow) =>
    tx
      .insert(campaignSteps)
      .values({ campaignId, ...row })
      .onConflictDoUpdate({
        target: [campaignSteps.campaignId, campaignSteps.date, campaignSteps.stage],
        set: row,
      })
      .run();
  return {
    read: async () =>
      db
        .select()
        .from(campaignSteps)
        .where(mine)
        .orderBy(asc(campaignSteps.date), STAGE_ORDER)
        .all()
        .map(({ campaignId: _, ...row }) => row),

    write: async (rows) =>
      db.transaction(
        (tx) => {
          for (const row of rows) upsert(tx, row);
        },
        { behavior: 'immediate' },
      ),

    plan: async (rows) =>
      db.transaction(
        (tx) => {
          tx.delete(campaignSteps)
            .where(and(mine, eq(campaignSteps.status, 'planned')))
            .run();
          for (const row of rows) upsert(tx, row);
        },
        { behavior: 'immediate' },
      ),
  };
}

const STAGE_ORDER = sql`instr('announce doors auction after', ${campaignSteps.stage})`;

/**
 * Takes a campaign's folder for this process. The lock is the system's, so that it ends with the
 * process, however that ends. Keep what is returned: the lock is in it.
 *
 * @param waitMs - how long another process that holds it is waited for
 * @throws SothebaisError `CAMPAIGN_RUNNING`, `FOLDER_UNWRITABLE`
 */
export function holdCampaign(path: string, waitMs: number): Closeable {
  const client = openFile(path, false);
  try {
    client.pragma(`busy_timeout = ${waitMs}`);
    client.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    client.close();
    throw new SothebaisError('CAMPAIGN_RUNNING', `A campaign runs already by the lock ${path}.`, {
      cause,
    });
  }
  return { close: async () => void client.close() };
}

function openFile(path: string, isReadonly: boolean): Database.Database {
  try {
    return new Database(path, { readonly: isReadonly, fileMustExist: isReadonly });
  } catch (cause) {
    throw new SothebaisError('FOLDER_UNWRITABLE', `The file ${path} cannot be opened.`, { cause });
  }
}
