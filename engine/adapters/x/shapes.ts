import { z } from 'zod';

/**
 * What the house reads of X's answers, and no more. X names some fields by two names, with "post"
 * and with the older "tweet"; both are read. Single entries of a list are read one by one later,
 * so that one strange entry cannot hide its neighbours.
 */

const digits = z.string().regex(/^[0-9]{1,19}$/u);
/** The whole of a post longer than X shows in its text. */
const note = z.object({ text: z.string() }).optional();
const reference = z.object({ type: z.string(), id: digits });

export const postShape = z.object({
  id: digits,
  text: z.string(),
  author_id: digits,
  edit_history_post_ids: z.array(digits).optional(),
  edit_history_tweet_ids: z.array(digits).optional(),
  note_post: note,
  note_tweet: note,
  referenced_posts: z.array(reference).optional(),
  referenced_tweets: z.array(reference).optional(),
});
export type WirePost = z.infer<typeof postShape>;

const userShape = z.object({ id: digits, username: z.string().regex(/^\w{1,15}$/u) });
const includes = z.object({ users: z.array(userShape).optional() }).optional();
const page = z
  .object({ next_token: z.string().optional(), newest_id: digits.optional() })
  .optional();

export const pageShape = z.object({ data: z.array(z.unknown()).optional(), includes, meta: page });
export type WirePage = z.infer<typeof pageShape>;

export const streamedShape = z.object({
  data: z.unknown(),
  includes,
  matching_rules: z.array(z.object({ id: digits, tag: z.string().optional() })).optional(),
});

export const messageShape = z.object({
  id: z.string().min(1),
  text: z.string(),
  author_id: digits,
  author_username: z.string().optional(),
  reply_to: z.string().optional(),
  created_at_ms: z
    .string()
    .regex(/^[0-9]{1,15}$/u)
    .optional(),
});
export type WireMessage = z.infer<typeof messageShape>;

const rule = z.object({ id: digits, value: z.string(), tag: z.string().optional() });
export const rulesShape = z.object({ data: z.array(rule).optional() });
export const rulesChangedShape = z.object({});

export const postedShape = z.object({ data: z.object({ id: digits }) });
export const spokenShape = z.object({
  data: z.object({ success: z.boolean(), timestamp: z.string() }),
});

const scheduled = z.object({
  broadcast_id: z.string().regex(/^[a-zA-Z0-9]{1,13}$/u),
  state: z.string().optional(),
  title: z.string().optional(),
  source_id: z.string().optional(),
  scheduled_end_ms: z.string().optional(),
});
export type WireScheduled = z.infer<typeof scheduled>;
export const scheduledShape = z.object({ data: scheduled });
export const scheduleShape = z.object({ data: z.array(scheduled).optional() });

export const broadcastShape = z.object({
  data: z.object({
    state: z.string().optional(),
    total_watching: z
      .string()
      .regex(/^[0-9]{1,15}$/u)
      .optional(),
  }),
});
