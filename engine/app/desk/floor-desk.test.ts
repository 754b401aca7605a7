import { describe, expect, test } from 'vitest';
import type { Instant } from '../../domain/ids.js';
import { at } from '../../testing/builders.js';
import { createFakeFloorQueue } from '../../testing/fake-queue.js';
import { openLot, SEATED } from '../../testing/open-lot.js';
import type { Transcript } from '../../testing/transcript.js';
import type { FloorTurn } from '../../ports/queues.js';
import { createFloorDesk, type FloorDesk } from './floor-desk.js';
import type { Asked, DeskRequest } from './request.js';

/** A desk on a floor whose first lot is open from 15 to 75, at second 16. */
interface Room {
  readonly evening: Transcript;
  readonly desk: FloorDesk;
  readonly ask: (asked: Asked, over?: Partial<DeskRequest>) => ReturnType<FloorDesk['ask']>;
  /** How many turns the floor has ruled on. */
  readonly turns: () => number;
}

let requests = 0;

async function openRoom(options: { readonly isFloorAway?: boolean } = {}): Promise<Room> {
  const evening = await openLot(SEATED);
  let turns = 0;
  const clock = { now: () => at(16) };
  const floorQueue = createFakeFloorQueue(clock);
  const desk = createFloorDesk({
    ...{ auctionId: evening.auctionId, floor: evening.floor(), floorQueue, clock },
    ledger: evening.book.ledger,
    // The limit passes at once where nobody rules.
    ...(options.isFloorAway ? { pause: async () => undefined } : {}),
  });
  const rule = async (turn: FloorTurn) => {
    turns += 1;
    const failure: unknown = await evening
      .floor()
      .run(turn)
      .then(
        () => undefined,
        (cause: unknown) => cause,
      );
    desk.ruled(turn, failure);
  };
  if (!options.isFloorAway) floorQueue.work(rule);
  const ask: Room['ask'] = (asked, over = {}) =>
    desk.ask({
      ...asked,
      id: `r${++requests}`,
      by: 'olga',
      why: 'as agreed',
      ...over,
    } as DeskRequest);
  return { evening, desk, ask, turns: () => turns };
}

describe('the operator’s desk', () => {
  test('answers with what the book holds and how the lot stands now', async () => {
    const { ask } = await openRoom();
    const answer = await ask({ kind: 'pause-lot', lot: 1 }, { why: 'sound check' });
    expect(answer.events).toMatchObject([
      { kind: 'lot-paused', by: 'olga', why: 'sound check', at: new Date(at(16)).toISOString() },
    ]);
    expect(answer.lot).toMatchObject({ number: 1, phase: 'paused', remainingMs: 59_000 });
  });

  test('answers what was ruled on before from the book, without another turn', async () => {
    const { ask, turns } = await openRoom();
    const first = await ask({ kind: 'pause-lot', lot: 1 }, { id: 'once' });
    await ask({ kind: 'resume-lot', lot: 1 });
    const again = await ask({ kind: 'pause-lot', lot: 1 }, { id: 'once' });
    expect(again.events).toEqual(first.events);
    expect(again.lot?.phase).toBe('open');
    expect(turns()).toBe(2);
  });

  test('finds an old ruling that many events lie on', async () => {
    const { ask, evening } = await openRoom();
    const first = await ask({ kind: 'limit-bidder', bidder: '101', limitEth: '5' }, { id: 'old' });
    for (let n = 0; n < 300; n += 1) await evening.play(`16 @bob bid 0.0${n} ETH`);
    const again = await ask({ kind: 'limit-bidder', bidder: '101', limitEth: '5' }, { id: 'old' });
    expect(again.events).toEqual(first.events);
  });

  test('has one id that is asked twice at once ruled on once', async () => {
    const { ask, turns } = await openRoom();
    const twice = () => ask({ kind: 'pause-lot', lot: 1 }, { id: 'both' });
    const [one, other] = await Promise.all([twice(), twice()]);
    expect(one).toEqual(other);
    expect(turns()).toBe(1);
  });

  test('refuses an id that was another request’s', async () => {
    const { ask } = await openRoom();
    await ask({ kind: 'pause-lot', lot: 1 }, { id: 'taken' });
    const resume = ask({ kind: 'resume-lot', lot: 1 }, { id: 'taken' });
    await expect(resume).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    const other = ask({ kind: 'pause-lot', lot: 2 }, { id: 'taken' });
    await expect(other).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  test('hands over what the floor says no with, and tells it as told', async () => {
    const { ask, desk } = await openRoom();
    const failure: unknown = await ask({ kind: 'resume-lot', lot: 1 }, { id: 'no' }).catch(
      (cause: unknown) => cause,
    );
    expect(failure).toMatchObject({ code: 'LOT_NOT_OPEN' });
    expect(desk.hasTold(failure)).toBe(true);
    expect(desk.hasTold(new Error('another'))).toBe(false);
    // A no stands in no book: once it can be had, the same request is.
    await ask({ kind: 'pause-lot', lot: 1 });
    await expect(ask({ kind: 'resume-lot', lot: 1 }, { id: 'no' })).resolves.toMatchObject({
      events: [{ kind: 'lot-resumed' }],
    });
  });

  test('gives up after its limit, and says how to ask again', async () => {
    const { ask } = await openRoom({ isFloorAway: true });
    await expect(ask({ kind: 'pause-lot', lot: 1 }, { id: 'late' })).rejects.toMatchObject({
      code: 'TIMED_OUT',
      hint: 'Ask again with `--id late`: it is ruled on once.',
    });
  });

  test('tells what never opened from what is closed', async () => {
    const desk = createFloorDesk({
      auctionId: (await openLot()).auctionId,
      floor: { auction: () => undefined },
      floorQueue: { add: async () => undefined },
      ledger: (await openLot()).book.ledger,
      clock: { now: () => 0 as Instant },
    });
    const request = { kind: 'pause-lot', lot: 1, id: 'a', by: 'olga', why: '' } as const;
    await expect(desk.ask(request)).rejects.toMatchObject({ code: 'AUCTION_NOT_OPEN' });
  });
});

describe('requests', () => {
  test.each<[string, Asked, string, string]>([
    ['a lot that is not there', { kind: 'pause-lot', lot: 9 }, 'LOT_UNKNOWN', 'from 1 to 2'],
    [
      'a bidder by a wrong name',
      { kind: 'unblock-bidder', bidder: '@adda' },
      'BIDDER_UNKNOWN',
      'the nearest is @ada',
    ],
    [
      'a bid that is not there',
      { kind: 'void-bid', bid: 'post-77' },
      'BID_UNKNOWN',
      'No bid post-77 stands',
    ],
    [
      'an amount that is none',
      { kind: 'limit-bidder', bidder: '101', limitEth: '1e3' },
      'AMOUNT_INVALID',
      'got "1e3"',
    ],
    [
      'a maximum that is none',
      { kind: 'place-bid', lot: 1, bidder: '101', amountEth: '1', maxEth: '-1' },
      'AMOUNT_INVALID',
      'got "-1"',
    ],
  ])('%s is a typed failure', async (_name, asked, code, words) => {
    const { ask, turns } = await openRoom();
    await expect(ask(asked)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words) as string,
    });
    expect(turns()).toBe(0);
  });

  test.each<Asked>([
    { kind: 'withdraw-lot', lot: 1 },
    { kind: 'hammer-lot', lot: 1 },
    { kind: 'default-lot', lot: 1 },
    { kind: 'void-bid', bid: 'post-1' },
    { kind: 'block-bidder', bidder: '101' },
  ])('$kind needs its reason', async (asked) => {
    const { ask } = await openRoom();
    await expect(ask(asked, { why: ' ' })).rejects.toMatchObject({ code: 'WHY_MISSING' });
  });

  test('a bid is placed for a bidder, ruled on like all others, and noted with who placed it', async () => {
    const { ask, evening } = await openRoom();
    const bid = { kind: 'place-bid', lot: 1, bidder: '@ADA', amountEth: '1.5' } as const;
    const answer = await ask(bid, { id: 'tel-1', why: 'by telephone' });
    expect(answer.events).toMatchObject([
      { kind: 'bid-accepted', bid: 'operator-tel-1', by: 'olga', why: 'by telephone' },
    ]);
    expect(answer.lot).toMatchObject({ priceEth: '1.5', leader: { paddle: '101', name: '@ada' } });
    expect(answer.bidder).toMatchObject({ leads: [{ lot: 1, priceEth: '1.5' }] });
    const again = await ask(bid, { id: 'tel-1' });
    expect(again.events).toEqual(answer.events);
    const entries = await evening.book.ledger.read(evening.auctionId);
    expect(entries.filter(({ event }) => event.kind === 'bid-accepted')).toHaveLength(1);
  });

  test('a refused bid is an answer, not a failure', async () => {
    const { ask } = await openRoom();
    const bid = { kind: 'place-bid', lot: 1, bidder: '101', amountEth: '0.5' } as const;
    await expect(ask(bid)).resolves.toMatchObject({ events: [{ kind: 'bid-refused' }] });
  });

  test('a bid is voided by the beginning of its id where only one begins so', async () => {
    const { ask } = await openRoom();
    const place = (id: string, bidder: string, amountEth: string) =>
      ask({ kind: 'place-bid', lot: 1, bidder, amountEth }, { id });
    await place('abc-1', '101', '1');
    await place('abc-2', '102', '2');
    const voided = (bid: string) => ask({ kind: 'void-bid', bid });
    await expect(voided('operator-abc')).rejects.toMatchObject({
      message: '2 bids that stand begin with operator-abc, expected one.',
    });
    await expect(voided('operator-abc-2…')).resolves.toMatchObject({
      events: [{ kind: 'bid-voided', bid: 'operator-abc-2' }],
      lot: { priceEth: '1', leader: { name: '@ada' } },
    });
  });

  test('the order of sale is told by number', async () => {
    const { ask } = await openRoom();
    const answer = await ask({ kind: 'reorder-lots', lots: [2] });
    expect(answer).toMatchObject({
      order: [1, 2],
      lot: null,
      events: [{ kind: 'lots-reordered' }],
    });
  });
});
