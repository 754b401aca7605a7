import type { AuctionEvent, Offer } from '../../domain/events.js';
import type { Bidder } from '../../domain/auction.js';
import type { BidId, LotId } from '../../domain/ids.js';
import type { Bid, Refusal } from '../../domain/lot/lot.js';
import { formatEth } from '../../domain/money.js';
import type { BidSource } from '../../domain/post.js';
import { keysOfBid } from '../../domain/source-key.js';
import type { BookPages } from '../../ports/book-pages.js';
import type { Entry } from '../../ports/ledger.js';
import { bidderName, isProxy, numberOf, type Roster } from '../desk/names.js';
import { bidIdOf } from './find-bid.js';
import { readBook } from './read-book.js';

/** One bid, and what became of it: a promise to scripts. For the operator alone. */
export interface ListedBid {
  readonly sequence: number;
  readonly at: string;
  readonly bid: string;
  readonly source: BidSource;
  readonly lot: number | null;
  readonly paddle: string | null;
  /** A handle is a stranger's. */
  readonly name: string;
  /** Null for an amount that could not be read, or that is its bidder's secret. */
  readonly amountEth: string | null;
  /** `waits`: left before the opening or held after the close, and not ruled on yet. */
  readonly verdict: 'accepted' | 'refused' | 'voided' | 'waits';
  /** Why it was refused; null where it was not. */
  readonly code: Refusal | null;
}

/** Which bids are asked for: those that meet all that is set. */
export interface BidFilter {
  readonly lotId?: LotId;
  readonly bidder?: Bidder;
  readonly verdict?: ListedBid['verdict'];
  readonly code?: Refusal;
  readonly source?: BidSource;
}

const RULED = ['bid-accepted', 'bid-refused', 'offer-refused'] as const;
const WAITING = ['bid-held', 'absentee-left'] as const;

/** The bids of a book by their rulings, oldest first, page by page; each once. */
export async function* listBids(
  pages: BookPages,
  roster: Roster,
  { lotId, ...wanted }: BidFilter,
): AsyncGenerator<readonly ListedBid[], void> {
  const voided = await voidedIn(pages);
  const filter = { kinds: [...RULED, ...WAITING], ...(lotId === undefined ? {} : { lotId }) };
  for await (const page of readBook(pages, { filter })) {
    const rows: ListedBid[] = [];
    for (const entry of page) {
      const offer = offerOf(entry.event);
      if (!offer || !isWanted(offer, wanted) || (await isRuledLater(pages, entry))) continue;
      const row = rowOf(roster, entry, offer, voided);
      if (wanted.verdict === undefined || row.verdict === wanted.verdict) rows.push(row);
    }
    if (rows.length > 0) yield rows;
  }
}

async function voidedIn(pages: BookPages): Promise<ReadonlySet<BidId>> {
  const voided = new Set<BidId>();
  for await (const page of readBook(pages, { filter: { kinds: ['bid-voided'] } })) {
    for (const { event } of page) if (event.kind === 'bid-voided') voided.add(event.bidId);
  }
  return voided;
}

/** A bid that waited is told by its ruling, once there is one. */
async function isRuledLater(pages: BookPages, entry: Entry): Promise<boolean> {
  if (!WAITING.some((kind) => kind === entry.event.kind)) return false;
  const id = bidIdOf(entry);
  const [ruled = ''] = id === undefined ? [] : keysOfBid(id);
  const [ruling] = await pages.keyed(ruled, 1);
  return ruling !== undefined && bidIdOf(ruling) === id;
}

interface Offered {
  readonly made: Bid | Offer;
  readonly code: Refusal | null;
}

function offerOf(event: AuctionEvent): Offered | undefined {
  if (event.kind === 'offer-refused') return { made: event.offer, code: event.why };
  if (!('bid' in event)) return undefined;
  return { made: event.bid, code: event.kind === 'bid-refused' ? event.why : null };
}

function isWanted({ made, code }: Offered, wanted: Omit<BidFilter, 'lotId'>): boolean {
  const { bidder, source } = wanted;
  return (
    (source === undefined || made.source === source) &&
    (wanted.code === undefined || code === wanted.code) &&
    (bidder === undefined || isBy(bidder, made))
  );
}

function isBy({ paddle, xUserId, address }: Bidder, made: Bid | Offer): boolean {
  if (made.paddle !== undefined) return made.paddle === paddle;
  const offer: Offer = made;
  return offer.xUserId === undefined ? offer.address === address : offer.xUserId === xUserId;
}

function rowOf(
  roster: Roster,
  { sequence, event }: Entry,
  { made, code }: Offered,
  voided: ReadonlySet<BidId>,
): ListedBid {
  const lot = made.lotId === undefined ? 0 : numberOf(roster, made.lotId);
  const isVoided = voided.has(made.id);
  const waits = WAITING.some((kind) => kind === event.kind);
  return {
    ...{ sequence, at: new Date(event.at).toISOString(), bid: made.id, source: made.source },
    lot: lot === 0 ? null : lot,
    ...nameOf(roster, made),
    amountEth: amountOf(roster, event, made),
    verdict: isVoided ? 'voided' : code !== null ? 'refused' : waits ? 'waits' : 'accepted',
    code,
  };
}

function nameOf(roster: Roster, made: Bid | Offer): Pick<ListedBid, 'paddle' | 'name'> {
  const { paddle } = made;
  if (paddle !== undefined) return { paddle, name: bidderName(roster, paddle) };
  const { handle, address }: Offer = made;
  return { paddle: null, name: handle === undefined ? (address ?? 'somebody') : `@${handle}` };
}

/** Where the house bids for bidders, what they offer is between them and the house. */
function amountOf(roster: Roster, event: AuctionEvent, made: Bid | Offer): string | null {
  if (!('amountWei' in made)) return made.amount ?? null;
  const isSecret = event.kind === 'absentee-left' || isProxy(roster, made.lotId);
  return isSecret && event.kind !== 'bid-refused' ? null : formatEth(made.amountWei);
}
