import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SothebaisError } from '../engine/domain/errors.js';
import type { AuctionEvent } from '../engine/domain/events.js';
import type { Wei } from '../engine/domain/ids.js';
import type { Caused } from '../engine/ports/ledger.js';
import { evenings } from '../engine/testing/random-evening.js';
import {
  linesOf,
  payloadsOf,
  playToTheEnd,
  rehash,
  sealEvening,
  type PlayedBook,
} from '../engine/testing/sealed-evening.js';
import { verifyBookFile, type Verdict } from './verify-book.js';

/** A failing evening is made smaller for as long as that leaves the tests after it their time. */
const bounded = (numRuns: number) => ({ numRuns, plugins: [fc.interruptAfterTimeLimit(30_000)] });

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sothebais-verify-'));
  path = join(folder, 'book.jsonl');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const played: fc.Arbitrary<PlayedBook> = evenings.map((evening) =>
  playToTheEnd(sealEvening(evening)),
);

function verify(lines: readonly string[]): Promise<Verdict> {
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return verifyBookFile(path);
}

/** The sequence of the first event that is wrong; undefined for a book that is right. */
async function faultIn(bytes: string | Buffer): Promise<number | undefined> {
  writeFileSync(path, bytes);
  try {
    await verifyBookFile(path);
    return undefined;
  } catch (cause) {
    if (cause instanceof SothebaisError && cause.code === 'BOOK_DAMAGED') {
      return Number(cause.details['sequence']);
    }
    throw cause;
  }
}

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const without = <T>(items: readonly T[], index: number): readonly T[] => items.toSpliced(index, 1);

describe('verifying a finished book', () => {
  test('finds every evening right, and every reserve opened', async () => {
    await fc.assert(
      fc.asyncProperty(played, async ({ book }) => {
        const verdict = await verify(linesOf(book));
        expect(verdict).toMatchObject({ events: book.length, isFinished: true, sealedLots: [] });
      }),
      bounded(60),
    );
  });

  test('finds any byte that is another, anywhere', async () => {
    const change = fc.record({ place: fc.nat(), byte: fc.nat({ max: 255 }) });
    await fc.assert(
      fc.asyncProperty(played, fc.array(change, { minLength: 12 }), async ({ book }, changes) => {
        const lines = linesOf(book);
        const whole = Buffer.from(text(lines));
        for (const { place, byte } of changes) {
          const at = place % whole.length;
          if (whole[at] === byte) continue;
          const line = whole.subarray(0, at).filter((one) => one === 0x0a).length + 1;
          const changed = Buffer.from(whole);
          changed[at] = byte;
          expect(await faultIn(changed), `${at} ${byte}`).toBe(line);
        }
      }),
      bounded(25),
    );
  });

  test('finds a line that is gone, said twice, moved or slipped in', async () => {
    await fc.assert(
      fc.asyncProperty(played, fc.nat(), fc.nat(), async ({ book }, one, other) => {
        const lines = linesOf(book);
        const [at, from] = [one % (lines.length - 1), other % lines.length];
        const [line = '', next = '', slipped = ''] = [lines[at], lines[at + 1], lines[from]];
        expect(await faultIn(text(without(lines, at)))).toBe(at + 1);
        expect(await faultIn(text(lines.toSpliced(at, 0, line)))).toBe(at + 2);
        expect(await faultIn(text(lines.toSpliced(at, 2, next, line)))).toBe(at + 1);
        if (from !== at) expect(await faultIn(text(lines.toSpliced(at, 0, slipped)))).toBe(at + 1);
      }),
      bounded(40),
    );
  });

  test('tells a book without its end from a finished one', async () => {
    const [{ book }] = fc.sample(played, { numRuns: 1, seed: 3 }) as [PlayedBook];
    expect(await verify(linesOf(book.slice(0, -1)))).toMatchObject({ isFinished: false });
  });

  test('takes nothing for a book that is none', async () => {
    expect(await faultIn('')).toBe(1);
    expect(await faultIn('\n')).toBe(1);
    expect(await faultIn('no book\n')).toBe(1);
    expect(await faultIn(Buffer.from([0xff, 0xfe, 0x0a]))).toBe(1);
    await expect(verifyBookFile(folder)).rejects.toMatchObject({ code: 'INPUT_MISSING' });
  });
});

/**
 * What follows at once from the event before it. What the clock brings is not among it: without
 * it the clock may only have been late.
 */
const DERIVED: readonly AuctionEvent['kind'][] = [
  ...(['reserve-opened', 'settlement-begun', 'paddle-registered'] as const),
];

describe('verifying a book whose hashes were made anew', () => {
  test('finds that what the rules give was left out', async () => {
    await fc.assert(
      fc.asyncProperty(played, fc.nat(), async ({ book }, pick) => {
        const derived = book.flatMap(({ event }, i) =>
          DERIVED.includes(event.kind) && !('desk' in event) ? [i] : [],
        );
        const index = derived[pick % derived.length];
        if (index === undefined) return;
        expect(await faultIn(text(linesOf(without(book, index))))).toBeGreaterThan(index);
      }),
      bounded(60),
    );
  });

  test('finds that something was said twice', async () => {
    await fc.assert(
      fc.asyncProperty(played, fc.nat(), async ({ book }, pick) => {
        const index = pick % (book.length - 1);
        const [twice] = book.slice(index, index + 1) as [Caused];
        const found = await faultIn(text(linesOf(book.toSpliced(index, 0, twice))));
        expect(found).toBeGreaterThan(index);
      }),
      bounded(60),
    );
  });

  test('finds a reserve that was moved, at its opening', async () => {
    await fc.assert(
      fc.asyncProperty(played, fc.nat(), fc.bigInt({ min: 1n }), async ({ book }, pick, byWei) => {
        const opened = book.flatMap(({ event }, i) => (event.kind === 'reserve-opened' ? [i] : []));
        const index = opened[pick % opened.length];
        const { event, cause } = book[index ?? -1] ?? {};
        if (index === undefined || event?.kind !== 'reserve-opened') return;
        const moved = { ...event, reserveWei: (event.reserveWei + byWei) as Wei };
        const forged = book.with(index, { event: moved, cause: cause ?? '' });
        expect(await faultIn(text(linesOf(forged)))).toBe(index + 1);
      }),
      bounded(60),
    );
  });

  test.each<[string, (payload: string) => string]>([
    ['a space', (payload) => payload.replace(',"at"', ', "at"')],
    ['a key said twice', (payload) => payload.replace('{', '{"kind":"x",')],
    ['a number written otherwise', (payload) => payload.replace(/"at":(\d+)/, '"at":$1.0')],
    ['a letter written otherwise', (payload) => payload.replace('house', '\\u0068ouse')],
    ['a name that makes no field', (payload) => payload.replace('"kind"', '"__proto__":1,"kind"')],
    ['a schema of no house', (payload) => payload.replace('"version":2', '"version":"2"')],
    ['no cause', (payload) => payload.replace('"cause":"house",', '')],
    [
      'an older schema than the event before',
      (payload) => payload.replace(/"version":2,"cause":"house",/, ''),
    ],
    ['an amount that is no integer', (payload) => payload.replace('}', ',"xWei":"01"}')],
  ])('finds %s', async (_name, change) => {
    const [{ book }] = fc.sample(played, { numRuns: 1, seed: 3 }) as [PlayedBook];
    const payloads = payloadsOf(linesOf(book));
    const last = payloads.at(-1) ?? '';
    expect(change(last)).not.toBe(last);
    const forged = rehash(payloads.with(-1, change(last)));
    expect(await faultIn(text(forged))).toBe(payloads.length);
  });
});

describe('verifying the book of an auction that runs', () => {
  test('goes as far as it goes: what is sealed still is taken as it shows itself', async () => {
    await fc.assert(
      fc.asyncProperty(played, fc.nat(), async ({ book, ends }, pick) => {
        const end = ends[pick % ends.length] ?? book.length;
        const { events, auction, sealedLots } = await verify(linesOf(book.slice(0, end)));
        expect(events).toBe(end);
        const over = ['sold', 'passed', 'withdrawn', 'settling', 'settled', 'defaulted'];
        for (const id of sealedLots) expect(over).not.toContain(auction.lots.get(id)?.phase);
      }),
      bounded(150),
    );
  });

  test('holds a lot to the reserve that one of its rulings has shown', async () => {
    await fc.assert(
      fc.asyncProperty(played, async ({ book, ends }) => {
        const asks = book.flatMap(({ event }, i) =>
          event.kind === 'bid-refused' && event.why === 'BELOW_RESERVE' ? [i] : [],
        );
        const [first, second] = asks;
        const { event, cause } = book[second ?? -1] ?? {};
        if (first === undefined || second === undefined || event?.kind !== 'bid-refused') return;
        const lower = { ...event, askWei: (event.askWei - 1n) as Wei };
        const forged = book.with(second, { event: lower, cause: cause ?? '' });
        const end = ends.find((one) => one > second) ?? book.length;
        expect(await faultIn(text(linesOf(forged.slice(0, end))))).toBe(second + 1);
      }),
      bounded(100),
    );
  });
});
