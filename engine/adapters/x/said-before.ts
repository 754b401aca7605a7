import { lookUpAccount } from './account.js';
import type { XClient } from './client.js';
import { messageShape, pageShape } from './shapes.js';

const PAGE = 200;
/** A house is back long before so much has been said. */
const PAGES_MAX = 5;

/**
 * Whether the host's own message stands in a broadcast's chat: the same words, in reply to the same
 * message.
 *
 * @throws SothebaisError as `XClient.ask` does
 */
export async function isSaidInChat(
  client: XClient,
  broadcastId: string,
  said: { readonly text: string; readonly reply_to?: string },
): Promise<boolean> {
  const { id: hostId } = await lookUpAccount(client);
  let token: string | undefined;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { body } = await client.ask({
      method: 'GET',
      path: `broadcasts/${broadcastId}/chat`,
      query: {
        max_results: PAGE,
        'broadcast_chat_message.fields': 'id,reply_to,text',
        expansions: 'author_id',
        ...(token === undefined ? {} : { pagination_token: token }),
      },
      answer: pageShape,
    });
    const isOurs = (entry: unknown) => {
      const message = messageShape.safeParse(entry).data;
      const isSame = message?.text === said.text && message.reply_to === said.reply_to;
      return isSame && message.author_id === hostId;
    };
    if (body.data?.some(isOurs)) return true;
    token = body.meta?.next_token;
    if (token === undefined) return false;
  }
  return false;
}
