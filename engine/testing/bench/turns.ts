import type { Offer } from '../../domain/events.js';
import type { XUserId } from '../../domain/ids.js';
import type { Move } from '../../domain/moves.js';
import type { Post } from '../../domain/post.js';
import type { FloorTurn } from '../../ports/queues.js';

/** How somebody writes who does not make up his mind. */
const UNCLEAR = 'I bid 2 ETH or 3 ETH';

/** The post that an offer was read from; undefined for one that came another way. */
export function postOf(offer: Offer): Post | undefined {
  const { source, id, placedAt, receivedAt, amount, currency = 'ETH' } = offer;
  if (source !== 'post' && source !== 'chat') return undefined;
  const authorId = offer.xUserId as XUserId;
  const text = amount === undefined ? UNCLEAR : `@aurelia I bid ${amount} ${currency}`;
  return {
    ...{ source, id: id.slice(source.length + 1), authorId, handle: `user_${authorId}`, text },
    ...{ placedAt, receivedAt },
  };
}

/** How a move comes to the floor: read from a post, or as it is. */
export function turnOf(move: Move): FloorTurn {
  const post = move.kind === 'offer' ? postOf(move.offer) : undefined;
  return post ? { kind: 'post', post } : { kind: 'move', move };
}
