import { expect, test } from 'vitest';
import type { AuctionId, LotId } from '../../domain/ids.js';
import type { Errand } from '../../ports/outbox.js';
import { at } from '../../testing/builders.js';
import { createFakeBook } from '../../testing/fake-ledger.js';
import { createErrandDesk } from './errand-desk.js';

const EVENING = 'evening' as AuctionId;
const settle = (id: string): Errand => ({ kind: 'settle', id, lotId: '1' as LotId });

async function openDesk() {
  const book = createFakeBook();
  const outbox = book.outbox(EVENING);
  const errands = ['settle-1', 'settle-2'].map((id) => ({ errand: settle(id), sequence: 7 }));
  await book.ledger.append(EVENING, { events: [], errands, heard: [] }, 0);
  await outbox.close('settle-1', 'failed', 'no', at(1));
  const asked: Errand[] = [];
  const add = async (owed: readonly Errand[]) => void asked.push(...owed);
  const desk = createErrandDesk({ outbox, clock: { now: () => at(9) }, add });
  return { desk, outbox, asked };
}

test('what is to be tried again waits again, and is asked of the queue', async () => {
  const { desk, outbox, asked } = await openDesk();
  expect(await desk.ask('settle-1', { action: 'retry' })).toEqual({
    ...{ id: 'settle-1', state: 'waiting' },
  });
  expect(asked).toEqual([settle('settle-1')]);
  expect((await outbox.waiting()).map(({ id }) => id)).toEqual(['settle-1', 'settle-2']);
});

test('what is dropped keeps who dropped it and why, and is asked of nobody', async () => {
  const { desk, outbox, asked } = await openDesk();
  await desk.ask('settle-1', { action: 'drop', by: 'olga', why: 'paid by hand' });
  expect(await outbox.named('settle-1')).toMatchObject([
    { state: 'dropped', why: 'paid by hand (dropped by olga)', at: at(9) },
  ]);
  expect(asked).toEqual([]);
});

test('nothing is dropped without a reason', async () => {
  const { desk, outbox } = await openDesk();
  const dropped = desk.ask('settle-1', { action: 'drop', by: 'olga', why: ' ' });
  await expect(dropped).rejects.toMatchObject({ code: 'WHY_MISSING' });
  expect(await outbox.failed()).toHaveLength(1);
});

test.each(['retry', 'drop'] as const)('what waits is no matter for a %s', async (action) => {
  const { desk } = await openDesk();
  await expect(desk.ask('settle-2', { action, by: 'olga', why: 'x' })).rejects.toMatchObject({
    code: 'ERRAND_UNKNOWN',
    message: 'In this auction no errand settle-2 was given up; the nearest is settle-1.',
  });
});
