import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { formatBook, readBook } from '../../../db/book-file.js';
import { createLedger } from '../../../db/ledger.js';
import { openDatabase } from '../../../db/open.js';
import { openFloor } from '../../app/run-floor.js';
import { askedBy } from '../../app/rule-on-turns.js';
import type { AuctionEvent } from '../../domain/events.js';
import type { AuctionId } from '../../domain/ids.js';
import { replay } from '../../domain/replay.js';
import { postName } from '../../domain/source-key.js';
import type { Entry, Ledger } from '../../ports/ledger.js';
import type { FloorTurn } from '../../ports/queues.js';
import { createFakeBook } from '../fake-ledger.js';
import { houseTime, type TortureEvening } from './evening.js';
import { BOOK } from './house.js';
import { readRemembered } from './world.js';

/** What went wrong in a run, counted. All of it is nought in a house that holds. */
export interface Verdict {
  /** Turns that the queue had taken and nobody ruled on, and lots sold and not settled. */
  readonly lost: number;
  /** Rulings, replies and transfers beyond the first. */
  readonly duplicated: number;
  /** Rulings and hammers that are not what and where they are without a kill. */
  readonly divergent: number;
  /** 1 for a book that does not verify: its chain, its rules, its seal. */
  readonly unverified: number;
}

/** Judges what a run left in its folder. */
export async function judge(
  dir: string,
  evening: TortureEvening,
  acknowledged: readonly FloorTurn[],
): Promise<Verdict> {
  const { id } = evening.opening;
  const database = openDatabase(join(dir, BOOK), { readonly: true });
  try {
    const ledger = createLedger(database.db);
    const entries = await ledger.read(id);
    const events = entries.map(({ event }) => event);
    const { said, settled } = readRemembered(dir);
    const ruled = rulingsIn(events);
    return {
      lost: (await unruled(ledger, id, acknowledged)) + unsettled(events),
      duplicated:
        beyondFirst(ruled.map(({ about }) => about)) +
        beyondFirst(said.map(asOneAnswer)) +
        beyondFirst(settled.map((line) => line.split(' to ')[0] ?? line)),
      divergent: differences(ruled, rulingsIn(await playWithout(evening))),
      unverified: verify(entries, evening) ? 0 : 1,
    };
  } finally {
    database.close();
  }
}

/** What a house that never dies makes of the evening. */
async function playWithout({ opening, reserves, turns }: TortureEvening): Promise<AuctionEvent[]> {
  const { ledger } = createFakeBook();
  const floor = await openFloor({
    ...{ auctionId: opening.id, ledger, reserves, hostHandle: 'aurelia' },
    clock: { now: () => houseTime(0) },
    checksum: (wallet) => wallet,
    onCommit: () => undefined,
  });
  for (const { turn } of turns) await floor.runAll([turn]);
  await floor.runAll([{ kind: 'tick', due: houseTime(0) }]);
  return (await ledger.read(opening.id)).map(({ event }) => event);
}

async function unruled(
  ledger: Ledger,
  auctionId: AuctionId,
  turns: readonly FloorTurn[],
): Promise<number> {
  const known = await ledger.known(auctionId, askedBy(turns));
  return turns.filter((turn) => {
    if (turn.kind === 'post') return !known.heard.has(postName(turn.post));
    const { keys } = askedBy([turn]);
    return keys.length > 0 && !keys.some((key) => known.ruled.has(key));
  }).length;
}

function unsettled(events: readonly AuctionEvent[]): number {
  const settled = new Set(events.flatMap((one) => (one.kind === 'lot-settled' ? one.lotId : [])));
  return events.filter(
    (one) => one.kind === 'hammer-fell' && one.outcome === 'sold' && !settled.has(one.lotId),
  ).length;
}

/** What was ruled on, and how. */
interface Ruling {
  readonly about: string;
  readonly how: string;
}

/** The bids in the order of their rulings, and then the lots. */
function rulingsIn(events: readonly AuctionEvent[]): Ruling[] {
  const bids: Ruling[] = [];
  const lots: Ruling[] = [];
  for (const event of events) {
    if (event.kind === 'bid-accepted') {
      const { bid, leader, priceWei } = event;
      bids.push({ about: bid.id, how: `accepted, ${leader} leads at ${priceWei}` });
    } else if (event.kind === 'bid-refused') {
      bids.push({ about: event.bid.id, how: event.why });
    } else if (event.kind === 'offer-refused') {
      bids.push({ about: event.offer.id, how: event.why });
    } else if (event.kind === 'hammer-fell') {
      const { lotId, outcome, winner, hammerWei } = event;
      lots.push({ about: `lot ${lotId}`, how: `${outcome} to ${winner ?? ''} at ${hammerWei}` });
    } else if (event.kind === 'lot-settled') {
      lots.push({ about: `settlement of ${event.lotId}`, how: '' });
    }
  }
  return [...bids, ...lots.toSorted((a, b) => (a.about < b.about ? -1 : 1))];
}

/** How many places hold something else. A floor without an outbox settles nothing. */
function differences(found: readonly Ruling[], expected: readonly Ruling[]): number {
  const rulings = found.filter(({ about }) => !about.startsWith('settlement'));
  const places = Math.max(rulings.length, expected.length);
  return Array.from({ length: places }, (_, i) => i).filter(
    (i) => rulings[i]?.about !== expected[i]?.about || rulings[i]?.how !== expected[i]?.how,
  ).length;
}

/** However an answer is put, a post has one. */
const asOneAnswer = (line: string): string => line.replace(/ Thank you .*/, ' Thank you');

const beyondFirst = (names: readonly string[]): number => names.length - new Set(names).size;

const seal = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The chain of hashes to the byte, every ruling by the rules, every seal, and the end. */
function verify(entries: readonly Entry[], { reserves }: TortureEvening): boolean {
  const book = readBook(formatBook(entries));
  if (!book.ok || entries.at(-1)?.event.kind !== 'book-sealed') return false;
  return replay(book.events, reserves, seal).ok;
}
