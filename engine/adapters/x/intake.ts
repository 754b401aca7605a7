import type { Instant, XUserId } from '../../domain/ids.js';
import type { Post } from '../../domain/post.js';
import type { Clock } from '../../ports/clock.js';
import type { Closeable } from '../../ports/closeable.js';
import type { PostSource } from '../../ports/posts.js';
import { createChat } from './chat.js';
import type { XClient } from './client.js';
import type { CostMeter, Read } from './cost-meter.js';
import { startDelivery } from './delivery.js';
import type { Delivery } from './delivery.js';
import { toFailure } from './failures.js';
import { runFilteredStream } from './filtered-stream.js';
import type { StreamDuties } from './filtered-stream.js';
import { byId, createSeenIds, hearPost, isRepost } from './heard.js';
import { createMentions, overlapBefore } from './mentions.js';
import type { Batch } from './mentions.js';
import { firstPostIdAt } from './snowflake.js';
import { isOver, pause, waitAfter } from './waiting.js';

/** A first start, which has heard nothing yet, listens from a little before itself on. */
const FIRST_LOOK_BACK_MS = 60_000;
/** While the stream is up, the mentions only catch what it let fall. */
const SWEEP_MS = 15_000;
const SEEN_MAX = 50_000;
const CLOSE_MAX_MS = 700;

export interface PostSourceOptions {
  readonly client: XClient;
  readonly host: { readonly id: XUserId; readonly handle: string };
  /** The broadcast whose chat is read; absent where there is none. */
  readonly broadcastId: string | undefined;
  readonly chatPollMs: number;
  /** Between two readings of the mentions while no stream is up. */
  readonly mentionsPollMs: number;
  readonly clock: Clock;
  readonly meter: CostMeter;
  /** Told of each failure that the source lives through. */
  onTrouble(cause: Error): void;
}

/**
 * Hears what mentions the host, by stream and by polling at once, and the broadcast's chat.
 *
 * Every opening of the stream is followed by a reading of the mentions, so nothing said during a
 * gap is missed; what comes twice is delivered once. An edited post comes as a new one that names
 * its first version. Of a deleted post none of these ways tells anything: X has `post.delete` on
 * its activity stream alone, for accounts that were subscribed to one by one. So a bid that was
 * heard stands, and one that was deleted before it was heard was never made.
 */
export function createPostSource(options: PostSourceOptions): PostSource {
  return {
    start: async (hear, since) => {
      const stop = new AbortController();
      const { signal } = stop;
      const delivery = startDelivery(hear, (cause) => options.onTrouble(cause), signal);
      const posts = createPostIntake(options, since.post, delivery);
      try {
        // The first reading is waited for: a key that X rejects must not start a house.
        await posts.sweep(signal);
      } catch (cause) {
        stop.abort();
        throw cause;
      }
      const loops = [
        posts.runMentions(signal),
        posts.runStream(signal),
        runChat(options, since.chat, delivery, signal),
      ];
      return closing(stop, [...loops, delivery.idle()]);
    },
  };
}

function createPostIntake(
  options: PostSourceOptions,
  since: string | undefined,
  delivery: Delivery,
) {
  const { client, host, clock } = options;
  // The house before this one may have heard the newest, and died before what the stream let fall.
  const from = since === undefined ? lookBack(clock.now()) : overlapBefore(since);
  const mentions = createMentions(client, host.id, from);
  const seen = createSeenIds(SEEN_MAX);
  if (since !== undefined) seen.add(since);
  const alarm = createAlarm();
  let streaming = false;
  /** Streamed posts that wait for what was said before them; absent while there is no gap. */
  let held: Batch[] | undefined;

  const isDelivered = (id: string) => seen.has(id) || BigInt(id) <= from;
  const take = (...batches: readonly Batch[]) => {
    const handles = new Map(batches.flatMap((batch) => [...batch.handles]));
    for (const post of batches.flatMap((batch) => batch.posts).sort(byId)) {
      if (isDelivered(post.id)) continue;
      seen.add(post.id);
      if (isRepost(post) || post.author_id === host.id) continue;
      delivery.put(hearPost(post, handles, clock.now()));
    }
  };
  const release = () => {
    const waiting = held ?? [];
    held = undefined;
    return waiting;
  };
  const sweep = async (signal: AbortSignal) => {
    try {
      const batch = await mentions.catchUp(signal);
      count(options.meter, 'owned-read', batch);
      take(batch, ...release());
    } catch (cause) {
      // Better out of order than late: a bid in hand must not wait for X to recover.
      take(...release());
      throw cause;
    }
  };

  return {
    sweep,
    runMentions: (signal: AbortSignal) =>
      repeat(options, signal, async () => {
        const { mentionsPollMs } = options;
        await alarm.wait(streaming ? Math.max(SWEEP_MS, mentionsPollMs) : mentionsPollMs, signal);
        await delivery.idle();
        if (!isOver(signal)) await sweep(signal);
      }),
    runStream: async (signal: AbortSignal) => {
      if (!client.canStream) return;
      await runFilteredStream(client, duties(), signal);
    },
  };

  function duties(): StreamDuties {
    const gap = (open: boolean) => () => {
      streaming = open;
      if (open) held ??= [];
      alarm.ring();
    };
    return {
      handle: host.handle,
      hear: (batch) => {
        count(options.meter, 'streamed-post', batch);
        if (held) held.push(batch);
        else take(batch);
      },
      connected: gap(true),
      dropped: gap(false),
      ready: () => delivery.idle(),
      full: () => delivery.full(),
      trouble: (failure) => options.onTrouble(failure),
      now: () => clock.now(),
    };
  }
}

const count = (meter: CostMeter, how: Read, { posts }: Batch) =>
  meter.read(
    how,
    posts.map(({ id }) => id),
  );

/** A wait that can be cut short, also by a ring that came before it began. */
function createAlarm() {
  let rung = false;
  let ring = () => {};
  return {
    ring: () => {
      rung = true;
      ring();
    },
    wait: async (ms: number, signal: AbortSignal) => {
      const woken = new AbortController();
      ring = () => woken.abort();
      if (!rung) await pause(ms, AbortSignal.any([signal, woken.signal]));
      rung = false;
    },
  };
}

async function runChat(
  options: PostSourceOptions,
  since: string | undefined,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<void> {
  const { client, broadcastId, host, clock } = options;
  if (broadcastId === undefined) return;
  const from = (clock.now() - FIRST_LOOK_BACK_MS) as Instant;
  const now = () => clock.now();
  const chat = createChat(client, { broadcastId, hostId: host.id, since, from, now });
  await repeat(options, signal, async () => {
    const messages: readonly Post[] = await chat.catchUp(signal);
    for (const message of messages) delivery.put(message);
    await delivery.idle();
    await pause(options.chatPollMs, signal);
  });
}

/** Runs `turn` until `signal` is aborted, and waits after each that fails. */
async function repeat(
  options: PostSourceOptions,
  signal: AbortSignal,
  turn: () => Promise<void>,
): Promise<void> {
  let tries = 0;
  while (!signal.aborted) {
    try {
      await turn();
      tries = 0;
    } catch (cause) {
      if (isOver(signal)) return;
      const failure = toFailure(cause, 'the intake');
      options.onTrouble(failure);
      tries += 1;
      await pause(waitAfter(failure, tries, options.clock.now()), signal);
    }
  }
}

const lookBack = (now: Instant) => firstPostIdAt((now - FIRST_LOOK_BACK_MS) as Instant);

/** Stops all of it; waits for the post in hand, but not for long. */
function closing(stop: AbortController, ends: readonly Promise<void>[]): Closeable {
  return {
    close: async () => {
      stop.abort();
      const over = new AbortController();
      await Promise.race([Promise.allSettled(ends), pause(CLOSE_MAX_MS, over.signal)]);
      over.abort();
    },
  };
}
