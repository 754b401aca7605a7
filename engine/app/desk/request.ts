import type { Auction } from '../../domain/auction.js';
import { SothebaisError } from '../../domain/errors.js';
import type { BidId, DeskId, Instant, Wei } from '../../domain/ids.js';
import { parseEth } from '../../domain/money.js';
import type { DeskMove, Move } from '../../domain/moves.js';
import { bidderNamed, bidNamed, lotNumbered } from './names.js';

/** Moves that ask for nothing but a lot. */
export const LOT_REQUESTS = [
  'open-lot',
  'pause-lot',
  'resume-lot',
  'hammer-lot',
  'withdraw-lot',
  'default-lot',
  'show-lot',
] as const;

/** What the operator asks for, in his own words: lots by number, bidders by name, amounts in ETH. */
export type Asked =
  | { readonly kind: (typeof LOT_REQUESTS)[number]; readonly lot: number }
  | { readonly kind: 'extend-lot'; readonly lot: number; readonly forMs: number }
  | {
      readonly kind: 'answer-second-chance';
      readonly lot: number;
      readonly answer: 'taken' | 'declined';
    }
  | { readonly kind: 'reorder-lots'; readonly lots: readonly number[] }
  | { readonly kind: 'void-bid'; readonly bid: string }
  /** For somebody in the room or on the telephone. */
  | {
      readonly kind: 'place-bid';
      readonly lot: number;
      readonly bidder: string;
      readonly amountEth: string;
      readonly maxEth?: string | undefined;
    }
  | { readonly kind: 'block-bidder' | 'unblock-bidder'; readonly bidder: string }
  /** Null for the auction's own limit. */
  | { readonly kind: 'limit-bidder'; readonly bidder: string; readonly limitEth: string | null };

/** One request from the operator's desk. Asking again with the same id asks for the same move. */
export type DeskRequest = Asked & {
  /** Letters, digits and dashes, 64 at most. */
  readonly id: string;
  readonly by: string;
  /** Empty where none is asked for. */
  readonly why: string;
};

/** What cannot be taken back, or costs a bidder something, needs its reason in the book. */
const NEEDS_WHY: readonly Asked['kind'][] = [
  'withdraw-lot',
  'void-bid',
  'hammer-lot',
  'default-lot',
  'block-bidder',
];

/**
 * The move that a request comes to.
 *
 * @param at - when it reached the house
 * @throws SothebaisError `WHY_MISSING`, `LOT_UNKNOWN`, `BID_UNKNOWN`, `BIDDER_UNKNOWN`,
 *   `AMOUNT_INVALID`
 */
export function moveOf(auction: Auction, request: DeskRequest, at: Instant): Move {
  if (NEEDS_WHY.includes(request.kind) && request.why.trim() === '') {
    throw new SothebaisError(
      'WHY_MISSING',
      `The move ${request.kind} needs a reason, and none is given.`,
    );
  }
  if (request.kind === 'place-bid') return placedBid(auction, request, at);
  const { id, by, why } = request;
  const desk = { id: `desk-${id}` as DeskId, by, why };
  return { ...deskMove(auction, request), at, desk };
}

/** What the book calls the cause of a request's events. */
export const causeOfRequest = ({ kind, id }: Pick<DeskRequest, 'kind' | 'id'>): string =>
  kind === 'place-bid' ? `operator-${id}` : `desk-${id}`;

type Bare<Kind> = Kind extends DeskMove ? Omit<Kind, 'at' | 'desk'> : never;

function deskMove(
  auction: Auction,
  request: Exclude<Asked, { kind: 'place-bid' }>,
): Bare<DeskMove> {
  const lotId = (number: number) => lotNumbered(auction, number).id;
  switch (request.kind) {
    case 'extend-lot':
      return { kind: request.kind, lotId: lotId(request.lot), byMs: request.forMs };
    case 'answer-second-chance':
      return { kind: request.kind, lotId: lotId(request.lot), answer: request.answer };
    case 'reorder-lots':
      return { kind: request.kind, order: request.lots.map(lotId) };
    case 'void-bid':
      return { kind: request.kind, ...bidNamed(auction, request.bid) };
    case 'block-bidder':
    case 'unblock-bidder':
      return { kind: request.kind, paddle: bidderNamed(auction, request.bidder).paddle };
    case 'limit-bidder': {
      const { limitEth } = request;
      const limitWei = limitEth === null ? null : weiOf(limitEth);
      return { kind: request.kind, paddle: bidderNamed(auction, request.bidder).paddle, limitWei };
    }
    default:
      return { kind: request.kind, lotId: lotId(request.lot) };
  }
}

function placedBid(
  auction: Auction,
  request: Extract<DeskRequest, { kind: 'place-bid' }>,
  at: Instant,
): Move {
  const { by, why, amountEth, maxEth } = request;
  weiOf(amountEth);
  if (maxEth !== undefined) weiOf(maxEth);
  return {
    kind: 'offer',
    at,
    offer: {
      id: causeOfRequest(request) as BidId,
      source: 'operator',
      amount: amountEth,
      ...(maxEth === undefined ? {} : { max: maxEth }),
      currency: 'ETH',
      lotId: lotNumbered(auction, request.lot).id,
      paddle: bidderNamed(auction, request.bidder).paddle,
      desk: { by, why },
      placedAt: at,
      receivedAt: at,
    },
  };
}

function weiOf(amountEth: string): Wei {
  const wei = parseEth(amountEth);
  if (wei !== undefined) return wei;
  const shown = amountEth.length > 40 ? `${amountEth.slice(0, 40)}…` : amountEth;
  throw new SothebaisError(
    'AMOUNT_INVALID',
    `Expected an amount of ETH such as 1.25, got "${shown}".`,
  );
}
