import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Secret } from '../../../config/secret.js';
import { lookUpAccount } from '../../adapters/x/account.js';
import { createAnnouncer } from '../../adapters/x/announcer.js';
import { createBroadcasts } from '../../adapters/x/broadcasts.js';
import { X_BUDGET } from '../../adapters/x/budget.js';
import { createXClient } from '../../adapters/x/client.js';
import type { XClient } from '../../adapters/x/client.js';
import { createCostMeter } from '../../adapters/x/cost-meter.js';
import { createPostSource } from '../../adapters/x/intake.js';
import type { SandboxX } from './start-x.js';
import { openXRoom, userAt, wallClock as clock } from './with-x.js';
import type { XRoom } from './with-x.js';

let room: XRoom;
let x: SandboxX;

const announcerOf = (client: XClient, options: { broadcastId?: string; posts?: number } = {}) =>
  createAnnouncer({
    client,
    broadcastId: options.broadcastId,
    clock,
    budget: { ...X_BUDGET, ...(options.posts === undefined ? {} : { posts: options.posts }) },
    meter: createCostMeter({ clock }),
  });

const textsOf = async (
  account: { post(text: string, replyTo?: string): Promise<{ id: string }> },
  text: string,
) => {
  const { id } = await account.post(text);
  return { source: 'post', id, handle: 'ada' } as const;
};

beforeEach(async () => {
  room = await openXRoom();
  x = await room.startX();
});

afterEach(() => room.close());

describe('createAnnouncer', () => {
  test('posts, replies where it was summoned, and counts what it cost', async () => {
    const announcer = announcerOf(room.clientOf(x));
    const bid = await textsOf(room.userOf(x, 0), '@sothebais 1 ETH');
    expect(await announcer.post('Lot 1 is open.')).toMatchObject({ kind: 'sent' });
    expect(await announcer.reply(bid, '1 ETH it is.', 2)).toMatchObject({ kind: 'sent' });
    expect(await announcer.post('Watch on https://example.com/live')).toMatchObject({
      kind: 'sent',
    });
    expect(announcer.tally()).toEqual({ sent: 3, notSent: 0, costUsd: '0.225' });
  });

  test('records what X does not allow as not sent, with what X said', async () => {
    const announcer = announcerOf(room.clientOf(x));
    const aside = await textsOf(room.userOf(x, 0), 'just talking');
    expect(await announcer.reply(aside, 'Buy!', 1)).toMatchObject({
      kind: 'not-sent',
      why: expect.stringContaining('have not been mentioned') as string,
    });
    await announcer.post('Lot 1 is open.');
    expect(await announcer.post('Lot 1 is open.')).toMatchObject({ kind: 'not-sent' });
    expect(announcer.tally()).toMatchObject({ sent: 1, notSent: 2 });
  });

  test('cuts a long text at a word', async () => {
    const announcer = announcerOf(room.clientOf(x));
    expect(await announcer.post('going '.repeat(100))).toMatchObject({ kind: 'sent' });
  });

  test('lets the routine go unsaid when the budget runs low, and says the urgent', async () => {
    const announcer = announcerOf(room.clientOf(x), { posts: 52 });
    const bid = await textsOf(room.userOf(x, 0), '@sothebais 1 ETH');
    const say = (n: number, priority: 1 | 2 | 3) => announcer.reply(bid, `Answer ${n}.`, priority);
    expect(await say(1, 3)).toMatchObject({ kind: 'sent' });
    expect(await say(2, 3)).toMatchObject({ kind: 'sent' });
    expect(await say(3, 3)).toMatchObject({ kind: 'not-sent' });
    expect(await say(4, 2)).toMatchObject({ kind: 'sent' });
    expect(await say(5, 1)).toMatchObject({ kind: 'sent' });
  });

  test('keeps quiet until the end of a limit that X has set, and speaks again after it', async () => {
    const announcer = announcerOf(room.clientOf(x));
    x.faults.failNext(1, 429);
    expect(await announcer.post('one')).toMatchObject({ kind: 'not-sent' });
    expect(await announcer.post('two')).toMatchObject({
      kind: 'not-sent',
      why: expect.stringContaining('another') as string,
    });
    await expect
      .poll(async () => (await announcer.post('three')).kind, { timeout: 20_000, interval: 200 })
      .toBe('sent');
  });

  test('takes over from X what a house before it has used up', async () => {
    await x.close();
    x = await room.startX({ limits: { post: { account: 3 } } });
    await announcerOf(room.clientOf(x)).post('before the restart');
    const announcer = announcerOf(room.clientOf(x));
    expect(await announcer.post('one')).toMatchObject({ kind: 'sent' });
    const bid = await textsOf(room.userOf(x, 0), '@sothebais 1 ETH');
    expect(await announcer.reply(bid, 'two', 2)).toMatchObject({
      why: '1 posts are left in this window, 20 of them kept back',
    });
    expect(await announcer.post('two')).toMatchObject({ kind: 'sent' });
    expect(await announcer.post('three')).toMatchObject({ kind: 'not-sent' });
  });

  test('throws what may be asked again', async () => {
    const announcer = announcerOf(room.clientOf(x));
    x.faults.failNext(1, 503);
    await expect(announcer.post('one')).rejects.toMatchObject({
      code: 'X_FAILED',
      retryable: true,
    });
    expect(await announcer.post('one')).toMatchObject({ kind: 'sent' });
  });

  test('answers in the chat to whom spoke there, by name and within its length', async () => {
    const broadcastId = await room.openBroadcast(x);
    const announcer = announcerOf(room.clientOf(x), { broadcastId });
    const { id } = await room.userOf(x, 0).chat(broadcastId, '1 ETH');
    const to = { source: 'chat', id, handle: 'ada' } as const;
    expect(await announcer.reply(to, `You have it ${'now '.repeat(60)}`, 3)).toMatchObject({
      kind: 'sent',
    });
    expect(await announcer.chat('Fair warning.')).toMatchObject({ kind: 'sent' });
    const heard: string[] = [];
    const bob = userAt(x, 1);
    const source = createPostSource({
      client: room.clientWithoutStream(x, bob),
      host: bob,
      broadcastId,
      chatPollMs: 50,
      mentionsPollMs: 1_000,
      clock,
      meter: createCostMeter({ clock }),
      onTrouble: () => undefined,
    });
    room.keep(await source.start(async ({ text }) => void heard.push(text), {}));
    await expect.poll(() => heard.length).toBe(3);
    expect(heard[1]).toMatch(/^@ada You have it now .*now…$/u);
    expect(heard[2]).toBe('Fair warning.');
    expect(announcer.tally()).toEqual({ sent: 2, notSent: 0, costUsd: '0' });
  });

  test('has no chat to speak in without a broadcast', async () => {
    expect(await announcerOf(room.clientOf(x)).chat('hello')).toMatchObject({ kind: 'not-sent' });
  });
});

describe('createBroadcasts', () => {
  test('finds its broadcast again after a restart, and makes another for another evening', async () => {
    const now = clock.now();
    const evening = { title: 'First', description: '', startsAtMs: now, endsAtMs: now + 60_000 };
    const open = (more: Partial<typeof evening> = {}) =>
      createBroadcasts({
        client: room.clientOf(x),
        sourceId: new Secret('stream-key'),
        clock,
      }).open({ ...evening, ...more });
    const first = await open();
    await x.close();
    x = await room.startX();
    expect(await open()).toEqual(first);
    expect(await open({ title: 'Second' })).not.toEqual(first);
    await room.userOf(x, 0).chat(first.id, 'hello');
    const broadcasts = createBroadcasts({
      client: room.clientOf(x),
      sourceId: new Secret('k'),
      clock,
    });
    expect(await broadcasts.watching(first.id)).toBe(1);
  });
});

describe('createXClient', () => {
  test('knows whose keys it has', async () => {
    expect(await lookUpAccount(room.clientOf(x))).toEqual({ id: x.host.id, handle: 'sothebais' });
  });

  const failuresOf = async (client: XClient) => {
    const announcer = announcerOf(client);
    const sourceId = new Secret('very-secret-stream-key');
    const evening = { title: 'T', description: '', startsAtMs: 0, endsAtMs: clock.now() + 60_000 };
    const work = [
      announcer.post('hello'),
      createBroadcasts({ client, sourceId, clock }).open(evening),
      client.stream('tweets/search/stream', {}, () => undefined, AbortSignal.timeout(5_000)),
    ];
    const settled = await Promise.allSettled(work);
    return settled.map((one) => (one.status === 'rejected' ? (one.reason as unknown) : undefined));
  };

  test('says which key was rejected, and shows no part of any', async () => {
    const wrong = new Secret('wrong-but-still-secret');
    const { credentials } = x.host;
    const client = room.keep(
      createXClient({
        baseUrl: x.url,
        credentials: { ...credentials, accessSecret: wrong, bearer: wrong },
        timeoutMs: 3_000,
      }),
    );
    const failures = await failuresOf(client);
    for (const failure of failures) expect(failure).toMatchObject({ code: 'CREDENTIAL_REJECTED' });
    const shown = failures.map((one) => inspect(one, { depth: 20, showHidden: true })).join('\n');
    const secrets = [...Object.values(credentials), wrong, x.host.bearer].map((one) =>
      one.reveal(),
    );
    for (const secret of [...secrets, 'very-secret-stream-key', 'oauth_signature'])
      expect(shown).not.toContain(secret);
  });

  test('gives up on an X that is away, or that takes too long', async () => {
    const { url, host } = x;
    const client = room.keep(
      createXClient({
        baseUrl: url,
        credentials: { ...host.credentials, bearer: host.bearer },
        timeoutMs: 200,
      }),
    );
    x.faults.delayMs = 8_000;
    const before = clock.now();
    for (const failure of await failuresOf(client))
      expect(failure).toMatchObject({ code: 'X_FAILED' });
    expect(clock.now() - before).toBeLessThan(6_000);
    await x.close();
    const [failure] = await failuresOf(client);
    expect(String(failure)).toContain('ECONNREFUSED');
  });

  test('sends keys in clear to nobody but this machine', () => {
    const { credentials } = x.host;
    for (const baseUrl of ['http://example.com', 'http://10.0.0.1:80', 'https://127.0.0.1'])
      expect(() => createXClient({ baseUrl, credentials, timeoutMs: 1 })).toThrow(
        'expected http://',
      );
  });
});
