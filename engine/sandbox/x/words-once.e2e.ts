import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createAnnouncer } from '../../adapters/x/announcer.js';
import { X_BUDGET } from '../../adapters/x/budget.js';
import type { XClient } from '../../adapters/x/client.js';
import { createCostMeter } from '../../adapters/x/cost-meter.js';
import { createErrandRunner } from '../../app/run-errand.js';
import type { AuctionId } from '../../domain/ids.js';
import type { Post } from '../../domain/post.js';
import type { Errand, Outbox } from '../../ports/outbox.js';
import { createFakeBook } from '../../testing/fake-ledger.js';
import { dieAtEveryStep, type Mortal } from '../../testing/mortal.js';
import type { SandboxX } from './start-x.js';
import { openXRoom, wallClock as clock, type XRoom } from './with-x.js';

const EVENING = 'evening' as AuctionId;

let room: XRoom;
let x: SandboxX;
let broadcastId: string;
let said: number;

beforeEach(async () => {
  room = await openXRoom();
  x = await room.startX();
  broadcastId = await room.openBroadcast(x);
  said = 0;
});
afterEach(() => room.close());

/** What outlives the house: X, and the outbox with one errand in it. */
interface World {
  readonly outbox: Outbox;
  readonly errand: Errand;
  readonly post: Post;
}

async function openWorld(kind: 'reply' | 'answer', source: Post['source']): Promise<World> {
  const ada = room.userOf(x, 0);
  said += 1;
  const text = `@sothebais ${said} ETH`;
  const { id } = await (source === 'post' ? ada.post(text) : ada.chat(broadcastId, text));
  const { id: authorId } = ada.account;
  const now = clock.now();
  const heard = { source, id, authorId, handle: 'ada', text, placedAt: now, receivedAt: now };
  const post = heard as Post;
  const to = { source, postId: id, authorId: post.authorId, handle: 'ada' };
  const errand: Errand =
    kind === 'reply'
      ? { kind, id: `reply-${id}`, to, text: `You lead at ${said} ETH.`, priority: 1 }
      : { kind, id: `answer-${id}`, post };
  const book = createFakeBook();
  await book.ledger.append(
    EVENING,
    { events: [], errands: [{ errand, sequence: null }], heard: [] },
    0,
  );
  return { outbox: book.outbox(EVENING), errand, post };
}

/** A house in the world, whose host never finds the same words twice. */
function houseIn({ outbox }: World, { lives }: Mortal) {
  const client = room.clientOf(x);
  const ask: XClient['ask'] = (request) => lives(() => client.ask(request))();
  const unused = () => Promise.reject(new Error('Nothing is settled.'));
  return createErrandRunner({
    outbox: {
      ...outbox,
      find: lives((id) => outbox.find(id)),
      begin: lives((id, words) => outbox.begin(id, words)),
      close: lives((id, state, note, when) => outbox.close(id, state, note, when)),
    },
    announcer: createAnnouncer({
      ...{ client: { ...client, ask }, broadcastId, clock, budget: X_BUDGET },
      meter: createCostMeter({ clock }),
    }),
    settlement: {
      ...{ settle: unused, giveBack: unused, releaseDeposits: unused, ownerOf: unused },
    },
    hostDesk: { answer: lives(async () => `Good evening, for the ${(said += 1)}th time.`) },
    clock,
    auction: () => undefined,
    propose: unused,
  });
}

/** What the host said under the post or the message. */
async function saidUnder({ source, id }: Post): Promise<readonly string[]> {
  const client = room.clientOf(x);
  if (source === 'chat') {
    const { body } = await client.ask({
      method: 'GET',
      path: `broadcasts/${broadcastId}/chat`,
      query: { max_results: 200, 'broadcast_chat_message.fields': 'id,reply_to,text' },
      answer: z.object({
        data: z.array(z.object({ text: z.string(), reply_to: z.string().optional() })),
      }),
    });
    return body.data.filter(({ reply_to }) => reply_to === id).map(({ text }) => text);
  }
  const reference = z.object({ type: z.string(), id: z.string() });
  const { body } = await client.ask({
    method: 'GET',
    path: 'tweets/search/recent',
    query: { query: 'from:sothebais', max_results: 100, expansions: 'referenced_posts' },
    answer: z.object({
      data: z
        .array(z.object({ text: z.string(), referenced_posts: z.array(reference).optional() }))
        .optional(),
    }),
  });
  const isUnder = (one: { referenced_posts?: { id: string }[] | undefined }) =>
    one.referenced_posts?.some((referred) => referred.id === id) === true;
  return (body.data ?? []).filter(isUnder).map(({ text }) => text);
}

test.each([
  ['a reply to a post', 'reply', 'post', 8],
  ['a reply in the chat', 'reply', 'chat', 8],
  ['an answer to a post', 'answer', 'post', 10],
  ['an answer in the chat', 'answer', 'chat', 10],
] as const)(
  '%s is said once, at whichever step the house dies',
  async (_name, kind, source, steps) => {
    const deaths = await dieAtEveryStep(
      () => openWorld(kind, source),
      (world, mortal) => houseIn(world, mortal)(world.errand.id),
      async ({ outbox, errand, post }, step) => {
        expect(await saidUnder(post), `died at step ${step}`).toHaveLength(1);
        expect(await outbox.find(errand.id)).toBeUndefined();
        expect(await outbox.tally()).toEqual([{ kind, state: 'done', count: 1 }]);
      },
    );
    expect(deaths).toBe(steps);
  },
);

test('a first try that X calls a duplicate was not sent, with what X said', async () => {
  const { post } = await openWorld('reply', 'post');
  const announcer = createAnnouncer({
    ...{ client: room.clientOf(x), broadcastId, clock, budget: X_BUDGET },
    meter: createCostMeter({ clock }),
  });
  const once = (isAgain: boolean) => ({ isAgain, beforeSending: async () => undefined });
  expect(await announcer.reply(post, 'You lead.', 1, once(false))).toMatchObject({ kind: 'sent' });
  expect(await announcer.reply(post, 'You lead.', 1, once(false))).toMatchObject({
    ...{ kind: 'not-sent', why: expect.stringContaining('duplicate') as string },
  });
  expect(await announcer.reply(post, 'You lead.', 1, once(true))).toEqual({ kind: 'sent', id: '' });
});

test('what is noted to be said and was not, is said by the next try', async () => {
  const world = await openWorld('answer', 'chat');
  await world.outbox.begin(world.errand.id, 'Good evening.');
  await houseIn(world, { lives: (work) => work, run: async () => 'done' })(world.errand.id);
  expect(await saidUnder(world.post)).toEqual(['@ada Good evening.']);
});
