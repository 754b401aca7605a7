import { z } from 'zod';
import type { Clock } from '../../ports/clock.js';
import { created, ok, readBody } from './answers.js';
import type { IdMint } from './ids.js';
import { invalidRequest } from './problems.js';
import type { Answer, Asked, Route } from './router.js';
import { readCount } from './router.js';
import type { Schedule } from './schedule.js';
import type { Broadcast, Store } from './store.js';
import { readList } from './view.js';

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

/** How many accounts count as watching: those that spoke in this long. */
const WATCHING_MS = 300_000;

/** What can be asked about broadcasts. */
export function createBroadcastRoutes(
  store: Store,
  schedule: Schedule,
  mint: IdMint,
  clock: Clock,
): readonly Route[] {
  const draw = (broadcast: Broadcast) => drawSchedule(broadcast, schedule.stateOf(broadcast));

  const create = ({ body, caller }: Asked): Answer => {
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
    return created({ data: draw(broadcast) });
  };

  const list = ({ caller, query }: Asked): Answer => {
    const size = readCount(query, 'max_results', { min: 1, max: 100, default: 100 });
    const mine = [...store.broadcasts.values()].filter(
      (one) => one.accountId === caller.account.id && one.deleted !== true,
    );
    return ok({ data: mine.reverse().slice(0, size).map(draw) });
  };

  const goLive = (asked: Asked): Answer => {
    const broadcast = schedule.findOwn(asked);
    if (schedule.stateOf(broadcast) === 'Ended')
      throw invalidRequest('This broadcast has ended.', 'id', broadcast.id);
    const live = { ...broadcast, liveAtMs: broadcast.liveAtMs ?? clock.now() };
    store.write({ kind: 'broadcast', broadcast: live });
    return ok({ data: draw(live) });
  };

  const remove = (asked: Asked): Answer => {
    store.write({ kind: 'broadcast', broadcast: { ...schedule.findOwn(asked), deleted: true } });
    return ok({ data: { deleted: true } });
  };

  const show = (asked: Asked): Answer => {
    const fields = readList(asked.query, 'broadcast.fields', BROADCAST_FIELDS);
    const broadcast = schedule.find(asked);
    const all = { ...draw(broadcast), ...figures(broadcast) };
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

  return [
    route('POST', '/2/broadcasts/scheduled', create),
    route('GET', '/2/broadcasts/scheduled', list, [
      'max_results',
      'oldest_start_time',
      'newest_start_time',
      'pagination_token',
    ]),
    route('GET', '/2/broadcasts/scheduled/:id', (asked) =>
      ok({ data: draw(schedule.findOwn(asked)) }),
    ),
    route('DELETE', '/2/broadcasts/scheduled/:id', remove, ['roll_forward']),
    route('POST', '/2/broadcasts/scheduled/:id/live', goLive),
    route('GET', '/2/broadcasts/:id', show, ['broadcast.fields']),
  ];
}

const route = (
  method: Route['method'],
  path: string,
  run: Route['run'],
  parameters: readonly string[] = [],
): Route => ({ method, path, callers: ['account'], limit: 'broadcast', parameters, run });

const drawSchedule = (broadcast: Broadcast, state: string) => ({
  broadcast_id: broadcast.id,
  scheduled_broadcast_id: broadcast.scheduleId,
  source_id: broadcast.sourceId,
  title: broadcast.title,
  description: broadcast.description,
  scheduled_start_ms: String(broadcast.startMs),
  scheduled_end_ms: String(broadcast.endMs),
  manual_publish: broadcast.manualPublish,
  available_for_replay: false,
  state,
});
