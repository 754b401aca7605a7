import type { Clock } from '../../ports/clock.js';
import { weightedLength } from '../../adapters/x/weighted-text.js';
import type { IdMint } from './ids.js';
import { forbidden, invalidRequest, notFound } from './problems.js';
import type { Searchable } from './query.js';
import type { Account, Store, StoredPost } from './store.js';

const WEIGHT_MAX = 280;
const EDITS_MAX = 5;
const EDITABLE_MS = 3_600_000;
const DUPLICATE_WITHIN_MS = 86_400_000;

/** What an account asks to have published. */
export interface Draft {
  readonly text: string;
  readonly repliesTo?: string | undefined;
  readonly quotes?: string | undefined;
  readonly reposts?: string | undefined;
  readonly edits?: string | undefined;
}

/** The posts, and X's rules on who may write what. */
export interface Posts {
  /** @throws XProblem where X's rules forbid it */
  publish(author: Account, draft: Draft): StoredPost;
  /** @throws XProblem 404, or 403 for the post of another */
  delete(by: Account, id: string): void;
  /** @throws XProblem 404 */
  get(id: string): StoredPost;
  /** The newest posts that pass, newest first, each only as it was last edited. */
  newest(
    passes: (post: StoredPost) => boolean,
    range: { readonly sinceId: bigint; readonly untilId: bigint; readonly most: number },
  ): readonly StoredPost[];
  describe(post: StoredPost): Searchable;
  /** When a post can be edited no longer. */
  editableUntilMs(post: StoredPost): number;
  /** Called with each post once it is in the journal. */
  onPublished(listener: (post: StoredPost) => void): void;
}

export function createPosts(store: Store, mint: IdMint, clock: Clock): Posts {
  const listeners: ((post: StoredPost) => void)[] = [];
  const handles = new Map(
    [...store.accounts.values()].map((one) => [one.id, one.handle.toLowerCase()]),
  );
  const replaced = new Set([...store.posts.values()].flatMap((post) => post.history.slice(0, -1)));

  const get = (id: string) => {
    const post = store.posts.get(id);
    if (!post) throw notFound('tweet', id);
    return post;
  };
  const describe = (post: StoredPost): Searchable => {
    const target = post.repliesTo === undefined ? undefined : store.posts.get(post.repliesTo);
    return {
      text: post.text,
      author: handles.get(post.authorId) ?? '',
      mentions: mentionsIn(post.text),
      repliesTo: target && handles.get(target.authorId),
      isReply: post.repliesTo !== undefined,
      isQuote: post.quotes !== undefined,
      isRepost: post.reposts !== undefined,
    };
  };
  const editableUntilMs = (post: StoredPost) =>
    (store.posts.get(post.history[0] ?? post.id) ?? post).createdAtMs + EDITABLE_MS;

  const publish = (author: Account, draft: Draft) => {
    const edited = draft.edits === undefined ? undefined : get(draft.edits);
    if (edited) checkEdit(author, edited, editableUntilMs(edited), clock.now());
    const post = assemble(author, draft, edited);
    if (post.reposts === undefined) checkText(draft.text);
    checkSummoned(author, draft);
    checkDuplicate(post);
    store.write({ kind: 'post', post });
    for (const id of post.history.slice(0, -1)) replaced.add(id);
    for (const listener of listeners) listener(post);
    return post;
  };

  const assemble = (author: Account, draft: Draft, edited: StoredPost | undefined): StoredPost => {
    const repliesTo = draft.repliesTo ?? edited?.repliesTo;
    const target = repliesTo === undefined ? undefined : getTarget(repliesTo, 'reply');
    const reposted = draft.reposts === undefined ? undefined : get(draft.reposts);
    if (draft.quotes !== undefined) getTarget(draft.quotes, 'quote');
    const id = mint.snowflake();
    return {
      id,
      authorId: author.id,
      text: fullText(draft.text, author, target, reposted),
      createdAtMs: clock.now(),
      conversationId: target?.conversationId ?? id,
      history: [...(edited?.history ?? []), id],
      ...(repliesTo === undefined ? {} : { repliesTo }),
      ...(draft.quotes === undefined ? {} : { quotes: draft.quotes }),
      ...(draft.reposts === undefined ? {} : { reposts: draft.reposts }),
    };
  };

  const getTarget = (id: string, what: string) => {
    const post = store.posts.get(id);
    if (post) return post;
    throw forbidden(`You attempted to ${what} to a Post that is deleted or not visible to you.`);
  };

  /** A reply names its addressee, and a repost its author, before the words. */
  const fullText = (
    text: string,
    author: Account,
    target: StoredPost | undefined,
    reposted: StoredPost | undefined,
  ) => {
    const handleOf = (post: StoredPost) => store.accounts.get(post.authorId)?.handle ?? '';
    if (reposted) return `RT @${handleOf(reposted)}: ${reposted.text}`;
    if (!target || target.authorId === author.id) return text;
    const handle = handleOf(target);
    return mentionsIn(text).has(handle.toLowerCase()) ? text : `@${handle} ${text}`;
  };

  const checkSummoned = (author: Account, { repliesTo }: Draft) => {
    const target = repliesTo === undefined ? undefined : store.posts.get(repliesTo);
    if (!author.automated || !target || target.authorId === author.id) return;
    const quoted = target.quotes === undefined ? undefined : store.posts.get(target.quotes);
    const summoned =
      mentionsIn(target.text).has(author.handle.toLowerCase()) || quoted?.authorId === author.id;
    if (!summoned)
      throw forbidden(
        'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.',
      );
  };

  const checkDuplicate = (post: StoredPost) => {
    const after = post.createdAtMs - DUPLICATE_WITHIN_MS;
    for (const other of [...store.posts.values()].reverse()) {
      if (other.createdAtMs < after) return;
      if (isDuplicate(other, post))
        throw forbidden('You are not allowed to create a Tweet with duplicate content.');
    }
  };

  return {
    publish,
    get,
    describe,
    editableUntilMs,
    delete: (by, id) => {
      if (get(id).authorId !== by.id) throw forbidden('You are not allowed to delete this Post.');
      store.write({ kind: 'post-deleted', id });
    },
    newest: (passes, { sinceId, untilId, most }) => {
      const found: StoredPost[] = [];
      for (const post of [...store.posts.values()].reverse()) {
        const id = BigInt(post.id);
        if (id <= sinceId || found.length >= most) break;
        if (id < untilId && !replaced.has(post.id) && passes(post)) found.push(post);
      }
      return found;
    },
    onPublished: (listener) => {
      listeners.push(listener);
    },
  };
}

/** Handles named in a text, lower case. */
export function mentionsIn(text: string): ReadonlySet<string> {
  return new Set(
    Array.from(text.matchAll(/(?<![\w@])@(\w{1,15})/gu), ([, name = '']) => name.toLowerCase()),
  );
}

function checkText(text: string): void {
  if (text.trim() === '')
    throw invalidRequest('The text of a Post must not be empty.', 'text', text);
  const weight = weightedLength(text);
  if (weight > WEIGHT_MAX)
    throw invalidRequest(
      `The text weighs ${weight}, more than the ${WEIGHT_MAX} of a Post.`,
      'text',
    );
}

function checkEdit(author: Account, edited: StoredPost, untilMs: number, now: number): void {
  if (edited.authorId !== author.id) throw forbidden('You are not allowed to edit this Post.');
  if (now >= untilMs || edited.history.length > EDITS_MAX || edited.history.at(-1) !== edited.id)
    throw forbidden('This Post can be edited no longer.');
}

const isDuplicate = (a: StoredPost, b: StoredPost) =>
  a.authorId === b.authorId &&
  a.text === b.text &&
  a.repliesTo === b.repliesTo &&
  a.reposts === b.reposts &&
  a.quotes === b.quotes;
