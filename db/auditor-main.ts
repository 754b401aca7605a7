import { constants, setPriority } from 'node:os';
import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import { createInterface } from 'node:readline';
import { SothebaisError } from '../engine/domain/errors.js';
import type { AuctionId } from '../engine/domain/ids.js';
import { Audit } from './audit.js';
import { FINISH, type AuditorNews } from './auditor-news.js';
import { createKeptBook } from './kept-book.js';
import { openDatabase } from './open.js';
import { createSnapshotFolder } from './snapshots.js';

/** How long after the last event the book is looked into again. */
const LOOK_EVERY_MS = 500;

const tell = (news: AuditorNews): boolean => process.stdout.write(`${JSON.stringify(news)}\n`);

/** Told to finish by a word from the house; a house that is gone ends it at once. */
function listen(): { readonly isFinishing: () => boolean; readonly asked: AbortSignal } {
  const asked = new AbortController();
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    if (line === FINISH) asked.abort();
  });
  lines.on('close', () => {
    if (!asked.signal.aborted) process.exit(0);
  });
  return { isFinishing: () => asked.signal.aborted, asked: asked.signal };
}

async function audit(bookPath: string, auctionId: AuctionId, snapshotsDir: string): Promise<void> {
  const { isFinishing, asked } = listen();
  const database = openDatabase(bookPath, { readonly: true });
  const snapshots = createSnapshotFolder(snapshotsDir);
  const auditing = new Audit({ book: createKeptBook(database), auctionId, snapshots });
  /** A disk that takes no snapshot costs the next start some time, and nothing else. */
  const keep = (isLast: boolean) => {
    try {
      if (auditing.keep(isLast)) tell({ kind: 'kept', sequence: auditing.sequence });
    } catch (cause) {
      tell({ kind: 'not-kept', message: cause instanceof Error ? cause.message : String(cause) });
    }
  };
  let told = 0;
  for (;;) {
    const wasAsked = isFinishing();
    if (auditing.step()) {
      await breathe();
      continue;
    }
    if (auditing.sequence > told) tell({ kind: 'checked', sequence: auditing.sequence });
    told = auditing.sequence;
    keep(wasAsked);
    if (wasAsked) break;
    await sleep(LOOK_EVERY_MS, undefined, { signal: asked }).catch(() => undefined);
  }
  database.close();
}

const [bookPath = '', auctionId = '', snapshotsDir = ''] = process.argv.slice(2);
setPriority(constants.priority.PRIORITY_LOW);
try {
  await audit(bookPath, auctionId as AuctionId, snapshotsDir);
} catch (cause) {
  if (!(cause instanceof SothebaisError)) throw cause;
  const { code, message, details } = cause;
  tell({ kind: 'fault', code, message, details });
}
process.stdin.destroy();
