import type { Secret } from '../../../config/secret.js';
import { SothebaisError } from '../../domain/errors.js';
import type { Broadcasts } from '../../ports/broadcast.js';
import type { Clock } from '../../ports/clock.js';
import type { XClient } from './client.js';
import { broadcastShape, scheduledShape, scheduleShape } from './shapes.js';
import type { WireScheduled } from './shapes.js';

const OVER = /^(?:ended|expired|cancell?ed|deleted|failed|timed.?out)$/iu;
const ON_AIR = /^(?:running|live)$/iu;

type Wanted = Parameters<Broadcasts['open']>[0];

/**
 * The account's live videos on X.
 *
 * @param sourceId - the stream key of the RTMP source that feeds them
 */
export function createBroadcasts(options: {
  readonly client: XClient;
  readonly sourceId: Secret;
  readonly clock: Clock;
}): Broadcasts {
  const { client, sourceId, clock } = options;

  return {
    open: async (wanted) => {
      const found = (await schedule(client)).find((one) => isSame(one, wanted, sourceId));
      const broadcast = found ?? (await create(client, wanted, sourceId, clock));
      if (!ON_AIR.test(broadcast.state ?? '')) await goLive(client, broadcast.broadcast_id);
      return { id: broadcast.broadcast_id };
    },
    watching: async (id) => {
      const { body } = await client.ask({
        method: 'GET',
        path: `broadcasts/${encodeURIComponent(id)}`,
        query: { 'broadcast.fields': 'state,total_watching' },
        answer: broadcastShape,
      });
      return Number(body.data.total_watching ?? 0);
    },
  };
}

async function schedule(client: XClient): Promise<readonly WireScheduled[]> {
  const { body } = await client.ask({
    method: 'GET',
    path: 'broadcasts/scheduled',
    query: { max_results: 100 },
    answer: scheduleShape,
  });
  return body.data ?? [];
}

/** The same evening, and not over: the start may have moved, the end and the title have not. */
function isSame(broadcast: WireScheduled, wanted: Wanted, sourceId: Secret): boolean {
  const { title, state, source_id: source, scheduled_end_ms: end } = broadcast;
  return (
    title === wanted.title &&
    end === String(wanted.endsAtMs) &&
    (source === undefined || source === sourceId.reveal()) &&
    !OVER.test(state ?? '')
  );
}

async function create(
  client: XClient,
  wanted: Wanted,
  sourceId: Secret,
  clock: Clock,
): Promise<WireScheduled> {
  if (wanted.endsAtMs <= clock.now())
    throw new SothebaisError('X_REFUSED', 'The broadcast would end before it begins.');
  const { body } = await client.ask({
    method: 'POST',
    path: 'broadcasts/scheduled',
    body: {
      source_id: sourceId.reveal(),
      title: wanted.title,
      description: wanted.description,
      scheduled_start_ms: String(Math.max(wanted.startsAtMs, clock.now())),
      scheduled_end_ms: String(wanted.endsAtMs),
      // The house says when: a broadcast must not begin on a black picture.
      manual_publish: true,
    },
    answer: scheduledShape,
  });
  return body.data;
}

async function goLive(client: XClient, id: string): Promise<void> {
  const path = `broadcasts/scheduled/${encodeURIComponent(id)}/live`;
  await client.ask({ method: 'POST', path, answer: scheduledShape });
}
