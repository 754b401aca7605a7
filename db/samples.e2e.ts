import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Auction } from '../engine/domain/auction.js';
import { decide } from '../engine/domain/decide.js';
import { foldAuction } from '../engine/domain/fold-auction.js';
import type { AuctionId, Instant, LotId } from '../engine/domain/ids.js';
import type { Entry } from '../engine/ports/ledger.js';
import { chainHash, encodeEvent, GENESIS_HASH } from './event-codec.js';
import { createKeptBook } from './kept-book.js';
import { createLedger } from './ledger.js';
import { openDatabase, type OpenDatabase } from './open.js';
import { verifyBookFile, verifyKeptBook } from './verify-book.js';

const sample = (name: string): string =>
  fileURLToPath(new URL(`./samples/${name}`, import.meta.url));

/** What the house that wrote each book said it came to. */
const OUTCOMES = JSON.parse(readFileSync(sample('outcomes.json'), 'utf8')) as Record<
  string,
  { readonly events: number; readonly head: string; readonly lots: readonly unknown[] }
>;

/** The hash of the fortieth event, as the house that wrote it said. */
const HEAD_OF_40 = (
  JSON.parse(readFileSync(sample('schema-1-desk.jsonl'), 'utf8').split('\n')[39] ?? '{}') as {
    readonly hash: string;
  }
).hash;

/** What a lot came to, as far as every house has told it. */
function outcomeOf(auction: Auction, lotId: LotId) {
  const { number } = auction.opening.catalogue.find(({ id }) => id === lotId) ?? {};
  const { accepted, refused } = auction.lots.get(lotId) ?? {};
  const { outcome, winner, hammerWei, premiumWei, settlement } = auction.results.get(lotId) ?? {};
  return {
    ...{ number, outcome, winner, accepted, refused },
    hammerWei: String(hammerWei),
    premiumWei: String(premiumWei),
    settlementTx: settlement?.state === 'settled' ? settlement.txHash : null,
  };
}

let folder: string;
let open: OpenDatabase[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sothebais-samples-'));
  open = [];
});
afterEach(() => {
  for (const database of open) database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A copy of the kept database of schema 1, opened as the house opens it. */
function openKept(options?: Parameters<typeof openDatabase>[1]): OpenDatabase {
  const path = join(folder, 'book.sqlite');
  copyFileSync(sample('schema-1-book.sqlite'), path);
  const database = openDatabase(path, options);
  open.push(database);
  return database;
}

describe('books that were written in other days', () => {
  test.each(Object.entries(OUTCOMES))(
    '%s is right, and comes to what it came to',
    async (name, outcome) => {
      const { auction, ...verdict } = await verifyBookFile(sample(`${name}.jsonl`));
      expect(verdict).toMatchObject({
        events: outcome.events,
        head: outcome.head,
        isFinished: true,
      });
      expect(auction.opening.catalogue.map(({ id }) => outcomeOf(auction, id))).toEqual(
        outcome.lots,
      );
    },
  );

  test('are replayed by the rulebook of their days', async () => {
    const { auction } = await verifyBookFile(sample('schema-1-desk.jsonl'));
    expect(auction.opening).toMatchObject({ rulebook: 1, pace: { secondChanceMs: 900_000 } });
  });

  test('of a later schema are left to a newer house', async () => {
    const payload = '{"version":3,"cause":"house","kind":"auction-opened"}';
    const hash = chainHash(GENESIS_HASH, payload);
    const database = openKept();
    database.db.$client
      .prepare(
        `INSERT INTO auction_events (auction_id, sequence, kind, payload, hash) VALUES ('late', 1, 'auction-opened', ?, ?)`,
      )
      .run(payload, hash);
    const late = 'late' as AuctionId;
    const expected = { code: 'BOOK_TOO_NEW', details: { sequence: 1, schema: 3 } };
    await expect(createLedger(database.db).read(late)).rejects.toMatchObject(expected);
    await expect(verifyKeptBook(createKeptBook(database), late)).rejects.toMatchObject(expected);
  });
});

describe('a database of schema 1', () => {
  const evening = 'evening' as AuctionId;

  test('is checked where it lies, without being touched', async () => {
    const book = createKeptBook(openKept({ readonly: true }));
    const verdict = await verifyKeptBook(book, evening);
    expect(verdict).toMatchObject({ events: 40, isFinished: false });
    expect(verdict.head).toBe(HEAD_OF_40);
  });

  test('is brought up to date and goes on: what is written next follows from what was', async () => {
    const database = openKept();
    const ledger = createLedger(database.db);
    const before = await ledger.read(evening);
    let auction: Auction | undefined;
    for (const { event } of before) auction = foldAuction(auction, event);
    const lot = auction?.lots.get(auction.currentLotId ?? ('' as never));
    expect(lot).toMatchObject({ phase: 'fair-warning', accepted: 1 });
    expect(lot?.held).toHaveLength(1);

    const at = ((lot?.closesAt ?? 0) + 60_000) as Instant;
    const events = decide(auction, { kind: 'tick', at }).map((event) => ({
      event,
      cause: 'clock',
    }));
    expect(events.map(({ event }) => event.kind).slice(0, 2)).toEqual([
      'bid-refused',
      'hammer-fell',
    ]);
    const written = await ledger.append(evening, { events, errands: [], heard: [] }, before.length);
    const [first] = written as readonly [Entry];
    expect(first.hash).toBe(chainHash(before.at(-1)?.hash ?? '', first.payload));
    expect(first.payload).toBe(encodeEvent(first));
    await expect(verifyKeptBook(createKeptBook(database), evening)).resolves.toMatchObject({
      events: 40 + events.length,
      head: written.at(-1)?.hash,
    });
  });
});
