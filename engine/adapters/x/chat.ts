import type { Instant } from '../../domain/ids.js';
import type { Post } from '../../domain/post.js';
import type { XClient } from './client.js';
import { byId, createSeenIds, hearMessage } from './heard.js';
import { messageShape, pageShape } from './shapes.js';
import type { WireMessage, WirePage } from './shapes.js';

const PAGE = 200;
const PAGES_MAX = 50;
const SEEN_MAX = 50_000;

/** Reads a broadcast's chat. */
export interface Chat {
  /** What was said since the last call that succeeded, oldest first, without the host's own words. */
  catchUp(signal: AbortSignal): Promise<readonly Post[]>;
}

/**
 * @param since - the newest id already delivered; the first call reads what came after
 * @param from - where there is no such id, the first call reads what was said from here on
 */
export function createChat(
  client: XClient,
  options: {
    readonly broadcastId: string;
    readonly hostId: string;
    readonly since: string | undefined;
    readonly from: Instant;
    now(): Instant;
  },
): Chat {
  const { since, from } = options;
  const seen = createSeenIds(SEEN_MAX);
  if (since !== undefined) seen.add(since);
  const old = ({ id, created_at_ms: at }: WireMessage) =>
    since === undefined
      ? Number(at ?? from) < from
      : isNumber(id, since) && byId({ id }, { id: since }) <= 0;

  return {
    catchUp: async (signal) => {
      const fresh = new Map<string, WireMessage>();
      const handles = new Map<string, string>();
      let token: string | undefined;
      for (let page = 0; page < PAGES_MAX; page += 1) {
        const answer = await readPage(client, options.broadcastId, token, signal);
        for (const { id, username } of answer.includes?.users ?? []) handles.set(id, username);
        const messages = readMessages(answer);
        const unknown = messages.filter((message) => !seen.has(message.id) && !old(message));
        for (const message of unknown) fresh.set(message.id, message);
        token = answer.meta?.next_token;
        // Newest come first: a page with anything known in it is the last that matters.
        if (token === undefined || unknown.length < messages.length) break;
      }
      const receivedAt = options.now();
      for (const id of fresh.keys()) seen.add(id);
      return [...fresh.values()]
        .sort(byId)
        .filter((message) => message.author_id !== options.hostId)
        .map((message) => hearMessage(message, handles, receivedAt));
    },
  };
}

async function readPage(
  client: XClient,
  broadcastId: string,
  token: string | undefined,
  signal: AbortSignal,
): Promise<WirePage> {
  const { body } = await client.ask({
    method: 'GET',
    path: `broadcasts/${broadcastId}/chat`,
    query: {
      max_results: PAGE,
      'broadcast_chat_message.fields': 'author_username,created_at_ms,id,text',
      expansions: 'author_id',
      'user.fields': 'username',
      ...(token === undefined ? {} : { pagination_token: token }),
    },
    answer: pageShape,
    signal,
  });
  return body;
}

function readMessages(answer: WirePage): WireMessage[] {
  return (answer.data ?? []).flatMap((entry) => {
    const message = messageShape.safeParse(entry);
    return message.success ? [message.data] : [];
  });
}

const isNumber = (...ids: readonly string[]) => ids.every((id) => /^[0-9]+$/u.test(id));
