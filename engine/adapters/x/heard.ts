import type { Instant, XUserId } from '../../domain/ids.js';
import type { Post } from '../../domain/post.js';
import type { WireMessage, WirePost } from './shapes.js';
import { instantOfPost } from './snowflake.js';

/** The ids already delivered: the latest `size` of them, which outlast any delay of X's. */
export interface SeenIds {
  has(id: string): boolean;
  add(id: string): void;
}

export function createSeenIds(size: number): SeenIds {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add: (id) => {
      ids.add(id);
      if (ids.size <= size) return;
      const [oldest] = ids;
      if (oldest !== undefined) ids.delete(oldest);
    },
  };
}

/** The post as the floor hears it, its text as its author wrote it. */
export function hearPost(
  post: WirePost,
  handles: ReadonlyMap<string, string>,
  receivedAt: Instant,
): Post {
  const editOf = firstIdOf(post);
  return {
    source: 'post',
    id: post.id,
    ...(editOf === undefined ? {} : { editOf }),
    authorId: post.author_id as XUserId,
    handle: handles.get(post.author_id) ?? post.author_id,
    text: unescapeEntities((post.note_post ?? post.note_tweet ?? post).text),
    placedAt: instantOfPost(post.id),
    receivedAt,
  };
}

/** The message as the floor hears it. */
export function hearMessage(
  message: WireMessage,
  handles: ReadonlyMap<string, string>,
  receivedAt: Instant,
): Post {
  const handle = handles.get(message.author_id) ?? message.author_username ?? message.author_id;
  const createdAt = message.created_at_ms;
  return {
    source: 'chat',
    id: message.id,
    authorId: message.author_id as XUserId,
    handle,
    text: message.text,
    placedAt: createdAt === undefined ? receivedAt : (Number(createdAt) as Instant),
    receivedAt,
  };
}

/** Whether it only passes on the words of another. */
export function isRepost(post: WirePost): boolean {
  const references = post.referenced_posts ?? post.referenced_tweets ?? [];
  return references.some(({ type }) => type === 'retweeted');
}

/** The id this post had before it was ever edited; undefined for one as it was first written. */
export function firstIdOf(post: WirePost): string | undefined {
  const history = post.edit_history_post_ids ?? post.edit_history_tweet_ids ?? [];
  return history.filter((id) => id !== post.id).sort((a, b) => byId({ id: a }, { id: b }))[0];
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Undoes X's escapes in the text of a post, once: `&amp;lt;` was written as `&lt;`. */
export function unescapeEntities(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/gu, (entity) => ENTITIES[entity] ?? entity);
}

/** Orders ids of X, which are numbers longer than a float holds; the lowest first. */
export function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id.length - b.id.length || (a.id < b.id ? -1 : Number(a.id > b.id));
}
