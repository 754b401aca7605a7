import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { XAccount } from './accounts.js';
import { wallClock } from './with-x.js';

/** X's own shapes, as its description has them: no field that it does not name. */
const id = z.string().regex(/^[0-9]{1,19}$/u);
export const ms = z.string().regex(/^[0-9]{1,19}$/u);
export const broadcastId = z.string().regex(/^[a-zA-Z0-9]{1,13}$/u);
const reference = z.strictObject({ type: z.enum(['retweeted', 'quoted', 'replied_to']), id });
const mention = z.strictObject({
  start: z.int(),
  end: z.int(),
  username: z.string(),
  id: id.optional(),
});
export const post = z.strictObject({
  id,
  text: z.string(),
  author_id: id.optional(),
  conversation_id: id.optional(),
  created_at: z.iso.datetime().optional(),
  edit_history_post_ids: z.array(id),
  edit_controls: z
    .strictObject({
      editable_until: z.iso.datetime(),
      edits_remaining: z.int(),
      is_edit_eligible: z.boolean(),
    })
    .optional(),
  entities: z.strictObject({ mentions: z.array(mention) }).optional(),
  in_reply_to_user_id: id.optional(),
  referenced_posts: z.array(reference).optional(),
});
export const user = z.strictObject({
  id,
  name: z.string(),
  username: z.string().regex(/^\w{1,15}$/u),
  created_at: z.iso.datetime().optional(),
  verified: z.boolean().optional(),
});
export const includes = z.strictObject({
  users: z.array(user).optional(),
  posts: z.array(post).optional(),
});
export const meta = z.strictObject({
  result_count: z.int(),
  newest_id: id.optional(),
  oldest_id: id.optional(),
  next_token: z.string().optional(),
});
export const page = z.strictObject({
  data: z.array(post).optional(),
  includes: includes.optional(),
  meta,
});
export const rule = z.strictObject({ id, value: z.string(), tag: z.string().optional() });
export const schedule = z.strictObject({
  broadcast_id: broadcastId,
  scheduled_broadcast_id: id,
  source_id: z.string(),
  title: z.string(),
  description: z.string(),
  scheduled_start_ms: ms,
  scheduled_end_ms: ms,
  manual_publish: z.boolean(),
  available_for_replay: z.boolean(),
  state: z.string(),
});
export const message = z.strictObject({
  id,
  text: z.string(),
  author_id: id.optional(),
  author_name: z.string().optional(),
  author_username: z.string().optional(),
  broadcast_id: broadcastId.optional(),
  created_at_ms: ms.optional(),
  reply_to: id.optional(),
});
export const problem = z.object({
  title: z.string(),
  detail: z.string(),
  type: z.string().startsWith('https://api.x.com/2/problems/'),
  status: z.int(),
});

export const dataOf = <T extends z.ZodType>(data: T) => z.strictObject({ data });
export const published = dataOf(
  z.strictObject({ id, text: z.string(), edit_history_post_ids: z.array(id) }),
);
export const deleted = dataOf(z.strictObject({ deleted: z.boolean() }));
export const spoken = dataOf(z.strictObject({ success: z.boolean(), timestamp: id }));
export const muted = dataOf(z.strictObject({ muted: z.boolean() }));

const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!*'()]/gu,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Signs as RFC 5849 says, written apart from both the client and the stand-in. */
export function sign(
  method: string,
  url: URL,
  { credentials }: XAccount,
  secretSuffix = '',
): string {
  const oauth = {
    oauth_consumer_key: credentials.appKey.reveal(),
    oauth_nonce: randomUUID(),
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(wallClock.now() / 1000)),
    oauth_token: credentials.accessToken.reveal(),
    oauth_version: '1.0',
  };
  const pairs = [...url.searchParams, ...Object.entries(oauth)]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort();
  const base = `${method}&${encode(url.origin + url.pathname)}&${encode(pairs.join('&'))}`;
  const key = `${encode(credentials.appSecret.reveal())}&${encode(credentials.accessSecret.reveal() + secretSuffix)}`;
  const signature = createHmac('sha1', key).update(base).digest('base64');
  const parts = Object.entries({ ...oauth, oauth_signature: signature });
  return `OAuth ${parts.map(([name, value]) => `${name}="${encode(value)}"`).join(', ')}`;
}
