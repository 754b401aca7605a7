import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { XAccount } from './accounts.js';
import type { SandboxX } from './start-x.js';
import {
  ms,
  broadcastId,
  post,
  user,
  includes,
  meta,
  page,
  rule,
  schedule,
  message,
  problem,
  dataOf,
  published,
  deleted,
  spoken,
  muted,
  sign,
} from './contract.js';
import { openXRoom, userAt, wallClock } from './with-x.js';
import type { XRoom } from './with-x.js';

let room: XRoom;
let x: SandboxX;

const urlOf = (path: string, query: Record<string, string> = {}) =>
  new URL(`${x.url}/2/${path}?${new URLSearchParams(query).toString()}`.replace(/\?$/u, ''));

async function askAs(
  authorization: (method: string, url: URL) => string,
  method: string,
  path: string,
  options: { query?: Record<string, string>; body?: unknown } = {},
) {
  const url = urlOf(path, options.query);
  const response = await fetch(url, {
    method,
    headers: { authorization: authorization(method, url), 'content-type': 'application/json' },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const body: unknown = await response.json();
  return { status: response.status, headers: response.headers, body };
}

const by = (account: XAccount) => (method: string, url: URL) => sign(method, url, account);
const host = (...rest: Tail) => askAs(by(x.host), ...rest);
const ada = (...rest: Tail) => askAs(by(userAt(x, 0)), ...rest);
const app = (...rest: Tail) => askAs(() => `Bearer ${x.host.bearer.reveal()}`, ...rest);
type Tail = Parameters<typeof askAs> extends [unknown, ...infer Rest] ? Rest : never;

/** The body, after it was held against X's shape. */
function read<T>(
  answer: { status: number; body: unknown },
  status: number,
  shape: z.ZodType<T>,
): T {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  return shape.parse(answer.body);
}

beforeEach(async () => {
  room = await openXRoom();
  x = await room.startX();
});

afterEach(() => room.close());

const EVERYTHING = {
  'post.fields': 'created_at,conversation_id,edit_controls,entities',
  expansions: 'author_id,edit_history_post_ids,in_reply_to_user_id,referenced_posts',
  'user.fields': 'created_at,verified,username',
};

describe('the stand-in for X', () => {
  test('writes, shows, edits, quotes, reposts and deletes posts in shapes of X', async () => {
    const first = read(
      await host('POST', 'tweets', { body: { text: 'Lot 1 <is> open & ready' } }),
      201,
      published,
    ).data;
    expect(first.text).toBe('Lot 1 &lt;is&gt; open &amp; ready');
    const answer = read(
      await ada('POST', 'tweets', {
        body: { text: '2.5 ETH', reply: { in_reply_to_tweet_id: first.id } },
      }),
      201,
      published,
    ).data;
    expect(answer.text).toBe('@sothebais 2.5 ETH');
    const shown = read(
      await app('GET', `tweets/${answer.id}`, { query: EVERYTHING }),
      200,
      z.strictObject({ data: post, includes }),
    );
    expect(shown.data).toMatchObject({
      author_id: userAt(x, 0).id,
      conversation_id: first.id,
      in_reply_to_user_id: x.host.id,
      referenced_posts: [{ type: 'replied_to', id: first.id }],
    });
    const edited = read(
      await ada('POST', 'tweets', {
        body: { text: '3 ETH', edit_options: { previous_post_id: answer.id } },
      }),
      201,
      published,
    ).data;
    expect(edited.edit_history_post_ids).toEqual([answer.id, edited.id]);
    read(
      await ada('POST', 'tweets', { body: { text: 'Look', quote_tweet_id: first.id } }),
      201,
      published,
    );
    await ada('POST', `users/${userAt(x, 0).id}/retweets`, { body: { tweet_id: first.id } });
    const found = read(
      await app('GET', 'tweets/search/recent', {
        query: { ...EVERYTHING, query: 'from:ada (is:quote OR is:retweet OR "3 eth")' },
      }),
      200,
      page,
    );
    expect(found.meta.result_count).toBe(3);
    read(await ada('DELETE', `tweets/${edited.id}`), 200, deleted);
    expect(read(await app('GET', `tweets/${edited.id}`), 404, problem).title).toBe(
      'Not Found Error',
    );
  });

  test('pages through mentions, newest first, from an id on', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 12; i += 1)
      ids.unshift(
        read(await ada('POST', 'tweets', { body: { text: `@Sothebais bid ${i}` } }), 201, published)
          .data.id,
      );
    const path = `users/${x.host.id}/mentions`;
    const query = { max_results: '5', since_id: ids.at(-1) ?? '', ...EVERYTHING };
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const next = token === undefined ? {} : { pagination_token: token };
      const answer = read(await host('GET', path, { query: { ...query, ...next } }), 200, page);
      seen.push(...(answer.data ?? []).map((one) => one.id));
      token = answer.meta.next_token;
    } while (token !== undefined);
    expect(seen).toEqual(ids.slice(0, -1));
    const older = await host('GET', path, { query: { 'tweet.fields': 'author_id' } });
    expect(older.body).toHaveProperty('data.0.edit_history_tweet_ids');
  });

  test('tells who one is, and who another is', async () => {
    const me = read(await host('GET', 'users/me'), 200, dataOf(user)).data;
    expect(me).toEqual({ id: x.host.id, name: 'SothebAIs', username: 'sothebais' });
    read(
      await app('GET', 'users/by/username/ADA', { query: { 'user.fields': 'created_at' } }),
      200,
      dataOf(user),
    );
    read(await app('GET', 'users/by/username/nobody'), 404, problem);
  });

  test('keeps rules, and streams what they match to one connection at a time', async () => {
    const path = 'tweets/search/stream';
    const authorization = `Bearer ${x.host.bearer.reveal()}`;
    read(await app('GET', path), 400, problem);
    const rules = z.strictObject({ data: z.array(rule).optional(), meta: z.looseObject({}) });
    const add = [{ value: '@sothebais -from:sothebais', tag: 'mine' }];
    read(await app('POST', `${path}/rules`, { body: { add } }), 200, rules);
    const [kept] = read(await app('GET', `${path}/rules`), 200, rules).data ?? [];
    const stream = await fetch(
      urlOf(path, { 'tweet.fields': 'author_id', expansions: 'author_id' }),
      {
        headers: { authorization },
      },
    );
    expect(read(await app('GET', path), 429, problem).title).toBe('Too Many Requests');
    await ada('POST', 'tweets', { body: { text: 'nothing to see' } });
    await ada('POST', 'tweets', { body: { text: '@sothebais 1 ETH' } });
    const reader = (stream.body ?? new ReadableStream<Uint8Array>()).getReader();
    let text = '';
    while (text.trim() === '') text += new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    expect(text.startsWith('\r\n')).toBe(true);
    expect(JSON.parse(text)).toMatchObject({
      data: { text: '@sothebais 1 ETH', author_id: userAt(x, 0).id },
      includes: { users: [{ username: 'ada' }] },
      matching_rules: [{ id: kept?.id, tag: 'mine' }],
    });
    const gone = await app('POST', `${path}/rules`, { body: { delete: { ids: [kept?.id] } } });
    expect(read(gone, 200, rules).meta).toMatchObject({ summary: { deleted: 1 } });
    read(await app('POST', `${path}/rules`, { body: { add: [{ value: '(open' }] } }), 400, problem);
    read(await host('GET', path), 403, problem);
  });

  test('schedules broadcasts, takes them live, and carries their chat', async () => {
    const body = {
      source_id: 'key',
      title: 'An evening',
      scheduled_start_ms: String(wallClock.now()),
      scheduled_end_ms: String(wallClock.now() + 60_000),
      manual_publish: true,
    };
    const made = read(await host('POST', 'broadcasts/scheduled', { body }), 201, dataOf(schedule));
    const at = `broadcasts/${made.data.broadcast_id}`;
    const scheduled = `broadcasts/scheduled/${made.data.broadcast_id}`;
    read(await ada('POST', `${at}/chat`, { body: { text: 'early' } }), 403, problem);
    read(await ada('POST', `${scheduled}/live`), 403, problem);
    expect(read(await host('POST', `${scheduled}/live`), 200, dataOf(schedule)).data.state).toBe(
      'Running',
    );
    read(await host('GET', scheduled), 200, dataOf(schedule));
    read(await host('GET', 'broadcasts/scheduled'), 200, dataOf(z.array(schedule)));
    const { timestamp } = read(
      await ada('POST', `${at}/chat`, { body: { text: '1 ETH' } }),
      200,
      spoken,
    ).data;
    read(
      await host('POST', `${at}/chat`, { body: { text: 'I have 1', reply_to: timestamp } }),
      200,
      spoken,
    );
    read(await ada('POST', `${at}/chat`, { body: { text: 'x'.repeat(141) } }), 400, problem);
    const shape = dataOf(
      z.strictObject({ id: broadcastId, state: z.string(), total_watching: ms }),
    );
    const fields = { 'broadcast.fields': 'state,total_watching' };
    expect(read(await host('GET', at, { query: fields }), 200, shape).data.total_watching).toBe(
      '2',
    );
    const chat = z.strictObject({ data: z.array(message), includes, meta });
    const query = {
      'broadcast_chat_message.fields':
        'author_name,author_username,broadcast_id,created_at_ms,reply_to',
      expansions: 'author_id',
    };
    const said = read(await host('GET', `${at}/chat`, { query }), 200, chat).data;
    expect(said.map(({ text }) => text)).toEqual(['I have 1', '1 ETH']);
    expect(said[0]?.reply_to).toBe(timestamp);

    const userId = userAt(x, 0).id;
    read(await host('POST', `${at}/chat/mutes`, { body: { user_id: userId } }), 200, muted);
    read(await ada('POST', `${at}/chat`, { body: { text: '2 ETH' } }), 403, problem);
    read(await host('DELETE', `${at}/chat/mutes/${userId}`), 200, muted);
    read(await ada('POST', `${at}/chat`, { body: { text: '2 ETH' } }), 200, spoken);
    read(await host('DELETE', `${at}/chat/${timestamp}`), 200, deleted);
    read(await host('DELETE', scheduled), 200, deleted);
    read(await host('GET', at), 404, problem);
  });

  test('lets nobody in with a wrong secret, an altered request or a signature used before', async () => {
    const forged = askAs((method, url) => sign(method, url, x.host, 'x'), 'GET', 'users/me');
    expect(read(await forged, 401, problem).title).toBe('Unauthorized');
    const altered = askAs(
      () => sign('GET', urlOf('users/me'), x.host),
      'GET',
      `users/${x.host.id}/mentions`,
    );
    read(await altered, 401, problem);
    const once = sign('GET', urlOf('users/me'), x.host);
    read(await askAs(() => once, 'GET', 'users/me'), 200, dataOf(user));
    read(await askAs(() => once, 'GET', 'users/me'), 401, problem);
    read(await askAs(() => 'Bearer nothing', 'GET', 'tweets/1'), 401, problem);
    read(await askAs(() => '', 'GET', 'users/me'), 401, problem);
    read(await app('POST', 'tweets', { body: { text: 'hello' } }), 403, problem);
  });

  test('forbids what X forbids', async () => {
    const write = (body: unknown) => host('POST', 'tweets', { body });
    read(await write({ text: 'same' }), 201, published);
    expect(read(await write({ text: 'same' }), 403, problem).detail).toMatch(/duplicate/u);
    read(await write({ text: 'é'.repeat(280) }), 201, published);
    read(await write({ text: '語'.repeat(141) }), 400, problem);
    read(await write({ text: ' ' }), 400, problem);
    read(await write({ text: 'hello', colour: 'red' }), 400, problem);
    read(await host('GET', 'users/me', { query: { nonsense: '1' } }), 400, problem);
    const aside = read(
      await ada('POST', 'tweets', { body: { text: 'just talking' } }),
      201,
      published,
    ).data;
    const answer = { text: 'Buy!', reply: { in_reply_to_tweet_id: aside.id } };
    expect(read(await write(answer), 403, problem).detail).toMatch(/not been mentioned/u);
    read(await ada('DELETE', `tweets/${x.host.id}`), 404, problem);
  });

  test('counts requests, says what is left, and refuses more', async () => {
    await x.close();
    x = await room.startX({ limits: { post: { account: 2, appDay: 100 } } });
    const write = (text: string) => host('POST', 'tweets', { body: { text } });
    const left = ({ headers }: { headers: Headers }) => headers.get('x-rate-limit-remaining');
    expect(left(await write('one'))).toBe('1');
    const second = await write('two');
    expect(left(second)).toBe('0');
    expect(second.headers.get('x-app-limit-24hour-remaining')).toBe('98');
    const third = await write('three');
    read(third, 429, problem);
    expect(Number(third.headers.get('x-rate-limit-reset')) * 1000).toBeGreaterThan(wallClock.now());
    read(await ada('POST', 'tweets', { body: { text: 'mine is another limit' } }), 201, published);
  });

  test('goes on where it was after a restart, also when its last line was cut short', async () => {
    const { id: written } = read(
      await host('POST', 'tweets', { body: { text: 'kept' } }),
      201,
      published,
    ).data;
    const before = x;
    await x.close();
    await room.cutJournal('{"kind":"post","po');
    x = await room.startX();
    expect(x.host.id).toBe(before.host.id);
    read(await host('GET', `tweets/${written}`), 200, dataOf(post));
    const next = read(
      await host('POST', 'tweets', { body: { text: 'next' } }),
      201,
      published,
    ).data;
    expect(BigInt(next.id)).toBeGreaterThan(BigInt(written));
    await x.close();
    x = await room.startX();
    read(await host('GET', `tweets/${next.id}`), 200, dataOf(post));
  });
});
