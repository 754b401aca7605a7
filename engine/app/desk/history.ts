import type { AuctionEvent, Desk } from '../../domain/events.js';
import type { LotId, Paddle, Wei } from '../../domain/ids.js';
import type { Bid } from '../../domain/lot/lot.js';
import { formatEth } from '../../domain/money.js';
import type { Entry } from '../../ports/ledger.js';
import { bidderName, isProxy, numberOf, type Roster } from './names.js';

/** One event of the book, told to the operator. Holds nothing that viewers may not know. */
export interface HistoryRow {
  readonly sequence: number;
  readonly at: string;
  readonly kind: AuctionEvent['kind'];
  /** Plain words. A handle in it is a stranger's. */
  readonly text: string;
  /** The bid that it is about. */
  readonly bid: string | null;
  /** Which operator made it happen, and why; both null for what no operator did. */
  readonly by: string | null;
  readonly why: string | null;
}

/** The lot that an event is about, if any. */
export function lotOfEvent(event: AuctionEvent): LotId | undefined {
  if ('lotId' in event) return event.lotId;
  if (event.kind === 'lot-shown') return event.shown;
  return event.kind === 'offer-refused' ? event.offer.lotId : undefined;
}

/** One event in words, with the names of the auction as it stands. */
export function historyRow(auction: Roster, { sequence, event }: Entry): HistoryRow {
  const desk = deskOf(event);
  const bid = 'bid' in event ? event.bid.id : 'offer' in event ? event.offer.id : null;
  return {
    sequence,
    at: new Date(event.at).toISOString(),
    kind: event.kind,
    text: textOf(auction, event),
    bid: event.kind === 'bid-voided' ? event.bidId : bid,
    by: desk?.by ?? null,
    why: desk?.why ?? null,
  };
}

function deskOf(event: AuctionEvent): Pick<Desk, 'by' | 'why'> | undefined {
  if ('bid' in event) return event.bid.desk;
  if ('offer' in event) return event.offer.desk;
  return 'desk' in event ? event.desk : undefined;
}

const ETH = (wei: Wei): string => `${formatEth(wei)} ETH`;

/** A bid left before the opening is its bidder's secret: its amount is told when it is ruled on. */
function textOf(auction: Roster, event: AuctionEvent): string {
  const name = (paddle: Paddle) => bidderName(auction, paddle);
  const bidText = ({ paddle, amountWei }: Bid) => `${name(paddle)} bids ${ETH(amountWei)}`;
  /** Where the house bids for bidders, what they offer is between them and the house. */
  const offered = (bid: Bid) =>
    isProxy(auction, bid.lotId) ? `${name(bid.paddle)} bids` : bidText(bid);
  switch (event.kind) {
    case 'absentee-left':
      return `${name(event.bid.paddle)} leaves a bid`;
    case 'bid-accepted': {
      const { bid, leader, priceWei, extended } = event;
      const leads = leader === bid.paddle ? 'leads' : `${name(leader)} still leads`;
      return `${offered(bid)}: taken, ${leads} at ${ETH(priceWei)}${extended ? ', clock extended' : ''}`;
    }
    case 'bid-refused':
      return `${bidText(event.bid)}: refused ${event.why}, asking ${ETH(event.askWei)}`;
    case 'bid-held':
      return `${offered(event.bid)}: came after the close and waits`;
    case 'offer-refused':
      return `${offererOf(auction, event.offer)} offers ${event.offer.amount ?? '?'} ETH: refused ${event.why}`;
    case 'hammer-fell':
      return event.winner === null
        ? 'the hammer fell: passed'
        : `the hammer fell: sold to ${name(event.winner)} at ${ETH(event.hammerWei)}`;
    case 'reserve-opened':
      return `the reserve was ${ETH(event.reserveWei)}`;
    case 'lot-settled':
      return `settled in ${event.txHash}`;
    case 'settlement-failed':
      return `settlement failed: ${event.reason}`;
    case 'second-chance-offered':
      return `second chance offered to ${name(event.paddle)} at ${ETH(event.hammerWei)}`;
    case 'lots-reordered':
      return `order of sale: ${event.order.map((id) => numberOf(auction, id)).join(', ')}`;
    case 'bidder-limited':
      return `${name(event.paddle)}: limit ${event.limitWei === null ? 'as the auction’s' : ETH(event.limitWei)}`;
    case 'bidder-blocked':
    case 'bidder-unblocked':
      return `${name(event.paddle)}: ${event.kind === 'bidder-blocked' ? 'blocked' : 'unblocked'}`;
    case 'bid-voided':
      return `bid ${event.bidId} voided`;
    case 'lot-extended':
      return `clock extended, ${leftText(event)}`;
    case 'lot-opened':
    case 'lot-resumed': {
      const done = event.kind === 'lot-opened' ? 'opened' : 'resumed';
      return `${done}, ${leftText(event)}`;
    }
    case 'lot-closing':
      return event.desk ? 'hammer called: bidding is over' : 'bidding is over';
    default:
      return PLAIN[event.kind] ?? event.kind.replaceAll('-', ' ');
  }
}

const PLAIN: Readonly<Partial<Record<AuctionEvent['kind'], string>>> = {
  'lot-previewed': 'on program, previewed',
  'lot-shown': 'taken to program',
  'lot-paused': 'paused',
  'lot-withdrawn': 'withdrawn',
  'lot-defaulted': 'winner called in default',
  'second-chance-taken': 'second chance taken',
  'second-chance-declined': 'second chance declined',
  'fair-warning-given': 'fair warning',
  'settlement-begun': 'settlement begun',
};

function leftText({ at, closesAt }: { readonly at: number; readonly closesAt?: number }): string {
  if (closesAt === undefined) return 'clock not started';
  const seconds = Math.max(0, Math.ceil((closesAt - at) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} left`;
}

type RefusedOffer = Extract<AuctionEvent, { kind: 'offer-refused' }>['offer'];

function offererOf(auction: Roster, { paddle, handle, address }: RefusedOffer): string {
  if (paddle !== undefined) return bidderName(auction, paddle);
  return handle === undefined ? (address ?? 'somebody') : `@${handle}`;
}
