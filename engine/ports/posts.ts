import type { Post } from '../domain/post.js';
import type { Closeable } from './closeable.js';

/**
 * Where words addressed to the host come from.
 *
 * Each is delivered at least once and in the order its source gives them; after a gap, what was
 * missed is fetched from the cursor on. The host's own posts and reposts are left out; an edited
 * post is delivered as a new one that names its first version.
 */
export interface PostSource {
  /**
   * @param hear - called for each post; the next waits until it resolves
   * @param since - newest id already heard, a source; absent for a first start
   * @throws SothebaisError `CREDENTIAL_REJECTED`, `X_FAILED`
   */
  start(
    hear: (post: Post) => Promise<void>,
    since: Readonly<Partial<Record<Post['source'], string>>>,
  ): Promise<Closeable>;
}
