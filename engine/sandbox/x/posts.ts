import type { Clock } from '../../ports/clock.js';
import type { IdMint } from './ids.js';
import {
  checkDuplicate,
  checkEdit,
  checkSummoned,
  checkText,
  fullText,
  getTarget,
  mentionsIn,
} from './post-rules.js';
import { forbidden, notFound } from './problems.js';
import type { Searchable } from './query.js';
import type { Account, Store, StoredPost } from './store.js';

const EDITABLE_MS = 3_600_000;

/** What an account asks to have published. */
interface Draft {
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

/** Posts over what is in the store; each change goes to the journal before anyone learns of it. */
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
    checkSummoned(store, author, draft.repliesTo);
    checkDuplicate(store, post);
    store.write({ kind: 'post', post });
    for (const id of post.history.slice(0, -1)) replaced.add(id);
    for (const listener of listeners) listener(post);
    return post;
  };

  const assemble = (author: Account, draft: Draft, edited: StoredPost | undefined): StoredPost => {
    const repliesTo = draft.repliesTo ?? edited?.repliesTo;
    const target = repliesTo === undefined ? undefined : getTarget(store, repliesTo, 'reply');
    const reposted = draft.reposts === undefined ? undefined : get(draft.reposts);
    if (draft.quotes !== undefined) getTarget(store, draft.quotes, 'quote');
    const id = mint.snowflake();
    return {
      id,
      authorId: author.id,
      text: fullText(store, draft.text, author, { target, reposted }),
      createdAtMs: clock.now(),
      conversationId: target?.conversationId ?? id,
      history: [...(edited?.history ?? []), id],
      ...(repliesTo === undefined ? {} : { repliesTo }),
      ...(draft.quotes === undefined ? {} : { quotes: draft.quotes }),
      ...(draft.reposts === undefined ? {} : { reposts: draft.reposts }),
    };
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
