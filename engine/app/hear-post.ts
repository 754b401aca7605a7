import type { CatalogueEntry } from '../domain/auction.js';
import { parseBidText } from '../domain/bid-text/parse-bid-text.js';
import type { Currency, Reading } from '../domain/bid-text/reading.js';
import type { Offer } from '../domain/events.js';
import type { Address, BidId, LotId } from '../domain/ids.js';
import type { Refusal } from '../domain/lot/lot.js';
import type { Move } from '../domain/moves.js';
import type { Post } from '../domain/post.js';
import { parseClaim, parseSecondChance } from '../domain/registration.js';
import type { Errand } from '../ports/outbox.js';

/** What a post comes to: a move for the floor, or words for the host. */
export type Hearing =
  | { readonly kind: 'move'; readonly move: Move }
  | { readonly kind: 'talk'; readonly errand: Errand };

/** What the reader of posts is told about the room. */
export interface HearingContext {
  readonly hostHandle: string;
  readonly lotCurrency: Currency;
  readonly lotIsOpen: boolean;
  readonly catalogue: readonly Pick<CatalogueEntry, 'id' | 'number'>[];
  /** Puts an address into its checksummed form. */
  readonly checksum: (address: Address) => Address;
}

/** Reads one post. Words that are no bid go to the host, who can answer and move nothing. */
export function hearPost(post: Post, context: HearingContext): Hearing {
  const move = hearClaim(post, context) ?? hearSecondChance(post, context);
  if (move) return { kind: 'move', move };

  const { hostHandle, lotCurrency } = context;
  const reading = parseBidText(post.text, { hostHandle, lotCurrency });
  const isTalk = reading.kind === 'none' || (reading.kind === 'ambiguous' && !context.lotIsOpen);
  // An edit is answered as the post it was before, which is owed one answer.
  const id = `answer-${post.source}-${post.editOf ?? post.id}`;
  if (isTalk) return { kind: 'talk', errand: { kind: 'answer', id, post } };
  const offer = offerIn(post, reading, context.catalogue);
  return { kind: 'move', move: { kind: 'offer', at: post.receivedAt, offer } };
}

/** What the book calls the post. */
const sourceIdOf = ({ source, id }: Post): string => `${source}-${id}`;

function hearClaim(post: Post, { checksum }: HearingContext): Move | undefined {
  const claimed = parseClaim(post.text);
  if (!claimed) return undefined;
  const { authorId: xUserId, handle, receivedAt: at } = post;
  const address = checksum(claimed);
  return { kind: 'claim-wallet', at, sourceId: sourceIdOf(post), xUserId, handle, address };
}

function hearSecondChance(post: Post, { catalogue }: HearingContext): Move | undefined {
  const heard = parseSecondChance(post.text);
  const lot = heard && catalogue.find(({ number }) => number === heard.lotNumber);
  if (!heard || !lot) return undefined;
  const { authorId: xUserId, receivedAt: at } = post;
  const { answer } = heard;
  const sourceId = sourceIdOf(post);
  return { kind: 'hear-second-chance', at, sourceId, lotId: lot.id, xUserId, answer };
}

function offerIn(post: Post, reading: Reading, catalogue: HearingContext['catalogue']): Offer {
  const why = whyNot(post, reading);
  return {
    id: sourceIdOf(post) as BidId,
    source: post.source,
    ...(reading.kind === 'bid' ? { amount: reading.amount, currency: reading.currency } : {}),
    ...(reading.kind === 'bid' && reading.lot !== undefined
      ? { lotId: lotIdOf(reading.lot, catalogue) }
      : {}),
    ...(why === undefined ? {} : { why }),
    xUserId: post.authorId,
    handle: post.handle,
    placedAt: post.placedAt,
    receivedAt: post.receivedAt,
  };
}

/** Enough to tell in the book what was named. */
const LOT_DIGITS_MAX = 20;

/** A number that is no lot's stays as it was said: the floor refuses it as another lot. */
function lotIdOf(digits: string, catalogue: HearingContext['catalogue']): LotId {
  const lot = catalogue.find(({ number }) => String(number) === digits);
  return lot?.id ?? (digits.slice(0, LOT_DIGITS_MAX) as LotId);
}

/** A whole number this long is more than there is of any coin: clear, whatever else is not. */
const MANY_DIGITS = /(?<![.\d])\d(?:[,'_]?\d){59}/;

/** What no floor could take, whatever it says. */
function whyNot({ editOf, text }: Post, reading: Reading): Refusal | undefined {
  if (editOf !== undefined) return 'EDITED';
  return reading.kind === 'ambiguous' && MANY_DIGITS.test(text) ? 'AMOUNT_TOO_LARGE' : undefined;
}
