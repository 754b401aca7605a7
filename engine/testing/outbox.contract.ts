import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuctionId, LotId, XUserId } from '../domain/ids.js';
import type { Errand, Outbox } from '../ports/outbox.js';
import { at } from './builders.js';
import type { Book } from './fake-ledger.js';

const FIRST = 'evening' as AuctionId;
const SECOND = 'next-evening' as AuctionId;

const settle = (id: string): Errand => ({ kind: 'settle', id, lotId: '1' as LotId });
/** The errands of these tests follow from event 7 and were not tried in vain. */
const ONCE = { sequence: 7, failures: 0 };
const answer: Errand = {
  ...{ kind: 'answer', id: 'answer-post-1' },
  post: {
    ...{ source: 'post', id: '1', authorId: '7' as XUserId, handle: 'ada', text: 'hello "you"' },
    ...{ placedAt: at(1), receivedAt: at(1) },
  },
};

/** What every outbox must do, whichever database stands behind it. */
export function outboxContract(
  name: string,
  open: () => { readonly book: Book; readonly close: () => void },
): void {
  let book: Book;
  let outbox: Outbox;
  let close: () => void;
  beforeEach(() => {
    ({ book, close } = open());
    outbox = book.outbox(FIRST);
  });
  afterEach(() => close());

  const owe = async (errands: readonly Errand[], auctionId = FIRST, sequence: number | null = 7) =>
    book.ledger.append(
      auctionId,
      { events: [], errands: errands.map((errand) => ({ errand, sequence })), heard: [] },
      0,
    );

  describe(`${name} as an outbox`, () => {
    test('owes what the transaction wrote, oldest first', async () => {
      await owe([settle('settle-2'), answer]);
      await owe([settle('settle-1')]);
      expect(await outbox.waiting()).toEqual([settle('settle-2'), answer, settle('settle-1')]);
      expect(await outbox.find('answer-post-1')).toEqual(answer);
      expect(await outbox.find('nothing')).toBeUndefined();
    });

    test('owes an errand once, closed or not', async () => {
      await owe([settle('settle-1')]);
      await owe([settle('settle-1')]);
      expect(await outbox.waiting()).toHaveLength(1);
      await outbox.close('settle-1', 'done', '0xaa', at(1));
      await owe([settle('settle-1')]);
      expect(await outbox.waiting()).toEqual([]);
    });

    test('forgets what is closed, but for the tally', async () => {
      await owe([settle('settle-1'), settle('settle-2'), answer]);
      await outbox.close('settle-1', 'done', '0xaa', at(1));
      await outbox.close('answer-post-1', 'silent', '', at(1));
      expect(await outbox.find('settle-1')).toBeUndefined();
      expect(await outbox.waiting()).toEqual([settle('settle-2')]);
      const tally = [...(await outbox.tally())].sort((a, b) => (key(a) < key(b) ? -1 : 1));
      expect(tally).toEqual([
        { kind: 'answer', state: 'silent', count: 1 },
        { kind: 'settle', state: 'done', count: 1 },
        { kind: 'settle', state: 'waiting', count: 1 },
      ]);
    });

    test('leaves what is closed as it was closed', async () => {
      await owe([settle('settle-1')]);
      await outbox.close('settle-1', 'done', '0xaa', at(1));
      await outbox.close('settle-1', 'failed', 'too late', at(2));
      expect(await outbox.noteFailure('settle-1', 'too late', at(2))).toBe(0);
      expect(await outbox.failed()).toEqual([]);
    });

    test('keeps the errands of two auctions apart, though they are named alike', async () => {
      await owe([settle('settle-1')]);
      await owe([settle('settle-1')], SECOND);
      await outbox.close('settle-1', 'failed', 'no', at(1));
      expect(await outbox.waiting()).toEqual([]);
      expect(await book.outbox(SECOND).waiting()).toEqual([settle('settle-1')]);
      expect(await book.outbox(SECOND).failed()).toEqual([]);
      expect(await book.outbox(SECOND).retry('settle-1', at(2))).toBeUndefined();
    });
  });

  describe(`${name} asked by name`, () => {
    test('tells every errand whose id begins so, and what became of it', async () => {
      await owe([settle('settle-1'), settle('settle-12'), settle('settle-2'), answer]);
      await owe([settle('settle-1')], SECOND);
      await outbox.close('settle-12', 'done', '0xaa', at(3));
      expect(await outbox.named('settle-1')).toEqual([
        { ...{ errand: settle('settle-1'), state: 'waiting', why: '', at: 0 }, ...ONCE },
        { ...{ errand: settle('settle-12'), state: 'done', why: '0xaa', at: at(3) }, ...ONCE },
      ]);
      expect(await outbox.named('reply-')).toEqual([]);
    });
  });

  describe(`${name} between tries`, () => {
    test('keeps the words that were about to be said, the first of them', async () => {
      await owe([answer]);
      await outbox.begin('answer-post-1', 'Good "evening", Wei \u{1F3A9}');
      await outbox.begin('answer-post-1', 'Something else.');
      const begun = { ...answer, begun: 'Good "evening", Wei \u{1F3A9}' };
      expect(await outbox.find('answer-post-1')).toEqual(begun);
      expect(await outbox.waiting()).toEqual([begun]);
    });

    test('counts the tries in vain, and owes the errand still', async () => {
      await owe([settle('settle-1'), settle('settle-2')]);
      expect(await outbox.noteFailure('settle-1', 'away', at(1))).toBe(1);
      expect(await outbox.noteFailure('settle-1', 'still away', at(2))).toBe(2);
      expect(await outbox.noteFailure('settle-2', 'away', at(2))).toBe(1);
      expect(await outbox.noteFailure('settle-9', 'away', at(2))).toBe(0);
      expect(await outbox.waiting()).toHaveLength(2);
      expect(await outbox.failed()).toEqual([]);
    });
  });

  describe(`${name} of what was given up`, () => {
    beforeEach(async () => {
      await owe([settle('settle-2'), settle('settle-1')]);
      await owe([answer], FIRST, null);
      await outbox.noteFailure('settle-1', 'away', at(1));
      for (const id of ['answer-post-1', 'settle-1']) await outbox.close(id, 'failed', 'no', at(2));
    });

    test('tells what it was, what it follows from, how often and why it failed, and when', async () => {
      expect(await outbox.failed()).toEqual([
        { errand: settle('settle-1'), sequence: 7, failures: 1, why: 'no', at: at(2) },
        { errand: answer, sequence: null, failures: 0, why: 'no', at: at(2) },
      ]);
    });

    test('owes anew what is to be tried again, from the first try on', async () => {
      expect(await outbox.retry('settle-1', at(3))).toEqual(settle('settle-1'));
      expect(await outbox.retry('settle-1', at(3))).toBeUndefined();
      expect((await outbox.failed()).map(({ errand }) => errand)).toEqual([answer]);
      expect((await outbox.waiting()).map(({ id }) => id)).toEqual(['settle-2', 'settle-1']);
      expect(await outbox.noteFailure('settle-1', 'away', at(4))).toBe(1);
    });

    test('says again what it began to say, once it is tried again', async () => {
      await outbox.retry('answer-post-1', at(3));
      await outbox.begin('answer-post-1', 'Hello.');
      await outbox.close('answer-post-1', 'failed', 'no', at(4));
      expect(await outbox.retry('answer-post-1', at(5))).toEqual({ ...answer, begun: 'Hello.' });
    });

    test('drops for good what is dropped, and nothing else', async () => {
      expect(await outbox.drop('settle-1', 'settled by hand', at(3))).toBe(true);
      expect(await outbox.drop('settle-1', 'settled by hand', at(3))).toBe(false);
      expect(await outbox.drop('settle-2', 'it waits', at(3))).toBe(false);
      expect(await outbox.retry('settle-1', at(4))).toBeUndefined();
      expect(await outbox.tally()).toContainEqual({ kind: 'settle', state: 'dropped', count: 1 });
      expect((await outbox.failed()).map(({ errand }) => errand)).toEqual([answer]);
    });
  });
}

const key = ({ kind, state }: { kind: string; state: string }): string => `${kind} ${state}`;
