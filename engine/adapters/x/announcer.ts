import { SothebaisError } from '../../domain/errors.js';
import type { Instant } from '../../domain/ids.js';
import type { Announcer, Once, Sent } from '../../ports/announcer.js';
import type { Clock } from '../../ports/clock.js';
import type { Priority } from '../../ports/outbox.js';
import { createBudget } from './budget.js';
import type { BudgetTerms } from './budget.js';
import type { XClient } from './client.js';
import type { CostMeter, Write } from './cost-meter.js';
import { isSaidInChat } from './said-before.js';
import { postedShape, spokenShape } from './shapes.js';
import {
  CHAT_LENGTH_MAX,
  chatLength,
  containsLink,
  cutAtWord,
  POST_WEIGHT_MAX,
  weightedLength,
} from './weighted-text.js';

/** Where X names no end of its limit, the whole window is waited out. */
const BLIND_WAIT_MS = 900_000;
const MESSAGE_ID = /^[0-9]{1,19}$/u;

export interface AnnouncerOptions {
  readonly client: XClient;
  /** The broadcast in whose chat the host speaks; absent where there is none. */
  readonly broadcastId: string | undefined;
  readonly clock: Clock;
  readonly budget: BudgetTerms;
  readonly meter: CostMeter;
}

/**
 * The host's voice on X. A text too long is cut at a word.
 *
 * What X's limits or its rules leave no room for comes back as `not-sent`; where X cannot be
 * reached it throws, and whoever asked may ask again. What may have been said before is not said
 * twice: X refuses a second post with the same words under the same post, and the chat, which
 * takes anything, is looked through first.
 */
export function createAnnouncer(options: AnnouncerOptions): Announcer {
  const { client, broadcastId, clock, meter } = options;
  const budget = createBudget(options.budget, clock);
  const tally = { sent: 0, notSent: 0 };
  let chatShutTill = 0;

  const counted = async (work: () => Promise<Sent>): Promise<Sent> => {
    const sent = await work();
    if (sent.kind === 'sent') tally.sent += 1;
    else tally.notSent += 1;
    return sent;
  };

  const publish = async (
    text: string,
    replyTo: string | undefined,
    priority: Priority,
    once?: Once,
  ) => {
    const spent = budget.spend(priority);
    if (spent) return notSent(spent.why);
    await once?.beforeSending();
    const body = {
      text: cutAtWord(text, POST_WEIGHT_MAX, weightedLength),
      ...(replyTo === undefined ? {} : { reply: { in_reply_to_tweet_id: replyTo } }),
    };
    try {
      const answer = await client.ask({
        method: 'POST',
        path: 'tweets',
        body,
        answer: postedShape,
      });
      budget.learn(answer.limit);
      meter.wrote(priceOf(body.text, replyTo));
      return sentAs(answer.body.data.id);
    } catch (cause) {
      if (once?.isAgain && isDuplicate(cause)) return sentAs('');
      return unsent(cause, (at) => budget.shutUntil(at));
    }
  };

  const speak = async (text: string, replyTo?: string, once?: Once) => {
    if (broadcastId === undefined) return notSent('no broadcast carries this auction');
    if (clock.now() < chatShutTill) return notSent('X takes no messages for now');
    const body = {
      text: cutAtWord(text, CHAT_LENGTH_MAX, chatLength),
      ...(replyTo !== undefined && MESSAGE_ID.test(replyTo) ? { reply_to: replyTo } : {}),
    };
    const path = `broadcasts/${broadcastId}/chat`;
    try {
      if (once?.isAgain && (await isSaidInChat(client, broadcastId, body))) return sentAs('');
      await once?.beforeSending();
      const answer = await client.ask({ method: 'POST', path, body, answer: spokenShape });
      const { success, timestamp } = answer.body.data;
      return success ? sentAs(timestamp) : notSent('X did not pass the message on');
    } catch (cause) {
      return unsent(cause, (at) => {
        chatShutTill = at;
      });
    }
  };

  const unsent = (cause: unknown, shut: (till: Instant) => void): Sent => {
    if (!(cause instanceof SothebaisError)) throw cause;
    if (cause.code === 'X_REFUSED') return notSent(cause.message);
    if (cause.details['status'] !== 429) throw cause;
    const resetsAtMs = Number(cause.details['resetsAtMs'] ?? clock.now() + BLIND_WAIT_MS);
    shut(resetsAtMs as Instant);
    return notSent(cause.message);
  };

  return {
    post: (text) => counted(() => publish(text, undefined, 1)),
    reply: (to, text, priority, once) =>
      counted(() =>
        to.source === 'post'
          ? publish(text, to.id, priority, once)
          : speak(addressed(to.handle, text), to.id, once),
      ),
    chat: (text) => counted(() => speak(text)),
    tally: () => ({ ...tally, costUsd: meter.totalUsd() }),
  };
}

const sentAs = (id: string): Sent => ({ kind: 'sent', id });
const notSent = (why: string): Sent => ({ kind: 'not-sent', why });

const isDuplicate = (cause: unknown): boolean =>
  cause instanceof SothebaisError &&
  cause.code === 'X_REFUSED' &&
  /duplicate/i.test(String(cause.details['said']));

/** X charges for a link above all; a reply is the cheapest, since its reader asked for it. */
function priceOf(text: string, replyTo: string | undefined): Write {
  if (containsLink(text)) return 'post-with-link';
  return replyTo === undefined ? 'post' : 'summoned-reply';
}

/** A chat has no threads: the name tells whom it is for. */
function addressed(handle: string, text: string): string {
  const name = `@${handle}`;
  return text.toLowerCase().includes(name.toLowerCase()) ? text : `${name} ${text}`;
}
