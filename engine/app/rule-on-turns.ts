import type { Auction, Reserves } from '../domain/auction.js';
import { decide } from '../domain/decide.js';
import { SothebaisError } from '../domain/errors.js';
import type { AuctionEvent } from '../domain/events.js';
import { foldAuction } from '../domain/fold-auction.js';
import type { Address, Instant } from '../domain/ids.js';
import { isOpen } from '../domain/lot/clock.js';
import { causeOf, type Move } from '../domain/moves.js';
import type { Post } from '../domain/post.js';
import { keysOfPost, postName, sourceKeysOf } from '../domain/source-key.js';
import type { Asked, Batch, Caused, Known, Owed } from '../ports/ledger.js';
import type { Errand } from '../ports/outbox.js';
import type { FloorTurn } from '../ports/queues.js';
import { errandsOf } from './errands.js';
import { hearPost } from './hear-post.js';

/** What one turn came to. */
export type TurnOutcome =
  | { readonly kind: 'committed'; readonly events: readonly AuctionEvent[] }
  /** It was known already, or changes nothing. */
  | { readonly kind: 'nothing' }
  /** It cannot be had. The turns beside it go on. */
  | { readonly kind: 'failed'; readonly failure: unknown };

/** What a floor rules by. */
export interface FloorRules {
  /** What the seals of the opening hide. */
  readonly reserves: Reserves;
  readonly hostHandle: string;
  readonly checksum: (address: Address) => Address;
}

/** Some turns, ruled on in memory: what the book is to hold, and the auction once it does. */
export interface Ruled {
  readonly batch: Batch;
  readonly auction: Auction | undefined;
  readonly outcomes: readonly TurnOutcome[];
}

/** What a floor must ask its book about before it rules on some turns. */
export function askedBy(turns: readonly FloorTurn[]): Asked {
  const posts: Post[] = [];
  const keys: string[] = [];
  for (const turn of turns) {
    if (turn.kind === 'move') keys.push(...sourceKeysOf(turn.move));
    if (turn.kind !== 'post') continue;
    posts.push(turn.post);
    keys.push(...keysOfPost(turn.post));
  }
  return { posts, keys };
}

/**
 * Rules on turns in their order, each on the auction as the one before it left it. Nothing is
 * written. What comes twice among them is ruled on once.
 *
 * @param now - when they are taken: the time of every tick among them
 * @throws SothebaisError that is retryable; any other failure is that turn's own
 */
export function ruleOnTurns(
  turns: readonly FloorTurn[],
  before: Auction | undefined,
  known: Known,
  now: Instant,
  rules: FloorRules,
): Ruled {
  const heard = new Set(known.heard);
  const ruled = new Set(known.ruled);
  const batch = { events: [] as Caused[], errands: [] as Owed[], heard: [] as Post[] };
  let auction = before;

  const take = (turn: FloorTurn): TurnOutcome => {
    if (turn.kind !== 'move' && !auction) return NOTHING;
    if (turn.kind === 'post' && heard.has(postName(turn.post))) return NOTHING;
    const { move, talk, post } = readTurn(turn, auction, now, rules);
    const keys = move ? sourceKeysOf(move) : [];
    const isRuledOn = keys.some((key) => ruled.has(key));
    const events = move && !isRuledOn ? decide(auction, move) : [];
    if (events.length === 0 && !post) return NOTHING;

    const drafted = draft(auction, events, rules.reserves);
    auction = drafted.auction;
    const cause = move ? causeOf(move) : '';
    for (const event of events) batch.events.push({ event, cause });
    if (talk) batch.errands.push({ errand: talk, sequence: null });
    batch.errands.push(...drafted.errands);
    for (const key of keys) ruled.add(key);
    if (post) {
      batch.heard.push(post);
      heard.add(postName(post));
    }
    return { kind: 'committed', events };
  };

  const outcomes = turns.map((turn): TurnOutcome => {
    try {
      return take(turn);
    } catch (failure) {
      if (failure instanceof SothebaisError && failure.retryable) throw failure;
      return { kind: 'failed', failure };
    }
  });
  return { batch, auction, outcomes };
}

const NOTHING: TurnOutcome = { kind: 'nothing' };

/** The auction after some events, and what follows from them. */
function draft(before: Auction | undefined, events: readonly AuctionEvent[], reserves: Reserves) {
  let auction = before;
  const errands: Owed[] = [];
  for (const event of events) {
    const owed = auction ? errandsOf(auction, event) : [];
    auction = foldAuction(auction, event, reserves);
    for (const errand of owed) errands.push({ errand, sequence: auction.sequence });
  }
  return { auction, errands };
}

interface Read {
  readonly move?: Move;
  /** Words for the host. */
  readonly talk?: Errand;
  /** The post that is answered for with it. */
  readonly post?: Post;
}

function readTurn(
  turn: FloorTurn,
  auction: Auction | undefined,
  now: Instant,
  { hostHandle, checksum }: FloorRules,
): Read {
  if (turn.kind === 'move') return { move: turn.move };
  if (turn.kind === 'tick' || !auction) return { move: { kind: 'tick', at: now } };
  const { post } = turn;
  const hearing = hearPost(post, {
    ...{ hostHandle, checksum, catalogue: auction.opening.catalogue },
    lotCurrency: auction.opening.currency,
    lotIsOpen: isLotOpen(auction),
  });
  return hearing.kind === 'move' ? { move: hearing.move, post } : { talk: hearing.errand, post };
}

function isLotOpen(auction: Auction): boolean {
  const lot = auction.currentLotId && auction.lots.get(auction.currentLotId);
  return lot ? isOpen(lot) : false;
}
