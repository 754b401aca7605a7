import { describe, expect, test } from 'vitest';
import { SothebaisError } from '../domain/errors.js';
import type { LotId } from '../domain/ids.js';
import type { Move } from '../domain/moves.js';
import { address, at } from '../testing/builders.js';
import { dieAtEveryStep, type Mortal } from '../testing/mortal.js';
import { openTranscript, type Transcript } from '../testing/transcript.js';
import { createErrandRunner } from './run-errand.js';

/** What outlives the house: its book, the queue, the chain. */
interface World {
  readonly evening: Transcript;
  /** By id, as a queue holds them: twice the same is once. */
  readonly queued: Map<string, Move>;
  readonly settled: Set<string>;
  transfers: number;
  givenBack: number;
}

/** An evening on which ada won lot 1 and lot 2 found no buyer. */
async function openWorld(): Promise<World> {
  const evening = await openTranscript({ seated: ['ada'] });
  await evening.play('15 ticks\n16 @ada bid 1 ETH\n75 ticks\n156 ticks');
  return { evening, queued: new Map(), settled: new Set(), transfers: 0, givenBack: 0 };
}

/** A house in the world; it can die before and after each thing it does there. */
function houseIn(world: World, { lives }: Mortal, refuses: boolean) {
  const { evening } = world;
  const outbox = evening.book.outbox(evening.auctionId);
  const unused = () => Promise.reject(new Error('Nobody says anything.'));
  return createErrandRunner({
    outbox: {
      ...outbox,
      find: lives((id) => outbox.find(id)),
      noteFailure: lives((id, why, when) => outbox.noteFailure(id, why, when)),
      close: lives((id, state, note, when) => outbox.close(id, state, note, when)),
    },
    settlement: {
      settle: lives(async ({ lotId, winner }) => {
        if (refuses) throw new SothebaisError('CHAIN_REFUSED', 'The chain said no.');
        if (!world.settled.has(lotId)) world.transfers += 1;
        world.settled.add(lotId);
        return { txHash: '0xbeef', tokenOwner: winner } as const;
      }),
      giveBack: lives(async () => {
        world.givenBack += 1;
      }),
      releaseDeposits: unused,
      ownerOf: unused,
    },
    announcer: {
      ...{ reply: unused, post: unused, chat: unused },
      tally: () => ({ sent: 0, notSent: 0, costUsd: '0' }),
    },
    hostDesk: { answer: unused },
    clock: { now: () => at(200) },
    auction: () => evening.floor().auction(),
    propose: lives(async (move, id) => {
      world.queued.set(id, move);
      await takeTurns(world);
    }),
  });
}

/** The floor takes what was proposed. */
async function takeTurns({ evening, queued }: World): Promise<void> {
  for (const move of queued.values()) await evening.floor().run({ kind: 'move', move });
}

const countOf = async ({ evening }: World, kind: string) =>
  (await evening.book.ledger.read(evening.auctionId)).filter(({ event }) => event.kind === kind)
    .length;

describe('though the house dies at any step', () => {
  test('a lot is settled once, and the book says so once', async () => {
    const deaths = await dieAtEveryStep(
      openWorld,
      (world, mortal) => houseIn(world, mortal, false)('settle-1'),
      async (world) => {
        expect(world.transfers).toBe(1);
        expect(world.queued.size).toBe(1);
        expect(await countOf(world, 'lot-settled')).toBe(1);
        const outbox = world.evening.book.outbox(world.evening.auctionId);
        expect(await outbox.find('settle-1')).toBeUndefined();
        expect(await outbox.failed()).toEqual([]);
      },
    );
    expect(deaths).toBe(8);
  });

  test('a settlement that the chain refuses is in the book once, and kept to be tried again', async () => {
    const deaths = await dieAtEveryStep(
      openWorld,
      (world, mortal) => houseIn(world, mortal, true)('settle-1'),
      async (world, step) => {
        expect(await countOf(world, 'settlement-failed')).toBe(1);
        const outbox = world.evening.book.outbox(world.evening.auctionId);
        const failed = await outbox.failed();
        expect(failed).toMatchObject([{ why: 'The chain said no.', at: at(200) }]);
        expect(failed[0]?.failures, `died at step ${step}`).toBeGreaterThan(0);
        await outbox.retry('settle-1', at(300));
        await houseIn(world, { lives: (work) => work, run: async () => 'done' }, false)('settle-1');
        const result = world.evening
          .floor()
          .auction()
          ?.results.get('1' as LotId);
        expect(result?.settlement).toMatchObject({ state: 'settled', tokenOwner: address(1) });
      },
    );
    expect(deaths).toBe(10);
  });

  test('a lot that found no buyer goes back, by a desk that does so once', async () => {
    const deaths = await dieAtEveryStep(
      openWorld,
      (world, mortal) => houseIn(world, mortal, false)('give-back-2'),
      async (world) => {
        expect(world.givenBack).toBeGreaterThan(0);
        expect(world.givenBack).toBeLessThan(3); // Its desk is asked again: it is safe to run twice.
        const outbox = world.evening.book.outbox(world.evening.auctionId);
        expect(await outbox.find('give-back-2')).toBeUndefined();
      },
    );
    expect(deaths).toBe(6);
  });
});
