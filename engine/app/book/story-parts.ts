import type { CatalogueEntry } from '../../domain/auction.js';
import type { Offer } from '../../domain/events.js';
import type { BidId, LotId, Paddle } from '../../domain/ids.js';
import { invariant } from '../../domain/invariant.js';
import type { Bid, Lot, Refusal } from '../../domain/lot/lot.js';
import { formatEth } from '../../domain/money.js';
import { refusalText } from '../../domain/replies.js';
import type { Airing } from '../../ports/airings.js';
import type { Entry } from '../../ports/ledger.js';
import type { ErrandRecord } from '../../ports/outbox.js';
import { bidderName, isProxy, type Roster } from '../desk/names.js';
import type { BidStory, StoryReply, StoryRuling } from './bid-story.js';

type Made = Omit<
  BidStory,
  'auction' | 'bid' | 'followed' | 'lot' | 'onAir' | 'replies' | 'ruling' | 'state' | 'waited'
>;

/** Who offered what, where and when. @param entries - of that bid alone, at least one */
export function madeIn(roster: Roster, entries: readonly Entry[]): Made {
  const { made, isSecret } = offerIn(roster, entries);
  const { source, placedAt, receivedAt } = made;
  const bidder = bidderTold(roster, made);
  const ownId = made.id.slice(source.length + 1);
  const amountEth = 'amountWei' in made ? formatEth(made.amountWei) : (made.amount ?? null);
  return {
    ...{ source, bidder, desk: made.desk ?? null },
    post: source === 'post' || source === 'chat' ? postOf(source, ownId, bidder.name) : null,
    transaction: source === 'chain' ? (/^0x[0-9a-f]+/i.exec(ownId)?.[0] ?? null) : null,
    amountEth: isSecret ? null : amountEth,
    ...{ placedAt: iso(placedAt), receivedAt: iso(receivedAt) },
    delayMs: receivedAt - placedAt,
  };
}

/** What was left before the opening, and what is bid where the house bids for bidders, is secret. */
function offerIn(
  roster: Roster,
  entries: readonly Entry[],
): { readonly made: Bid | Offer; readonly isSecret: boolean } {
  const event = entries.at(-1)?.event;
  invariant(event !== undefined, 'a bid is found by what the book holds of it');
  if (event.kind === 'offer-refused') return { made: event.offer, isSecret: false };
  invariant('bid' in event, 'what the book holds of a bid tells it');
  const isHidden = event.kind === 'absentee-left' || isProxy(roster, event.lotId);
  return { made: event.bid, isSecret: isHidden && event.kind !== 'bid-refused' };
}

function bidderTold(roster: Roster, made: Bid | Offer): BidStory['bidder'] {
  const paddle = made.paddle ?? paddleOf(roster, made);
  const bidder = paddle && roster.bidders.get(paddle);
  if (bidder) {
    const { xUserId, address } = bidder;
    return {
      ...{ paddle: bidder.paddle, name: bidderName(roster, bidder.paddle) },
      xUserId,
      address,
    };
  }
  const { handle, xUserId = null, address = null } = made as Offer;
  const name = handle === undefined ? (address ?? 'somebody') : `@${handle}`;
  return { paddle: paddle ?? null, name, xUserId, address };
}

function paddleOf(roster: Roster, { xUserId, address }: Offer): Paddle | undefined {
  for (const bidder of roster.bidders.values()) {
    const isHis = xUserId === undefined ? bidder.address === address : bidder.xUserId === xUserId;
    if (isHis) return bidder.paddle;
  }
  return undefined;
}

/** A message in the chat has no address of its own. */
function postOf(source: 'post' | 'chat', id: string, name: string): BidStory['post'] {
  const handle = name.startsWith('@') ? encodeURIComponent(name.slice(1)) : 'i';
  return { id, url: source === 'post' ? `https://x.com/${handle}/status/${id}` : null };
}

/** The lot of a bid, where it named one or was ruled on for one, and the catalogue has it. */
export function lotOfBid(roster: Roster, entries: readonly Entry[]): LotId | undefined {
  const event = entries.at(-1)?.event;
  const lotId =
    event && ('lotId' in event ? event.lotId : 'offer' in event ? event.offer.lotId : undefined);
  return entryOf(roster, lotId)?.id;
}

const entryOf = ({ opening }: Roster, lotId: LotId | undefined): CatalogueEntry | undefined =>
  opening.catalogue.find(({ id }) => id === lotId);

/** What a lot is called. */
export function lotTold(roster: Roster, lotId: LotId | undefined): BidStory['lot'] {
  const entry = entryOf(roster, lotId);
  return entry ? { number: entry.number, title: entry.title } : null;
}

/** When it waited, and why. */
export function waitedIn(entries: readonly Entry[]): BidStory['waited'] {
  const [first] = entries;
  const as = first?.event.kind === 'bid-held' ? 'held' : 'left';
  if (!first || (as === 'left' && first.event.kind !== 'absentee-left')) return null;
  return { sequence: first.sequence, at: iso(first.event.at), as };
}

/** How it was ruled on. @param lot - as it stood right after; undefined where it was for no lot */
export function rulingOf(
  roster: Roster,
  { sequence, event }: Entry,
  lot: Lot | undefined,
): StoryRuling {
  const told = { sequence, at: iso(event.at), ...standing(roster, lot) };
  switch (event.kind) {
    case 'bid-accepted': {
      const { priceWei, askWei, leader, closesAt, extended } = event;
      const accepted = { verdict: 'accepted', code: null, words: null, extended } as const;
      const then = { priceEth: formatEth(priceWei), askEth: formatEth(askWei) };
      return {
        ...told,
        ...accepted,
        ...then,
        leader: bidderName(roster, leader),
        closesAt: iso(closesAt),
      };
    }
    case 'bid-refused':
      return { ...told, ...refused(event.why), askEth: formatEth(event.askWei) };
    default:
      invariant(event.kind === 'offer-refused', 'a bid is taken or refused');
      return { ...told, ...refused(event.why), askEth: null };
  }
}

function standing(roster: Roster, lot: Lot | undefined) {
  const { priceWei, leader, closesAt } = lot ?? {};
  return {
    priceEth: priceWei === undefined ? null : formatEth(priceWei),
    leader: leader ? bidderName(roster, leader.paddle) : null,
    closesAt: closesAt === undefined ? null : iso(closesAt),
  };
}

/** The ask is told apart. */
const refused = (why: Refusal) =>
  ({ verdict: 'refused', code: why, words: refusalText(why, undefined), extended: false }) as const;

/** The messages among some errands that were owed because of a bid. */
export function repliesTo(id: BidId, errands: readonly ErrandRecord[]): readonly StoryReply[] {
  return errands.flatMap(({ errand, state, failures, why, at, sequence }) => {
    // The beginning of a name is no proof: ids in the chat may begin alike.
    if (errand.kind !== 'reply' || `${errand.to.source}-${errand.to.postId}` !== id) return [];
    const isDone = state === 'done';
    return [
      {
        ...{ id: errand.id, state, text: errand.begun ?? errand.text, failures, sequence },
        xId: isDone ? why : null,
        why: isDone || why === '' ? null : why,
        at: at === 0 ? null : iso(at),
      },
    ];
  });
}

/** When the picture first showed it. */
export const airedAs = ({ frame, onAirMs, at }: Airing, receivedAt: string): BidStory['onAir'] => ({
  ...{ frame, onAirMs, at: iso(at) },
  afterMs: at - Date.parse(receivedAt),
});

const iso = (at: number): string => new Date(at).toISOString();
