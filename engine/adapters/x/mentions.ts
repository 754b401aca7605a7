import type { Instant } from '../../domain/ids.js';
import { byId } from './heard.js';
import type { XClient } from './client.js';
import { pageShape, postShape } from './shapes.js';
import type { WirePage, WirePost } from './shapes.js';
import { firstPostIdAt, instantOfPost } from './snowflake.js';

const PAGE = 100;
/** X keeps the newest 800 mentions within reach. */
const PAGES_MAX = 9;
/** X lists posts a little out of order; this much is read again, and known posts fall out. */
const OVERLAP_MS = 30_000;

/** A batch of posts with the handles of their authors, lowest id first. */
export interface Batch {
  readonly posts: readonly WirePost[];
  readonly handles: ReadonlyMap<string, string>;
}

/** Reads what mentions the host, from a point in time on. */
export interface Mentions {
  /** All since the last call that succeeded. @throws SothebaisError as the client does */
  catchUp(signal: AbortSignal): Promise<Batch>;
}

/** @param since - the first call reads what has a higher id than this */
export function createMentions(client: XClient, hostId: string, since: bigint): Mentions {
  let from = since;

  return {
    catchUp: async (signal) => {
      const found = new Map<string, WirePost>();
      const handles = new Map<string, string>();
      let token: string | undefined;
      for (let page = 0; page < PAGES_MAX; page += 1) {
        const answer = await readPage(client, hostId, from, token, signal);
        for (const post of readPosts(answer)) found.set(post.id, post);
        for (const { id, username } of answer.includes?.users ?? []) handles.set(id, username);
        token = answer.meta?.next_token;
        if (token === undefined) break;
      }
      // Newest come first, so the point moves only once the oldest is in.
      const posts = [...found.values()].sort(byId);
      from = nextFrom(posts.at(-1), from, since);
      return { posts, handles };
    },
  };
}

async function readPage(
  client: XClient,
  hostId: string,
  from: bigint,
  token: string | undefined,
  signal: AbortSignal,
): Promise<WirePage> {
  const { body } = await client.ask({
    method: 'GET',
    path: `users/${hostId}/mentions`,
    query: {
      since_id: from.toString(),
      max_results: PAGE,
      'post.fields': 'note_post',
      expansions: 'author_id,edit_history_post_ids,referenced_posts',
      'user.fields': 'username',
      ...(token === undefined ? {} : { pagination_token: token }),
    },
    answer: pageShape,
    signal,
  });
  return body;
}

/** The posts of an answer that have all the house needs. */
function readPosts(answer: WirePage): WirePost[] {
  return (answer.data ?? []).flatMap((entry) => {
    const post = postShape.safeParse(entry);
    return post.success ? [post.data] : [];
  });
}

function nextFrom(newest: WirePost | undefined, from: bigint, since: bigint): bigint {
  if (newest === undefined) return from;
  const overlapped = overlapBefore(newest.id);
  return overlapped > since ? overlapped : since;
}

/** The id to read on from where that of the newest post is known. */
export const overlapBefore = (newestId: string): bigint =>
  firstPostIdAt((instantOfPost(newestId) - OVERLAP_MS) as Instant);
