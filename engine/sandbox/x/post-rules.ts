import { weightedLength } from '../../adapters/x/weighted-text.js';
import { forbidden, invalidRequest } from './problems.js';
import type { Account, Store, StoredPost } from './store.js';

const WEIGHT_MAX = 280;
const EDITS_MAX = 5;
const DUPLICATE_WITHIN_MS = 86_400_000;

/** The post that another is to answer or to quote. @throws XProblem 403 where there is none */
export function getTarget(store: Store, id: string, what: string): StoredPost {
  const post = store.posts.get(id);
  if (post) return post;
  throw forbidden(`You attempted to ${what} to a Post that is deleted or not visible to you.`);
}

/** The words as X keeps them: a reply names its addressee, and a repost its author, before them. */
export function fullText(
  store: Store,
  text: string,
  author: Account,
  to: { readonly target: StoredPost | undefined; readonly reposted: StoredPost | undefined },
): string {
  const handleOf = (post: StoredPost) => store.accounts.get(post.authorId)?.handle ?? '';
  if (to.reposted) return `RT @${handleOf(to.reposted)}: ${to.reposted.text}`;
  if (!to.target || to.target.authorId === author.id) return text;
  const handle = handleOf(to.target);
  return mentionsIn(text).has(handle.toLowerCase()) ? text : `@${handle} ${text}`;
}

/** An automated account answers only those who spoke to it. @throws XProblem 403 */
export function checkSummoned(store: Store, author: Account, repliesTo: string | undefined): void {
  const target = repliesTo === undefined ? undefined : store.posts.get(repliesTo);
  if (!author.automated || !target || target.authorId === author.id) return;
  const quoted = target.quotes === undefined ? undefined : store.posts.get(target.quotes);
  const summoned =
    mentionsIn(target.text).has(author.handle.toLowerCase()) || quoted?.authorId === author.id;
  if (!summoned)
    throw forbidden(
      'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.',
    );
}

/** Nobody says the same to the same twice in a day. @throws XProblem 403 */
export function checkDuplicate(store: Store, post: StoredPost): void {
  const after = post.createdAtMs - DUPLICATE_WITHIN_MS;
  for (const other of [...store.posts.values()].reverse()) {
    if (other.createdAtMs < after) return;
    if (isDuplicate(other, post))
      throw forbidden('You are not allowed to create a Tweet with duplicate content.');
  }
}

/** Handles named in a text, lower case. */
export function mentionsIn(text: string): ReadonlySet<string> {
  return new Set(
    Array.from(text.matchAll(/(?<![\w@])@(\w{1,15})/gu), ([, name = '']) => name.toLowerCase()),
  );
}

/** @throws XProblem 400 for a text that is empty or too long */
export function checkText(text: string): void {
  if (text.trim() === '')
    throw invalidRequest('The text of a Post must not be empty.', 'text', text);
  const weight = weightedLength(text);
  if (weight > WEIGHT_MAX)
    throw invalidRequest(
      `The text weighs ${weight}, more than the ${WEIGHT_MAX} of a Post.`,
      'text',
    );
}

/** @throws XProblem 403 where the post is not his, or can be edited no longer */
export function checkEdit(author: Account, edited: StoredPost, untilMs: number, now: number): void {
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
