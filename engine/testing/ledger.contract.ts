import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuctionEvent } from '../domain/events.js';
import type { AuctionId, BidId, LotId, Paddle, XUserId } from '../domain/ids.js';
import type { AcceptedBid } from '../domain/lot/lot.js';
import type { Post } from '../domain/post.js';
import { formatWeiJson } from '../domain/wei-json.js';
import type { Batch, Owed } from '../ports/ledger.js';
import type { Errand } from '../ports/outbox.js';
import { aBid, aDesk, address, anOffer, anOpening, at, eth } from './builders.js';
import type { Book } from './fake-ledger.js';

const FIRST = 'evening' as AuctionId;
const SECOND = 'next-evening' as AuctionId;
const LOT = '1' as LotId;

const opened: AuctionEvent = { kind: 'auction-opened', at: at(0), opening: anOpening() };
const presented: AuctionEvent = { kind: 'lot-previewed', lotId: LOT, at: at(10) };
const sealed: AuctionEvent = { kind: 'book-sealed', at: at(11) };

function accepted(id: string): AuctionEvent {
  const bid: AcceptedBid = { ...aBid({ id: id as BidId }), priceWei: eth('1') };
  return {
    kind: 'bid-accepted',
    ...{ lotId: LOT, at: at(20), bid, leader: '101' as Paddle, extended: false },
    ...{ priceWei: eth('1'), askWei: eth('1.1'), closesAt: at(75) },
  };
}

const aPost = (id: string, seconds = 1, source: Post['source'] = 'post'): Post => ({
  ...{ source, id, authorId: '7' as XUserId, handle: 'ada', text: 'bid 1 ETH' },
  ...{ placedAt: at(seconds), receivedAt: at(seconds) },
});

const settle = (id: string): Errand => ({ kind: 'settle', id, lotId: LOT });
const owed = (errand: Errand): Owed => ({ errand, sequence: null });

/** What stands behind an event does not matter to a ledger. */
const CAUSE = 'post-1';
const caused = (event: AuctionEvent) => ({ event, cause: CAUSE });
type Over = Partial<Omit<Batch, 'events' | 'errands'>> & {
  readonly events?: readonly AuctionEvent[];
  readonly errands?: readonly Errand[];
};

const batch = ({ events = [], errands = [], heard = [] }: Over): Batch => ({
  ...{ events: events.map(caused), errands: errands.map(owed), heard },
});

/** What every book must do, whichever database stands behind it. */
export function ledgerContract(
  name: string,
  open: () => { readonly book: Book; readonly close: () => void },
): void {
  let book: Book;
  let close: () => void;
  beforeEach(() => ({ book, close } = open()));
  afterEach(() => close());

  const read = async (id = FIRST) => (await book.ledger.read(id)).map(({ event }) => event);
  const write = async (over: Over, after: number, id = FIRST) =>
    book.ledger.append(id, batch(over), after);
  const ruled = async (keys: readonly string[], id = FIRST) =>
    (await book.ledger.known(id, { posts: [], keys })).ruled;
  const heard = async (...posts: readonly Post[]) => [
    ...(await book.ledger.known(SECOND, { posts, keys: [] })).heard,
  ];

  describe(`${name} as a ledger`, () => {
    test('is empty before anything is written', async () => {
      expect(await book.ledger.auctions()).toEqual([]);
      expect(await read()).toEqual([]);
      expect(await book.ledger.cursor('post')).toBeUndefined();
      expect(await book.ledger.heardCount(FIRST)).toBe(0);
    });

    test('finds events by how their source keys begin, and no other book’s', async () => {
      const events = [opened, accepted('chain-1'), accepted('post-1'), accepted('chaine-2')];
      await write({ events }, 0);
      await write({ events: [opened, accepted('chain-3')] }, 0, SECOND);
      const found = await book.ledger.readKeyed(FIRST, ['ruled chain-', 'held ']);
      expect(found).toEqual((await book.ledger.read(FIRST)).slice(1, 2));
    });

    test('gives back what was appended, amounts to the wei, numbered from 1', async () => {
      const first = await write({ events: [opened, presented] }, 0);
      const second = await write({ events: [accepted('post-1')] }, 2);
      const entries = await book.ledger.read(FIRST);
      expect(entries).toEqual([...first, ...second]);
      expect(entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
      expect(entries[2]?.event).toEqual(accepted('post-1'));
    });

    test.each([0, 1, 3])('refuses a batch after %i when the book has 2', async (after) => {
      await write({ events: [opened, presented] }, 0);
      const stale = write({ events: [sealed], heard: [aPost('1')], errands: [settle('s')] }, after);
      await expect(stale).rejects.toMatchObject({ code: 'LEDGER_CONFLICT', retryable: true });
      expect(await read()).toEqual([opened, presented]);
      expect(await heard(aPost('1'))).toEqual([]);
      expect(await book.outbox(FIRST).waiting()).toEqual([]);
    });

    test('refuses a stale batch that holds no event too', async () => {
      await write({ events: [opened] }, 0);
      await expect(write({ heard: [aPost('1')] }, 0)).rejects.toMatchObject({
        code: 'LEDGER_CONFLICT',
      });
    });

    test('binds each event to the one before by SHA-256', async () => {
      await write({ events: [opened] }, 0);
      await write({ events: [presented, accepted('post-1')] }, 1);
      let previous = '0'.repeat(64);
      for (const { event, payload, hash } of await book.ledger.read(FIRST)) {
        expect(payload).toBe(formatWeiJson({ version: 2, cause: CAUSE, ...event }));
        previous = createHash('sha256').update(`${previous}\n${payload}`).digest('hex');
        expect(hash).toBe(previous);
      }
      expect(previous).not.toBe('0'.repeat(64));
    });

    test('keeps auctions apart, the newest first', async () => {
      await write({ events: [opened] }, 0);
      await write({ events: [opened, presented] }, 0, SECOND);
      expect(await book.ledger.auctions()).toEqual([SECOND, FIRST]);
      expect(await read(SECOND)).toEqual([opened, presented]);
      await write({ events: [accepted('post-1')] }, 1);
      await write({ events: [accepted('post-1')] }, 2, SECOND);
      expect(await read()).toEqual([opened, accepted('post-1')]);
    });
  });

  describe(`${name} against a second ruling`, () => {
    const { bid } = accepted('post-1') as Extract<AuctionEvent, { kind: 'bid-accepted' }>;
    const refused: AuctionEvent = {
      ...{ kind: 'bid-refused', lotId: LOT, at: at(21), bid, why: 'LATE', askWei: eth('1.1') },
    };
    const offer = anOffer({ id: 'post-1' as BidId });
    const turnedAway: AuctionEvent = { kind: 'offer-refused', at: at(21), offer, why: 'UNCLEAR' };
    const credited: AuctionEvent = {
      ...{ kind: 'deposit-credited', at: at(2), sourceId: 'chain-0xaa-0', address: address(1) },
      ...{ xUserId: null, amountWei: eth('5') },
    };
    const claimed: AuctionEvent = {
      ...{ kind: 'wallet-claimed', at: at(2), sourceId: 'post-2', address: address(1) },
      ...{ xUserId: '7' as XUserId, handle: 'ada' },
    };

    test.each<[string, AuctionEvent, AuctionEvent]>([
      ['a bid accepted', accepted('post-1'), accepted('post-1')],
      ['a bid accepted, then refused', accepted('post-1'), refused],
      ['an offer refused, then accepted', turnedAway, accepted('post-1')],
      ['a deposit', credited, credited],
      ['a claim', claimed, claimed],
    ])('takes no second ruling on %s, and nothing beside it', async (_name, first, second) => {
      await write({ events: [opened, first] }, 0);
      const again = { events: [presented, second], heard: [aPost('9')], errands: [settle('s')] };
      await expect(write(again, 2)).rejects.toThrow();
      expect(await read()).toEqual([opened, first]);
      expect(await heard(aPost('9'))).toEqual([]);
      expect(await book.outbox(FIRST).waiting()).toEqual([]);
    });

    test('takes the ruling on a bid that was held, once', async () => {
      const held: AuctionEvent = { kind: 'bid-held', lotId: LOT, at: at(19), bid };
      await write({ events: [opened, held, accepted('post-1')] }, 0);
      await expect(write({ events: [refused] }, 3)).rejects.toThrow();
      await expect(write({ events: [held] }, 3)).rejects.toThrow();
    });
  });

  describe(`${name} on a part of a book`, () => {
    test('reads what comes after a sequence, so many at most', async () => {
      await write({ events: [opened, presented, accepted('post-1'), sealed] }, 0);
      const sequences = async (range: { after?: number; limit?: number }) =>
        (await book.ledger.read(FIRST, range)).map(({ sequence }) => sequence);
      expect(await sequences({ after: 2 })).toEqual([3, 4]);
      expect(await sequences({ after: 1, limit: 2 })).toEqual([2, 3]);
      expect(await sequences({ limit: 1 })).toEqual([1]);
      expect(await sequences({ after: 4 })).toEqual([]);
    });

    test('knows what was ruled on, held and asked by the operator, each auction its own', async () => {
      const { bid } = accepted('post-1') as Extract<AuctionEvent, { kind: 'bid-accepted' }>;
      const held: AuctionEvent = { kind: 'bid-held', lotId: LOT, at: at(19), bid };
      const desk = aDesk();
      const paused: AuctionEvent = {
        ...{ kind: 'lot-paused', lotId: LOT, at: at(20), remainingMs: 1, desk },
      };
      await write({ events: [opened, held, paused] }, 0);
      const keys = ['held post-1', 'ruled post-1', desk.id];
      expect([...(await ruled(keys))].sort()).toEqual([desk.id, 'held post-1'].sort());
      expect((await ruled(keys, SECOND)).size).toBe(0);
      expect((await ruled([])).size).toBe(0);
    });

    test('keeps the reserves that came first, each auction its own', async () => {
      const reserve = (amount: string) =>
        new Map([[LOT, { reserveWei: eth(amount), salt: amount }]]);
      expect(await book.ledger.keepReserves(FIRST, reserve('2'))).toEqual(reserve('2'));
      expect(await book.ledger.keepReserves(FIRST, reserve('1'))).toEqual(reserve('2'));
      expect(await book.ledger.keepReserves(SECOND, new Map())).toEqual(new Map());
    });
  });

  describe(`${name} on what was heard`, () => {
    test('remembers posts by source and id, with or without an event', async () => {
      await write({ events: [opened], heard: [aPost('1')] }, 0);
      await write({ heard: [aPost('2'), aPost('2', 2, 'chat')] }, 1);
      const asked = [aPost('1'), aPost('1', 1, 'chat'), aPost('2', 2, 'chat'), aPost('3')];
      expect((await heard(...asked)).sort()).toEqual(['chat-2', 'post-1']);
      expect(await book.ledger.heardCount(FIRST)).toBe(3);
      expect(await book.ledger.heardCount(SECOND)).toBe(0);
    });

    test('counts a post that comes again once', async () => {
      await write({ heard: [aPost('1')] }, 0);
      await write({ heard: [aPost('1'), aPost('2')] }, 0);
      expect(await book.ledger.heardCount(FIRST)).toBe(2);
    });

    test('knows the newest of each source by when it was placed', async () => {
      await write({ heard: [aPost('30', 5), aPost('29', 4), aPost('a', 9, 'chat')] }, 0);
      expect(await book.ledger.cursor('post')).toBe('30');
      await write({ heard: [aPost('41', 6), aPost('35', 5.5)] }, 0);
      expect(await book.ledger.cursor('post')).toBe('41');
      expect(await book.ledger.cursor('chat')).toBe('a');
      await write({ heard: [aPost('999', 7), aPost('1000', 8)] }, 0);
      expect(await book.ledger.cursor('post')).toBe('1000');
    });

    test('goes by the id where two were placed in one millisecond', async () => {
      await write({ heard: [aPost('1002'), aPost('1003'), aPost('1001')] }, 0);
      expect(await book.ledger.cursor('post')).toBe('1003');
    });
  });
}
