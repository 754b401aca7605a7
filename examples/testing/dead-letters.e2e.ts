import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { houseFolder } from '../../cli/house-folder.js';
import { openDatabase } from '../../db/open.js';
import { createOutbox } from '../../db/outbox.js';
import type { BidStory } from '../../engine/app/book/bid-story.js';
import type { DeadLetter } from '../../engine/app/book/dead-letters.js';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { Hash, Instant, LotId, XUserId } from '../../engine/domain/ids.js';
import type { Announcer } from '../../engine/ports/announcer.js';
import { address } from '../../engine/testing/builders.js';
import { fourLots } from './four-lots.js';
import { run, scratchFolder } from './house-process.js';
import { openQuietHouse, TOKEN, type Hands, type QuietHouse } from './quiet-house.js';

// What the house tries in vain and gives up, and what the operator makes of it.

const opening = fourLots();
const TX: Hash = `0x${'ab'.repeat(32)}`;
/** Whether the world takes what the house asks of it. */
let isWell = false;

const refuse = (code: 'CHAIN_REFUSED' | 'X_REFUSED', what: string): void => {
  if (!isWell) throw new SothebaisError(code, `${what} says no.`);
};
type Sent = Awaited<ReturnType<Announcer['post']>>;
const said: string[] = [];
const say = async (text: string): Promise<Sent> => {
  refuse('X_REFUSED', 'X');
  said.push(text);
  return { kind: 'sent', id: '99' };
};
const hands: Hands = {
  announcer: {
    ...{ post: say, chat: say, reply: (_to, text) => say(text) },
    tally: () => ({ sent: said.length, notSent: 0, costUsd: '0' }),
  },
  settlement: {
    settle: async () => {
      refuse('CHAIN_REFUSED', 'The escrow');
      return { txHash: TX, tokenOwner: address(1) };
    },
    giveBack: async () => refuse('CHAIN_REFUSED', 'The escrow'),
    releaseDeposits: async () => undefined,
    ownerOf: async () => address(1),
  },
};

const LIMIT_MS = 20_000;
const REPLY = 'reply-post-1790000000000000001';
const DEEDS = ['give-back-2', 'give-back-3', 'settle-1'];

let folder: ReturnType<typeof scratchFolder>;
let house: QuietHouse;
const at = (...words: readonly string[]) => [...words, '--data', folder.path];
const json = async <T>(...words: readonly string[]): Promise<T> =>
  JSON.parse((await run(...at(...words), '--json')).stdout) as T;
const dead = async () =>
  (await json<{ dead: readonly DeadLetter[] }>('events', 'dead', 'list')).dead;
const idsOf = (letters: readonly DeadLetter[]) => letters.map(({ id }) => id);
const open = () => openQuietHouse(folder.path, opening, undefined, hands);
const phaseOf = (lot: string) => house.floor.auction()?.lots.get(lot as LotId)?.phase;

beforeAll(async () => {
  folder = scratchFolder();
  house = await open();
  await vi.waitFor(() => expect(phaseOf('1')).toBe('open'), LIMIT_MS);
  await house.seat(['ada', 'bob'], '50');
  const now = Date.now() as Instant;
  const who = { authorId: '1' as XUserId, handle: 'ada', placedAt: now, receivedAt: now };
  const post = {
    source: 'post',
    id: '1790000000000000001',
    text: '@aurelia bid 1 ETH',
    ...who,
  } as const;
  await house.floor.run({ kind: 'post', post });
  await run(...at('lot', 'hammer', '1', '--why', 'agreed'));
  for (const lot of ['2', '3']) await run(...at('lot', 'withdraw', lot, '--why', 'disputed'));
  await vi.waitFor(async () => expect(await dead()).toHaveLength(5), LIMIT_MS);
});
afterAll(async () => {
  await house.close();
  folder[Symbol.dispose]();
});

describe('dead letters', () => {
  test('are listed with whom they are for and why they failed, and shown with their event', async () => {
    const letters = await dead();
    const [reply, won] = [REPLY, `${REPLY}-won`];
    expect(idsOf(letters).sort()).toEqual([...DEEDS, reply, won].sort());
    expect(letters.find(({ id }) => id === reply)).toMatchObject({
      ...{ kind: 'reply', for: '@ada', text: 'You lead at 1 ETH.', why: 'X says no.' },
    });
    const settle = letters.find(({ id }) => id === 'settle-1');
    expect(settle).toMatchObject({
      ...{ kind: 'settle', for: '@ada', lot: 1, text: null },
      why: 'The escrow says no.',
    });
    expect((await run(...at('events', 'dead', 'list'))).stdout).toMatch(
      /@ada +\d +settle-1 +The escrow says no\./,
    );
    expect((await run(...at('events', 'dead', 'show', 'settle-1'))).stdout).toMatch(
      /^settle-1: settle for @ada, lot 1\nTried \d times, .*\nIt follows from event \d+: settlement begun\n$/,
    );
    const unknown = await run(...at('events', 'dead', 'show', 'settle-11', '--json'));
    expect([unknown.code, unknown.stdout]).toEqual([65, expect.stringContaining('is settle-1.')]);
  });

  test('go to the house alone, by whoever holds its token', async () => {
    const post = (token: string, body: unknown) =>
      fetch(`${house.url}/errands/settle-1`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
    expect((await post('wrong', { action: 'retry' })).status).toBe(401);
    expect((await post(TOKEN, { action: 'settle' })).status).toBe(400);
    expect((await post(TOKEN, { action: 'drop', by: 'olga', why: '' })).status).toBe(409);
    expect(idsOf(await dead())).toContain('settle-1');
  });

  test('fail again where nothing has changed', async () => {
    const { code } = await run(...at('events', 'dead', 'retry', 'settle-1'));
    expect(code).toBe(0);
    await expect.poll(async () => idsOf(await dead())).toContain('settle-1');
  });

  test('are tried again by the running house, and succeed', async () => {
    isWell = true;
    const { stdout } = await run(...at('events', 'dead', 'retry', 'settle-1'));
    expect(stdout).toBe('The house tries settle-1 again.\n');
    await expect.poll(() => phaseOf('1')).toBe('settled');
    expect(idsOf(await dead())).not.toContain('settle-1');
    const again = await run(...at('events', 'dead', 'retry', 'settle-1', '--json'));
    expect([again.code, again.stdout]).toEqual([65, expect.stringContaining('ERRAND_UNKNOWN')]);
  });

  test('that are words are said once they are tried again', async () => {
    await run(...at('events', 'dead', 'retry', REPLY));
    await expect.poll(() => said).toContain('You lead at 1 ETH.');
    // It is noted as said once X has it.
    await expect
      .poll(async () => (await json<BidStory>('bid', 'show', '1790000000000000001')).replies)
      .toMatchObject([{ state: 'done', xId: '99' }, { state: 'failed' }, {}]);
  });

  test('are dropped with a reason, and never without', async () => {
    const drop = at('events', 'dead', 'drop', 'give-back-2');
    expect((await run(...drop)).code).toBe(2);
    expect((await run(...drop, '--why', ' ')).code).toBe(65);
    expect((await run(...drop, '--why', 'given by hand', '--by', 'olga')).code).toBe(0);
    expect(
      (await run(...at('events', 'dead', 'drop', `${REPLY}-won`, '--why', 'too late'))).code,
    ).toBe(0);
    expect(idsOf(await dead())).toEqual(['give-back-3']);
  });

  test('are taken up by the next house where none runs, and nobody writes beside one', async () => {
    await house.close();
    const { stdout } = await run(...at('events', 'dead', 'retry', '--all'));
    expect(stdout).toBe(
      'No house runs here: the next tries give-back-3 again when it opens with `sothebais up`.\n',
    );
    expect(await dead()).toEqual([]);
    house = await open();
    await expect.poll(stateOfGiveBack).toBe('done');
  });
});

async function stateOfGiveBack(): Promise<string | undefined> {
  const database = openDatabase(houseFolder(folder.path).book, { readonly: true });
  const [found] = await createOutbox(database.db, opening.id).named('give-back-3');
  database.close();
  return found?.state;
}
