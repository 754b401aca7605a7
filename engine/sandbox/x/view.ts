import type { Posts } from './posts.js';
import { mentionsIn } from './post-rules.js';
import { invalidRequest } from './problems.js';
import type { Account, Message, Store, StoredPost } from './store.js';

type Json = Readonly<Record<string, unknown>>;

/** Which fields an answer shows, under which of X's two sets of names. */
export interface PostFields {
  readonly fields: ReadonlySet<string>;
  readonly expansions: ReadonlySet<string>;
  readonly userFields: ReadonlySet<string>;
  /** Asked in the older words, `tweet` for `post`; answered in them too. */
  readonly older: boolean;
}

const LISTED = new Set([
  'author_id',
  'article',
  'attachments',
  'card_uri',
  'community_id',
  'context_annotations',
  'conversation_id',
  'created_at',
  'display_text_range',
  'edit_controls',
  'edit_history_post_ids',
  'edit_history_tweet_ids',
  'entities',
  'geo',
  'id',
  'in_reply_to_user_id',
  'lang',
  'note_post',
  'note_tweet',
  'possibly_sensitive',
  'public_metrics',
  'referenced_posts',
  'referenced_tweets',
  'reply_settings',
  'source',
  'text',
  'withheld',
]);
const EXPANSIONS = new Set([
  'author_id',
  'edit_history_post_ids',
  'edit_history_tweet_ids',
  'entities.mentions.username',
  'in_reply_to_user_id',
  'referenced_posts',
  'referenced_tweets.id',
  'referenced_tweets.id.author_id',
  'username',
]);
const USER_FIELDS = new Set([
  'created_at',
  'description',
  'entities',
  'id',
  'location',
  'name',
  'profile_image_url',
  'protected',
  'public_metrics',
  'url',
  'username',
  'verified',
  'verified_type',
  'withheld',
]);

/** The names of the parameters that `readPostFields` reads. */
export const FIELD_PARAMETERS = [
  'post.fields',
  'tweet.fields',
  'expansions',
  'user.fields',
] as const;

/** @throws XProblem 400 for a field that X does not have */
export function readPostFields(query: URLSearchParams): PostFields {
  const older = query.has('tweet.fields') || /tweet/u.test(query.get('expansions') ?? '');
  return {
    fields: readList(query, older ? 'tweet.fields' : 'post.fields', LISTED),
    expansions: readList(query, 'expansions', EXPANSIONS),
    userFields: readList(query, 'user.fields', USER_FIELDS),
    older,
  };
}

/** A list of names with commas between, each of them known. @throws XProblem 400 */
export function readList(
  query: URLSearchParams,
  parameter: string,
  known: ReadonlySet<string>,
): ReadonlySet<string> {
  const text = query.get(parameter);
  if (text === null) return new Set();
  const names = text.split(',');
  const strange = names.find((name) => !known.has(name));
  if (strange !== undefined)
    throw invalidRequest(
      `The \`${parameter}\` query parameter value [${strange.slice(0, 50)}] is not known.`,
      parameter,
      strange.slice(0, 50),
    );
  return new Set(names);
}

/** Draws the records of the store as X's answers. */
export interface View {
  post(post: StoredPost, fields: PostFields): Json;
  /** The parts of an answer beside its posts; empty when nothing was to be expanded. */
  includes(posts: readonly StoredPost[], fields: PostFields): Json;
  user(account: Account, fields: ReadonlySet<string>): Json;
  message(message: Message, fields: ReadonlySet<string>, expansions: ReadonlySet<string>): Json;
}

export function createView(store: Store, posts: Posts): View {
  const authorOf = (id: string | undefined) => {
    const post = id === undefined ? undefined : store.posts.get(id);
    return post && store.accounts.get(post.authorId);
  };
  const mentioned = (post: StoredPost) => {
    const names = mentionsIn(post.text);
    return [...store.accounts.values()].filter(({ handle }) => names.has(handle.toLowerCase()));
  };

  const drawPost = (post: StoredPost, asked: PostFields): Json => {
    const { fields, expansions, older } = asked;
    const wants = (name: string) => fields.has(name) || expansions.has(name);
    const references = referencesOf(post);
    const repliedTo = authorOf(post.repliesTo);
    return {
      id: post.id,
      text: escapeEntities(post.text),
      [older ? 'edit_history_tweet_ids' : 'edit_history_post_ids']: post.history,
      ...(wants('author_id') ? { author_id: post.authorId } : {}),
      ...(wants('created_at') ? { created_at: new Date(post.createdAtMs).toISOString() } : {}),
      ...(wants('conversation_id') ? { conversation_id: post.conversationId } : {}),
      ...(wants('in_reply_to_user_id') && repliedTo ? { in_reply_to_user_id: repliedTo.id } : {}),
      ...(references.length > 0 &&
      [...fields, ...expansions].some((name) => name.startsWith('referenced_'))
        ? { [older ? 'referenced_tweets' : 'referenced_posts']: references }
        : {}),
      ...(wants('edit_controls') ? { edit_controls: editControls(post, posts) } : {}),
      ...(wants('entities')
        ? { entities: { mentions: mentionSpans(post.text, mentioned(post)) } }
        : {}),
    };
  };

  const drawUser = (account: Account, fields: ReadonlySet<string>): Json => ({
    id: account.id,
    name: account.name,
    username: account.handle,
    ...(fields.has('created_at')
      ? { created_at: new Date(account.createdAtMs).toISOString() }
      : {}),
    ...(fields.has('protected') ? { protected: false } : {}),
    ...(fields.has('verified') ? { verified: false } : {}),
  });

  const includes = (shown: readonly StoredPost[], asked: PostFields): Json => {
    const { expansions, older, userFields } = asked;
    const users = new Map<string, Account>();
    const add = (account: Account | undefined) => account && users.set(account.id, account);
    for (const post of shown) {
      if (expansions.has('author_id')) add(store.accounts.get(post.authorId));
      if (expansions.has('in_reply_to_user_id')) add(authorOf(post.repliesTo));
      if (expansions.has('entities.mentions.username')) mentioned(post).forEach(add);
      if (expansions.has('referenced_tweets.id.author_id'))
        referencesOf(post).forEach(({ id }) => add(authorOf(id)));
    }
    const wantsPosts = expansions.has('referenced_posts') || expansions.has('referenced_tweets.id');
    const others = wantsPosts
      ? shown.flatMap((post) => referencesOf(post).flatMap(({ id }) => store.posts.get(id) ?? []))
      : [];
    const drawn = {
      ...(users.size > 0
        ? { users: [...users.values()].map((one) => drawUser(one, userFields)) }
        : {}),
      ...(others.length > 0
        ? {
            [older ? 'tweets' : 'posts']: [...new Set(others)].map((post) => drawPost(post, asked)),
          }
        : {}),
    };
    return Object.keys(drawn).length > 0 ? { includes: drawn } : {};
  };

  const drawMessage = (
    message: Message,
    fields: ReadonlySet<string>,
    expansions: ReadonlySet<string>,
  ): Json => {
    const author = store.accounts.get(message.authorId);
    return {
      id: message.id,
      text: message.text,
      ...(expansions.has('author_id') ? { author_id: message.authorId } : {}),
      ...(fields.has('author_name') ? { author_name: author?.name } : {}),
      ...(fields.has('author_username') ? { author_username: author?.handle } : {}),
      ...(fields.has('broadcast_id') ? { broadcast_id: message.broadcastId } : {}),
      ...(fields.has('created_at_ms') ? { created_at_ms: String(message.createdAtMs) } : {}),
      ...(fields.has('reply_to') && message.replyTo !== undefined
        ? { reply_to: message.replyTo }
        : {}),
    };
  };

  return { post: drawPost, includes, user: drawUser, message: drawMessage };
}

/** X's escapes in the text of a post. */
export function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function referencesOf(post: StoredPost): readonly { readonly type: string; readonly id: string }[] {
  return [
    { type: 'retweeted', id: post.reposts },
    { type: 'quoted', id: post.quotes },
    { type: 'replied_to', id: post.repliesTo },
  ].flatMap(({ type, id }) => (id === undefined ? [] : [{ type, id }]));
}

function editControls(post: StoredPost, posts: Posts): Json {
  return {
    edits_remaining: Math.max(0, 6 - post.history.length),
    is_edit_eligible: post.repliesTo === undefined,
    editable_until: new Date(posts.editableUntilMs(post)).toISOString(),
  };
}

function mentionSpans(text: string, accounts: readonly Account[]): readonly Json[] {
  return Array.from(text.matchAll(/(?<![\w@])@(\w{1,15})/gu), (match) => {
    const [whole, username = ''] = match;
    const id = accounts.find((one) => one.handle.toLowerCase() === username.toLowerCase())?.id;
    return {
      start: match.index,
      end: match.index + whole.length,
      username,
      ...(id === undefined ? {} : { id }),
    };
  });
}
