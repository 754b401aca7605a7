import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Secret } from '../../../config/secret.js';
import type { XClient } from '../../adapters/x/client.js';
import { createXClient } from '../../adapters/x/client.js';
import { createCostMeter } from '../../adapters/x/cost-meter.js';
import { createPostSource } from '../../adapters/x/intake.js';
import type { Post } from '../../domain/post.js';
import type { SandboxX } from './start-x.js';
import { openXRoom, userAt, wallClock as clock } from './with-x.js';
import type { XRoom } from './with-x.js';

let room: XRoom;

/** Starts a source and gathers what it hears. */
async function listen(
  x: SandboxX,
  options: {
    client?: XClient;
    broadcastId?: string;
    since?: Partial<Record<Post['source'], string>>;
    mentionsPollMs?: number;
  } = {},
) {
  const heard: Post[] = [];
  const troubles: Error[] = [];
  const meter = createCostMeter({ clock });
  const source = createPostSource({
    client: options.client ?? room.clientOf(x),
    host: x.host,
    broadcastId: options.broadcastId,
    chatPollMs: 50,
    mentionsPollMs: options.mentionsPollMs ?? 10_000,
    clock,
    meter,
    onTrouble: (cause) => troubles.push(cause),
  });
  const running = room.keep(
    await source.start(async (post) => {
      heard.push(post);
    }, options.since ?? {}),
  );
  return { heard, troubles, running, meter, texts: () => heard.map(({ text }) => text) };
}

/** Ada edits a post of hers; gives back the id of the new version. */
async function edit(x: SandboxX, id: string, text: string): Promise<string> {
  const { body } = await room.clientOf(x, userAt(x, 0)).ask({
    method: 'POST',
    path: 'tweets',
    body: { text, edit_options: { previous_post_id: id } },
    answer: z.object({ data: z.object({ id: z.string() }) }),
  });
  return body.data.id;
}

const until = (check: () => unknown, timeout = 20_000) =>
  expect.poll(() => Boolean(check()), { timeout, interval: 20 }).toBe(true);
const settle = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeEach(async () => {
  room = await openXRoom();
});

afterEach(() => room.close());

describe('createPostSource', () => {
  test('hears a mention once, by stream, with the moment it was placed', async () => {
    const x = await room.startX();
    const { heard, texts } = await listen(x);
    await settle(300);
    const before = clock.now();
    await room.userOf(x, 0).post('@sothebais 2.5 ETH for lot <1> & no more 💎');
    // The mentions are read again after ten seconds only.
    await until(() => heard.length === 1, 8_000);
    await settle(300);
    expect(texts()).toEqual(['@sothebais 2.5 ETH for lot <1> & no more 💎']);
    expect(heard[0]).toMatchObject({ source: 'post', handle: 'ada', authorId: x.users[0]?.id });
    expect(heard[0]?.placedAt).toBeGreaterThanOrEqual(before);
    expect(heard[0]?.placedAt).toBeLessThanOrEqual(heard[0]?.receivedAt ?? 0);
  });

  test('hears by polling alone where there is no bearer token', async () => {
    const x = await room.startX();
    const { texts } = await listen(x, { client: room.clientWithoutStream(x), mentionsPollMs: 100 });
    await room.userOf(x, 0).post('@sothebais 1 ETH');
    await until(() => texts().length === 1);
    await settle(300);
    expect(texts()).toEqual(['@sothebais 1 ETH']);
  });

  test('misses nothing and repeats nothing across dropped streams', async () => {
    const x = await room.startX();
    const { texts } = await listen(x);
    const ada = room.userOf(x, 0);
    await settle(300);
    const said: string[] = [];
    for (let i = 0; i < 20; i += 1) {
      if (i % 7 === 3) x.faults.dropStreams();
      said.push(`@sothebais ${i} ETH`);
      await ada.post(`@sothebais ${i} ETH`);
    }
    await until(() => texts().length >= said.length);
    await settle(500);
    expect(texts()).toEqual(said);
  });

  test('misses nothing and repeats nothing across a restart of X', async () => {
    const x = await room.startX();
    const { texts, troubles } = await listen(x);
    await settle(300);
    await room.userOf(x, 0).post('@sothebais 1 ETH');
    await until(() => texts().length === 1);
    const port = Number(new URL(x.url).port);
    await x.close();
    await until(() => troubles.length > 0);
    const again = await room.startX({ port });
    expect(again.url).toBe(x.url);
    expect(again.users[0]?.credentials.appKey.reveal()).toBe(
      x.users[0]?.credentials.appKey.reveal(),
    );
    await room.userOf(again, 0).post('@sothebais 2 ETH');
    await until(() => texts().length === 2);
    await settle(300);
    expect(texts()).toEqual(['@sothebais 1 ETH', '@sothebais 2 ETH']);
  });

  test('goes on from its cursor after a restart of its own', async () => {
    const x = await room.startX();
    const first = await listen(x);
    const ada = room.userOf(x, 0);
    await ada.post('@sothebais 1 ETH');
    await until(() => first.heard.length === 1);
    await first.running.close();
    await ada.post('@sothebais 2 ETH');
    const since = { post: first.heard[0]?.id ?? '' };
    const second = await listen(x, { since });
    await ada.post('@sothebais 3 ETH');
    await until(() => second.heard.length === 2);
    await settle(300);
    expect(second.texts()).toEqual(['@sothebais 2 ETH', '@sothebais 3 ETH']);
  });

  test('goes on a little before its cursor, for what was said earlier and not heard', async () => {
    const x = await room.startX();
    const ada = room.userOf(x, 0);
    await ada.post('@sothebais 1 ETH');
    const { id } = await ada.post('@sothebais 2 ETH');
    const { texts } = await listen(x, { since: { post: id } });
    await until(() => texts().length === 1);
    await settle(300);
    expect(texts()).toEqual(['@sothebais 1 ETH']);
  });

  test('leaves out reposts and its own posts', async () => {
    const x = await room.startX();
    const { texts } = await listen(x);
    const bob = room.userOf(x, 1);
    await settle(300);
    const { id } = await room.userOf(x, 0).post('@sothebais 1 ETH');
    await until(() => texts().length === 1);
    const { account } = bob;
    await room.clientOf(x, account).ask({
      method: 'POST',
      path: `users/${account.id}/retweets`,
      body: { tweet_id: id },
      answer: z.unknown(),
    });
    const asHost = room.clientOf(x);
    const body = { text: '@sothebais opens' };
    await asHost.ask({ method: 'POST', path: 'tweets', body, answer: z.unknown() });
    await bob.post('@sothebais 2 ETH');
    await until(() => texts().length === 2);
    await settle(300);
    expect(texts()).toEqual(['@sothebais 1 ETH', '@sothebais 2 ETH']);
  });

  test.each([
    ['the stream', (x: SandboxX) => room.clientOf(x)],
    ['polling alone', (x: SandboxX) => room.clientWithoutStream(x)],
  ])('hears each edit as a post that names its first version, by %s', async (_name, clientOf) => {
    const x = await room.startX();
    const { heard, texts } = await listen(x, { client: clientOf(x), mentionsPollMs: 100 });
    await settle(300);
    const { id: first } = await room.userOf(x, 0).post('@sothebais 1 ETH');
    await until(() => heard.length === 1);
    const second = await edit(x, first, '@sothebais 100 ETH');
    await until(() => heard.length === 2);
    await edit(x, second, '@sothebais 200 ETH');
    await until(() => heard.length === 3);
    await settle(300);
    expect(texts()).toEqual(['@sothebais 1 ETH', '@sothebais 100 ETH', '@sothebais 200 ETH']);
    expect(heard.map(({ editOf }) => editOf)).toEqual([undefined, first, first]);
    expect(heard[1]?.id).toBe(second);
  });

  test('hears of a post that was edited before it came only as it is then', async () => {
    const x = await room.startX();
    const { id } = await room.userOf(x, 0).post('@sothebais 1 ETH');
    await edit(x, id, '@sothebais 100 ETH');
    const { heard } = await listen(x, { client: room.clientWithoutStream(x) });
    await until(() => heard.length === 1);
    await settle(300);
    expect(heard).toMatchObject([{ text: '@sothebais 100 ETH', editOf: id }]);
  });

  test('hears nothing when a post is deleted', async () => {
    const x = await room.startX();
    const { heard, texts } = await listen(x, { mentionsPollMs: 100 });
    await settle(300);
    const { id } = await room.userOf(x, 0).post('@sothebais 1 ETH');
    await until(() => heard.length === 1);
    const asAda = room.clientOf(x, userAt(x, 0));
    await asAda.ask({ method: 'DELETE', path: `tweets/${id}`, answer: z.unknown() });
    await room.userOf(x, 1).post('@sothebais 2 ETH');
    await until(() => heard.length === 2);
    expect(texts()).toEqual(['@sothebais 1 ETH', '@sothebais 2 ETH']);
  });

  test('hears the chat once and in order, across pages and a restart', async () => {
    const x = await room.startX();
    const broadcastId = await room.openBroadcast(x);
    const ada = room.userOf(x, 0);
    const said = Array.from({ length: 450 }, (_, i) => `bid ${i}`);
    for (const text of said) await ada.chat(broadcastId, text);
    const first = await listen(x, { broadcastId });
    await until(() => first.heard.length >= 450);
    await settle(200);
    expect(first.texts()).toEqual(said);
    expect(first.heard[0]).toMatchObject({ source: 'chat', handle: 'ada' });
    await first.running.close();
    await ada.chat(broadcastId, 'one more');
    const second = await listen(x, { broadcastId, since: { chat: first.heard.at(-1)?.id ?? '' } });
    await until(() => second.heard.length > 0);
    await settle(200);
    expect(second.texts()).toEqual(['one more']);
  });

  test('lives through a 429 and through answers of 503', async () => {
    const x = await room.startX();
    const { texts, troubles } = await listen(x, {
      client: room.clientWithoutStream(x),
      mentionsPollMs: 50,
    });
    x.faults.failNext(1, 429);
    await until(() => troubles.length === 1);
    await room.userOf(x, 0).post('@sothebais 1 ETH');
    await until(() => texts().length === 1);
    x.faults.failNext(1, 503);
    await until(() => troubles.length === 2);
    expect(troubles.map(String).join('\n')).toMatch(
      /limit for GET .* is used up[^]*failed on GET/u,
    );
  });

  test('does not start with keys that X rejects, and tells none of them', async () => {
    const x = await room.startX();
    const wrong = { ...x.host.credentials, accessSecret: new Secret('not-the-secret') };
    const client = room.keep(
      createXClient({ baseUrl: x.url, credentials: wrong, timeoutMs: 3_000 }),
    );
    await expect(listen(x, { client })).rejects.toMatchObject({ code: 'CREDENTIAL_REJECTED' });
  });

  test('gives a post again that the floor could not take', async () => {
    const x = await room.startX();
    const heard: string[] = [];
    let failures = 2;
    const source = createPostSource({
      client: room.clientOf(x),
      host: x.host,
      broadcastId: undefined,
      chatPollMs: 50,
      mentionsPollMs: 100,
      clock,
      meter: createCostMeter({ clock }),
      onTrouble: () => undefined,
    });
    room.keep(
      await source.start(async ({ text }) => {
        failures -= 1;
        if (failures >= 0) throw new Error('Not now.');
        heard.push(text);
      }, {}),
    );
    const ada = room.userOf(x, 0);
    await ada.post('@sothebais 1 ETH');
    await ada.post('@sothebais 2 ETH');
    await until(() => heard.length === 2);
    expect(heard).toEqual(['@sothebais 1 ETH', '@sothebais 2 ETH']);
  });

  test('closes soon, even while the floor holds a post', async () => {
    const x = await room.startX();
    const { host } = x;
    const source = createPostSource({
      client: room.clientOf(x),
      host,
      broadcastId: undefined,
      chatPollMs: 50,
      mentionsPollMs: 50,
      clock,
      meter: createCostMeter({ clock }),
      onTrouble: () => undefined,
    });
    let held = false;
    const running = await source.start(() => {
      held = true;
      return new Promise(() => undefined);
    }, {});
    await room.userOf(x, 0).post('@sothebais 1 ETH');
    await until(() => held);
    const before = clock.now();
    await running.close();
    expect(clock.now() - before).toBeLessThan(5_000);
  });
});
