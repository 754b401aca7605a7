import { join } from 'node:path';
import { createLedger } from '../../../db/ledger.js';
import { openDatabase } from '../../../db/open.js';
import { openFloor, type Committed, type Floor } from '../../app/run-floor.js';
import type { Instant } from '../../domain/ids.js';
import { invariant } from '../../domain/invariant.js';
import type { Ledger } from '../../ports/ledger.js';
import type { FloorTurn } from '../../ports/queues.js';
import { eveningOpening, playEvening, type EveningOptions } from './evening.js';
import { turnOf } from './turns.js';

/** A real floor on a real book, its lots open, and the bids that are to come. */
export interface BenchFloor {
  readonly floor: Floor;
  readonly ledger: Ledger;
  readonly bids: readonly FloorTurn[];
  readonly bookPath: string;
  readonly close: () => void;
}

/**
 * Opens a floor on a new database in a folder, flushed to the disk at every commit, and brings it
 * to the first bid of an evening.
 *
 * @param prepare - fills the database before the floor opens
 */
export async function openBenchFloor(options: {
  readonly dir: string;
  readonly evening: EveningOptions;
  readonly onCommit?: (committed: Committed) => void;
  readonly prepare?: (ledger: Ledger) => Promise<void>;
}): Promise<BenchFloor> {
  const { evening, dir } = options;
  const { id } = eveningOpening(evening);
  const bookPath = join(dir, `${id}.db`);
  const database = openDatabase(bookPath);
  const { db } = database;
  invariant(
    db.$client.pragma('synchronous', { simple: true }) === 2,
    'the book is flushed at every commit',
  );
  const ledger = createLedger(db);
  await options.prepare?.(ledger);
  const floor = await openFloor({
    ...{ auctionId: id, ledger, reserves: new Map(), hostHandle: 'aurelia' },
    clock: { now: () => Date.now() as Instant },
    checksum: (address) => address,
    onCommit: options.onCommit ?? (() => undefined),
  });
  const moves = [...playEvening(evening)].map(({ move }) => move);
  const isBid = ({ kind }: (typeof moves)[number]) => kind === 'offer';
  const first = moves.findIndex(isBid);
  await floor.runAll(moves.slice(0, first).map(turnOf));
  const bids = moves.filter(isBid).map(turnOf);
  return { floor, ledger, bids, bookPath, close: () => database.close() };
}
