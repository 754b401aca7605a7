import type { SothebaisError } from '../../domain/errors.js';
import type { Instant } from '../../domain/ids.js';
import type { XClient } from './client.js';
import { toFailure } from './failures.js';
import type { Batch } from './mentions.js';
import { postShape, rulesChangedShape, rulesShape, streamedShape } from './shapes.js';
import type { XStream } from './stream.js';
import { isOver, pause, waitAfter } from './waiting.js';

/** The one rule that is ours among those of the app. */
const TAG = 'sothebais-host';
/** A stream that lived longer than this is taken up again at once when it drops. */
const HEALTHY_MS = 10_000;
const RECONNECT_MS = 250;
const RECONNECT_MAX_MS = 30_000;

const FIELDS = {
  'tweet.fields': 'author_id,edit_history_tweet_ids,note_tweet,referenced_tweets',
  expansions: 'author_id',
  'user.fields': 'username',
} as const;

/** What the loop below tells and asks of the intake. */
export interface StreamDuties {
  readonly handle: string;
  /** A post as it comes in. */
  hear(batch: Batch): void;
  /** A stream was opened: what was missed before is to be fetched. */
  connected(): void;
  dropped(): void;
  /** Resolves when the floor can take more. */
  ready(): Promise<void>;
  /** Whether so much waits that the stream must be let go. */
  full(): boolean;
  trouble(failure: SothebaisError): void;
  now(): Instant;
}

/** Keeps one filtered stream open, again and again, until `signal` is aborted; never rejects. */
export async function runFilteredStream(
  client: XClient,
  duties: StreamDuties,
  signal: AbortSignal,
): Promise<void> {
  let tries = 0;
  while (!signal.aborted) {
    await duties.ready();
    const openedAt = duties.now();
    let wait: number;
    try {
      await runOnce(client, duties, signal);
      // X allows 50 openings in 15 minutes: one that drops them at once must not use them up.
      tries = duties.now() - openedAt > HEALTHY_MS ? 0 : tries + 1;
      wait = Math.min(RECONNECT_MS * 2 ** Math.min(Math.max(tries - 1, 0), 10), RECONNECT_MAX_MS);
    } catch (cause) {
      if (isOver(signal)) return;
      const failure = toFailure(cause, 'GET /2/tweets/search/stream');
      duties.trouble(failure);
      tries += 1;
      wait = waitAfter(failure, tries, duties.now());
    }
    await pause(wait, signal);
  }
}

async function runOnce(client: XClient, duties: StreamDuties, signal: AbortSignal): Promise<void> {
  const ruleId = await ensureRule(client, ruleFor(duties.handle), signal);
  let stream: XStream | undefined = undefined;
  const listen = (piece: unknown) => {
    const batch = readPiece(piece, ruleId);
    if (batch) duties.hear(batch);
    // Nothing is lost by letting go: after the next opening, what was missed is fetched.
    if (duties.full()) stream?.close();
  };
  stream = await client.stream('tweets/search/stream', FIELDS, listen, signal);
  const opened = stream;
  const close = () => opened.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    duties.connected();
    if (!isOver(signal)) await opened.ended;
  } finally {
    signal.removeEventListener('abort', close);
    opened.close();
    duties.dropped();
  }
}

const ruleFor = (handle: string) => `@${handle} -from:${handle} -is:retweet`;

/** Sees to it that X knows our rule, and no older one of ours; answers with its id. */
async function ensureRule(client: XClient, value: string, signal: AbortSignal): Promise<string> {
  const rules = await readRules(client, signal);
  const stale = rules.filter((rule) => rule.tag === TAG && rule.value !== value);
  const found = rules.find((rule) => rule.value === value);
  if (stale.length > 0)
    await changeRules(client, { delete: { ids: stale.map(({ id }) => id) } }, signal);
  if (found) return found.id;
  await changeRules(client, { add: [{ value, tag: TAG }] }, signal);
  const added = (await readRules(client, signal)).find((rule) => rule.value === value);
  return added?.id ?? '';
}

async function readRules(client: XClient, signal: AbortSignal) {
  const path = 'tweets/search/stream/rules';
  const { body } = await client.ask({ method: 'GET', path, as: 'app', answer: rulesShape, signal });
  return body.data ?? [];
}

async function changeRules(
  client: XClient,
  body: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<void> {
  const path = 'tweets/search/stream/rules';
  await client.ask({ method: 'POST', path, body, as: 'app', answer: rulesChangedShape, signal });
}

/** A piece of the stream as a batch of one; nothing for notices, and for rules of others. */
function readPiece(piece: unknown, ruleId: string): Batch | undefined {
  const streamed = streamedShape.safeParse(piece);
  if (!streamed.success) return undefined;
  const post = postShape.safeParse(streamed.data.data);
  const rules = streamed.data.matching_rules;
  if (!post.success || rules?.every(({ id }) => id !== ruleId) === true) return undefined;
  const users = streamed.data.includes?.users ?? [];
  return { posts: [post.data], handles: new Map(users.map(({ id, username }) => [id, username])) };
}
