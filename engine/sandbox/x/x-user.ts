import { createXClient } from '../../adapters/x/client.js';
import { postedShape, spokenShape } from '../../adapters/x/shapes.js';
import type { Closeable } from '../../ports/closeable.js';
import type { XAccount } from './accounts.js';

const TIMEOUT_MS = 10_000;

/** One person on the stand-in, who writes as people do. */
export interface XUser extends Closeable {
  readonly account: XAccount;
  /** @throws SothebaisError as X's client does: one who says the same twice is refused */
  post(text: string, replyTo?: string): Promise<{ readonly id: string }>;
  chat(broadcastId: string, text: string): Promise<{ readonly id: string }>;
}

export function createXUser({
  url,
  account,
}: {
  readonly url: string;
  readonly account: XAccount;
}): XUser {
  const { credentials, bearer } = account;
  const client = createXClient({
    baseUrl: url,
    credentials: { ...credentials, bearer },
    timeoutMs: TIMEOUT_MS,
  });

  return {
    account,
    post: async (text, replyTo) => {
      const body = {
        text,
        ...(replyTo === undefined ? {} : { reply: { in_reply_to_tweet_id: replyTo } }),
      };
      const answer = await client.ask({
        method: 'POST',
        path: 'tweets',
        body,
        answer: postedShape,
      });
      return { id: answer.body.data.id };
    },
    chat: async (broadcastId, text) => {
      const path = `broadcasts/${broadcastId}/chat`;
      const answer = await client.ask({
        method: 'POST',
        path,
        body: { text },
        answer: spokenShape,
      });
      return { id: answer.body.data.timestamp };
    },
    close: () => client.close(),
  };
}
