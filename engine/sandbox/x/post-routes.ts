import { z } from 'zod';
import { created, ok, readBody, readToken, writeToken } from './answers.js';
import type { Posts } from './posts.js';
import { forbidden, notFound } from './problems.js';
import { parseQuery } from './query.js';
import type { Answer, Asked, Route } from './router.js';
import { readCount, readId } from './router.js';
import type { Store, StoredPost } from './store.js';
import { FIELD_PARAMETERS, escapeEntities, readPostFields } from './view.js';
import type { View } from './view.js';

const id = z.string().regex(/^[0-9]{1,19}$/u);
const draftShape = z.strictObject({
  text: z.string().default(''),
  reply: z
    .strictObject({
      in_reply_to_tweet_id: id,
      auto_populate_reply_metadata: z.boolean().optional(),
      exclude_reply_user_ids: z.array(z.string()).optional(),
    })
    .optional(),
  quote_tweet_id: id.optional(),
  edit_options: z.strictObject({ previous_post_id: id }).optional(),
  made_with_ai: z.boolean().optional(),
  reply_settings: z.enum(['following', 'mentionedUsers', 'subscribers', 'verified']).optional(),
});
const repostShape = z.strictObject({ tweet_id: id });

const HIGHEST_ID = 1n << 63n;
const PAGE_PARAMETERS = ['max_results', 'pagination_token', 'since_id', 'until_id'] as const;
const SEARCH_PARAMETERS = [
  ...FIELD_PARAMETERS,
  ...PAGE_PARAMETERS,
  'query',
  'next_token',
  'sort_order',
];
const EITHER = ['account', 'app'] as const;
const ACCOUNT = ['account'] as const;

/** What can be asked about posts. */
export function createPostRoutes(store: Store, posts: Posts, view: View): readonly Route[] {
  const show = ({ query }: Asked, shown: StoredPost): Answer => {
    const fields = readPostFields(query);
    return ok({ data: view.post(shown, fields), ...view.includes([shown], fields) });
  };

  const publish = ({ body, caller }: Asked): Answer => {
    const draft = readBody(draftShape, body);
    const post = posts.publish(caller.account, {
      text: draft.text,
      repliesTo: draft.reply?.in_reply_to_tweet_id,
      quotes: draft.quote_tweet_id,
      edits: draft.edit_options?.previous_post_id,
    });
    const { id, text, history } = post;
    return created({ data: { id, text: escapeEntities(text), edit_history_post_ids: history } });
  };

  /** One page of posts, newest first. The token of the next is the lowest id on this one. */
  const page = ({ query }: Asked, min: number, passes: (post: StoredPost) => boolean): Answer => {
    const fields = readPostFields(query);
    const size = readCount(query, 'max_results', { min, max: 100, default: min === 5 ? 100 : 10 });
    const found = posts.newest(passes, {
      sinceId: readId(query, 'since_id') ?? 0n,
      untilId: readToken(query) ?? readId(query, 'until_id') ?? HIGHEST_ID,
      most: size + 1,
    });
    const shown = found.slice(0, size);
    const more = found.length > size;
    const [newest, oldest] = [shown[0], shown.at(-1)];
    return ok({
      ...(shown.length > 0 ? { data: shown.map((post) => view.post(post, fields)) } : {}),
      ...view.includes(shown, fields),
      meta: {
        result_count: shown.length,
        ...(newest && oldest ? { newest_id: newest.id, oldest_id: oldest.id } : {}),
        ...(more && oldest ? { next_token: writeToken(oldest.id) } : {}),
      },
    });
  };

  const mentions = (asked: Asked): Answer => {
    const account = store.accounts.get(asked.params['id'] ?? '');
    if (!account) throw notFound('user', asked.params['id'] ?? '');
    const handle = account.handle.toLowerCase();
    return page(
      asked,
      5,
      (post) => posts.describe(post).mentions.has(handle) && post.authorId !== account.id,
    );
  };

  const search = (asked: Asked): Answer => {
    const passes = parseQuery(asked.query.get('query') ?? '');
    return page(asked, 10, (post) => passes(posts.describe(post)));
  };

  const repost = ({ body, caller, params }: Asked): Answer => {
    if (params['id'] !== caller.account.id) throw forbidden('You may repost for yourself alone.');
    const { id } = posts.publish(caller.account, {
      text: '',
      reposts: readBody(repostShape, body).tweet_id,
    });
    return ok({ data: { retweeted: true, rest_id: id } });
  };

  const remove = ({ caller, params }: Asked): Answer => {
    posts.delete(caller.account, params['id'] ?? '');
    return ok({ data: { deleted: true } });
  };

  return [
    { method: 'POST', path: '/2/tweets', callers: ACCOUNT, limit: 'post', run: publish },
    {
      method: 'GET',
      path: '/2/tweets/search/recent',
      callers: EITHER,
      limit: 'search',
      parameters: SEARCH_PARAMETERS,
      run: search,
    },
    {
      method: 'GET',
      path: '/2/tweets/:id',
      callers: EITHER,
      limit: 'read-post',
      parameters: FIELD_PARAMETERS,
      run: (asked) => show(asked, posts.get(asked.params['id'] ?? '')),
    },
    {
      method: 'DELETE',
      path: '/2/tweets/:id',
      callers: ACCOUNT,
      limit: 'delete-post',
      run: remove,
    },
    {
      method: 'GET',
      path: '/2/users/:id/mentions',
      callers: EITHER,
      limit: 'mentions',
      parameters: [...FIELD_PARAMETERS, ...PAGE_PARAMETERS],
      run: mentions,
    },
    {
      method: 'POST',
      path: '/2/users/:id/retweets',
      callers: ACCOUNT,
      limit: 'repost',
      run: repost,
    },
  ];
}
