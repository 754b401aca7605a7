import { z } from 'zod';
import type { Clock } from '../../ports/clock.js';
import { ok, readBody, readToken, writeToken } from './answers.js';
import type { IdMint } from './ids.js';
import { forbidden, notFound } from './problems.js';
import type { Answer, Asked, Route } from './router.js';
import { readCount } from './router.js';
import type { Schedule } from './schedule.js';
import type { Account, Message, Store } from './store.js';
import { readList } from './view.js';
import type { View } from './view.js';

const digits = z.string().regex(/^[0-9]{1,19}$/u);
const messageShape = z.strictObject({
  text: z.string().min(1).max(140),
  reply_to: digits.optional(),
});
const muteShape = z.strictObject({
  user_id: digits,
  end_at_ms: digits.optional(),
  message_id: digits.optional(),
});

const MESSAGE_FIELDS = new Set([
  'author_name',
  'author_username',
  'broadcast_id',
  'created_at_ms',
  'id',
  'reply_to',
  'text',
]);
const HIGHEST_ID = 1n << 63n;

/** What can be asked about the chat of a broadcast. */
export function createChatRoutes(
  store: Store,
  schedule: Schedule,
  view: View,
  mint: IdMint,
  clock: Clock,
): readonly Route[] {
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
    const reachable = [...store.chatOf(schedule.find(asked).id).values()]
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
        ...(next ? { next_token: writeToken(next.id) } : {}),
      },
    });
  };

  const authors = (messages: readonly Message[]): readonly Account[] =>
    [...new Set(messages.map((one) => one.authorId))].flatMap((id) => store.accounts.get(id) ?? []);

  const speak = (asked: Asked): Answer => {
    const broadcast = schedule.find(asked);
    const { text, reply_to: replyTo } = readBody(messageShape, asked.body);
    if (schedule.stateOf(broadcast) !== 'Running') throw forbidden('This broadcast is not live.');
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
    const { id: broadcastId } = schedule.findOwn(asked);
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
    const { id: broadcastId } = schedule.findOwn(asked);
    store.write({ kind: 'unmute', broadcastId, userId: asked.params['user'] ?? '' });
    return ok({ data: { muted: false } });
  };

  const unsay = (asked: Asked): Answer => {
    const broadcast = schedule.find(asked);
    const id = asked.params['message'] ?? '';
    const message = store.chatOf(broadcast.id).get(id);
    if (!message) throw notFound('message', id);
    if (![broadcast.accountId, message.authorId].includes(asked.caller.account.id))
      throw forbidden('This message is not yours.');
    store.write({ kind: 'message-deleted', broadcastId: broadcast.id, id });
    return ok({ data: { deleted: true } });
  };

  return [
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

const route = (
  method: Route['method'],
  path: string,
  run: Route['run'],
  parameters: readonly string[] = [],
): Route => ({ method, path, callers: ['account'], limit: 'chat', parameters, run });
