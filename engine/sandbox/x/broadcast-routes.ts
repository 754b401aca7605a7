import { z } from 'zod';
import type { Clock } from '../../ports/clock.js';
import type { IdMint } from './ids.js';
import { created, ok, readBody, readToken } from './post-routes.js';
import { forbidden, invalidRequest, notFound } from './problems.js';
import type { Answer, Asked, Route } from './router.js';
import { readCount } from './router.js';
import type { Account, Broadcast, Message, Store } from './store.js';
import { readList } from './view.js';
import type { View } from './view.js';

const digits = z.string().regex(/^[0-9]{1,19}$/u);
const scheduleShape = z.strictObject({
  source_id: z.string().min(1),
  scheduled_start_ms: digits,
  scheduled_end_ms: digits,
  title: z.string().default(''),
  description: z.string().default(''),
  manual_publish: z.boolean().default(false),
  available_for_replay: z.boolean().optional(),
  chat_option: digits.optional(),
  is_locked: z.boolean().optional(),
  locale: z.string().optional(),
  thumbnail_media_id: digits.optional(),
});
const messageShape = z.strictObject({
  text: z.string().min(1).max(140),
  reply_to: digits.optional(),
});
const muteShape = z.strictObject({
  user_id: digits,
  end_at_ms: digits.optional(),
  message_id: digits.optional(),
});

const BROADCAST_FIELDS = new Set([
  'available_for_replay',
  'broadcast_id',
  'chat_option',
  'created_at_ms',
  'end_ms',
  'height',
  'id',
  'image_url',
  'language',
  'media_key',
  'scheduled_end_ms',
  'scheduled_start_ms',
  'share_url',
  'source_id',
  'start_ms',
  'state',
  'title',
  'total_watched',
  'total_watching',
  'tweet_id',
  'twitter_user_id',
  'updated_at_ms',
  'width',
]);
const MESSAGE_FIELDS = new Set([
  'author_name',
  'author_username',
  'broadcast_id',
  'created_at_ms',
  'id',
  'reply_to',
  'text',
]);
const ACCOUNT = ['account'] as const;
const HIGHEST_ID = 1n << 63n;

/** How many accounts count as watching: those that spoke in this long. */
const WATCHING_MS = 300_000;

/** What can be asked about broadcasts and their chat. */
export function createBroadcastRoutes(
  store: Store,
  view: View,
  mint: IdMint,
  clock: Clock,
): readonly Route[] {
  const find = (asked: Asked): Broadcast => {
    const id = asked.params['id'] ?? '';
    const broadcast = store.broadcasts.get(id);
    if (!broadcast || broadcast.deleted === true) throw notFound('broadcast', id);
    return broadcast;
  };
  const findOwn = (asked: Asked): Broadcast => {
    const broadcast = find(asked);
    if (broadcast.accountId !== asked.caller.account.id)
      throw forbidden('This broadcast is not yours.');
    return broadcast;
  };
  const stateOf = (broadcast: Broadcast) => {
    if (clock.now() >= broadcast.endMs) return 'Ended';
    const starts = broadcast.manualPublish ? Infinity : broadcast.startMs;
    return clock.now() >= (broadcast.liveAtMs ?? starts) ? 'Running' : 'Scheduled';
  };
  const drawSchedule = (broadcast: Broadcast) => ({
    broadcast_id: broadcast.id,
    scheduled_broadcast_id: broadcast.scheduleId,
    source_id: broadcast.sourceId,
    title: broadcast.title,
    description: broadcast.description,
    scheduled_start_ms: String(broadcast.startMs),
    scheduled_end_ms: String(broadcast.endMs),
    manual_publish: broadcast.manualPublish,
    available_for_replay: false,
    state: stateOf(broadcast),
  });

  const schedule = ({ body, caller }: Asked): Answer => {
    const wanted = readBody(scheduleShape, body);
    const [startMs, endMs] = [Number(wanted.scheduled_start_ms), Number(wanted.scheduled_end_ms)];
    if (endMs <= Math.max(startMs, clock.now()))
      throw invalidRequest(
        'scheduled_end_ms must be after scheduled_start_ms and after now.',
        'scheduled_end_ms',
        wanted.scheduled_end_ms,
      );
    const broadcast: Broadcast = {
      id: mint.broadcast(),
      scheduleId: mint.snowflake(),
      accountId: caller.account.id,
      sourceId: wanted.source_id,
      title: wanted.title,
      description: wanted.description,
      startMs,
      endMs,
      manualPublish: wanted.manual_publish,
      createdAtMs: clock.now(),
    };
    store.write({ kind: 'broadcast', broadcast });
    return created({ data: drawSchedule(broadcast) });
  };

  const list = ({ caller, query }: Asked): Answer => {
    const size = readCount(query, 'max_results', { min: 1, max: 100, default: 100 });
    const mine = [...store.broadcasts.values()].filter(
      (one) => one.accountId === caller.account.id && one.deleted !== true,
    );
    return ok({ data: mine.reverse().slice(0, size).map(drawSchedule) });
  };

  const goLive = (asked: Asked): Answer => {
    const broadcast = findOwn(asked);
    if (stateOf(broadcast) === 'Ended')
      throw invalidRequest('This broadcast has ended.', 'id', broadcast.id);
    const live = { ...broadcast, liveAtMs: broadcast.liveAtMs ?? clock.now() };
    store.write({ kind: 'broadcast', broadcast: live });
    return ok({ data: drawSchedule(live) });
  };

  const remove = (asked: Asked): Answer => {
    store.write({ kind: 'broadcast', broadcast: { ...findOwn(asked), deleted: true } });
    return ok({ data: { deleted: true } });
  };

  const show = (asked: Asked): Answer => {
    const fields = readList(asked.query, 'broadcast.fields', BROADCAST_FIELDS);
    const broadcast = find(asked);
    const all = { ...drawSchedule(broadcast), ...figures(broadcast) };
    return ok({
      data: {
        id: broadcast.id,
        ...Object.fromEntries(Object.entries(all).filter(([name]) => fields.has(name))),
      },
    });
  };

  const figures = (broadcast: Broadcast) => {
    const messages = [...store.chatOf(broadcast.id).values()];
    const since = clock.now() - WATCHING_MS;
    const heard = new Set(
      messages.filter((one) => one.createdAtMs >= since).map((one) => one.authorId),
    );
    return {
      created_at_ms: String(broadcast.createdAtMs),
      twitter_user_id: broadcast.accountId,
      share_url: `https://x.com/i/broadcasts/${broadcast.id}`,
      ...(broadcast.liveAtMs === undefined ? {} : { start_ms: String(broadcast.liveAtMs) }),
      total_watching: String(heard.size),
      total_watched: String(new Set(messages.map((one) => one.authorId)).size),
    };
  };

  const listen = (asked: Asked): Answer => {
    const { query } = asked;
    const size = readCount(query, 'max_results', { min: 1, max: 200, default: 100 });
    const fields = readList(query, 'broadcast_chat_message.fields', MESSAGE_FIELDS);
    const expansions = readList(query, 'expansions', new Set(['author_id']));
    const userFields = readList(
      query,
      'user.fields',
      new Set(['id', 'name', 'username', 'verified']),
    );
    const below = readToken(query) ?? HIGHEST_ID;
    const reachable = [...store.chatOf(find(asked).id).values()]
      .filter(({ id }) => BigInt(id) < below)
      .reverse();
    const shown = reachable.slice(0, size);
    const next = reachable.length > size ? shown.at(-1) : undefined;
    return ok({
      ...(shown.length > 0
        ? { data: shown.map((one) => view.message(one, fields, expansions)) }
        : {}),
      ...(expansions.has('author_id') && shown.length > 0
        ? { includes: { users: authors(shown).map((one) => view.user(one, userFields)) } }
        : {}),
      meta: {
        result_count: shown.length,
        ...(next ? { next_token: BigInt(next.id).toString(36) } : {}),
      },
    });
  };

  const authors = (messages: readonly Message[]): readonly Account[] =>
    [...new Set(messages.map((one) => one.authorId))].flatMap((id) => store.accounts.get(id) ?? []);

  const speak = (asked: Asked): Answer => {
    const broadcast = find(asked);
    const { text, reply_to: replyTo } = readBody(messageShape, asked.body);
    if (stateOf(broadcast) !== 'Running') throw forbidden('This broadcast is not live.');
    if ((store.mutedUntil(broadcast.id, asked.caller.account.id) ?? 0) > clock.now())
      throw forbidden('You are muted in this chat.');
    const message: Message = {
      id: mint.nanoseconds(),
      broadcastId: broadcast.id,
      authorId: asked.caller.account.id,
      text,
      createdAtMs: clock.now(),
      ...(replyTo === undefined ? {} : { replyTo }),
    };
    store.write({ kind: 'message', message });
    return ok({ data: { success: true, timestamp: message.id } });
  };

  const mute = (asked: Asked): Answer => {
    const { id: broadcastId } = findOwn(asked);
    const {
      user_id: userId,
      end_at_ms: endMs,
      message_id: messageId,
    } = readBody(muteShape, asked.body);
    store.write({
      kind: 'mute',
      broadcastId,
      userId,
      ...(endMs === undefined ? {} : { endMs: Number(endMs) }),
    });
    if (messageId !== undefined)
      store.write({ kind: 'message-deleted', broadcastId, id: messageId });
    return ok({ data: { muted: true } });
  };

  const unmute = (asked: Asked): Answer => {
    const { id: broadcastId } = findOwn(asked);
    store.write({ kind: 'unmute', broadcastId, userId: asked.params['user'] ?? '' });
    return ok({ data: { muted: false } });
  };

  const unsay = (asked: Asked): Answer => {
    const broadcast = find(asked);
    const id = asked.params['message'] ?? '';
    const message = store.chatOf(broadcast.id).get(id);
    if (!message) throw notFound('message', id);
    if (![broadcast.accountId, message.authorId].includes(asked.caller.account.id))
      throw forbidden('This message is not yours.');
    store.write({ kind: 'message-deleted', broadcastId: broadcast.id, id });
    return ok({ data: { deleted: true } });
  };

  const route = (
    method: Route['method'],
    path: string,
    run: Route['run'],
    parameters: readonly string[] = [],
  ): Route => ({
    method,
    path,
    callers: ACCOUNT,
    limit: path.includes('chat') ? 'chat' : 'broadcast',
    parameters,
    run,
  });
  return [
    route('POST', '/2/broadcasts/scheduled', schedule),
    route('GET', '/2/broadcasts/scheduled', list, [
      'max_results',
      'oldest_start_time',
      'newest_start_time',
      'pagination_token',
    ]),
    route('GET', '/2/broadcasts/scheduled/:id', (asked) =>
      ok({ data: drawSchedule(findOwn(asked)) }),
    ),
    route('DELETE', '/2/broadcasts/scheduled/:id', remove, ['roll_forward']),
    route('POST', '/2/broadcasts/scheduled/:id/live', goLive),
    route('GET', '/2/broadcasts/:id', show, ['broadcast.fields']),
    route('GET', '/2/broadcasts/:id/chat', listen, [
      'max_results',
      'pagination_token',
      'broadcast_chat_message.fields',
      'expansions',
      'user.fields',
    ]),
    route('POST', '/2/broadcasts/:id/chat', speak),
    route('POST', '/2/broadcasts/:id/chat/mutes', mute),
    route('DELETE', '/2/broadcasts/:id/chat/mutes/:user', unmute),
    route('DELETE', '/2/broadcasts/:id/chat/:message', unsay),
  ];
}
