import type { AuctionEvent } from '../../domain/events.js';
import type { Address, Paddle, Wei } from '../../domain/ids.js';
import type { Refusal } from '../../domain/lot/lot.js';
import { formatEth } from '../../domain/money.js';
import type { Entry } from '../../ports/ledger.js';
import { lotOfEvent } from '../desk/history.js';
import { bidderName, type Roster } from '../desk/names.js';

/** One event for a table: who, what and how much apart. Names in it are strangers'. */
export interface EventLine {
  readonly lot: number | null;
  /** A few plain words. */
  readonly what: string;
  readonly amountEth: string | null;
  readonly who: string | null;
}

/** One event in a few words. Holds nothing that viewers may not know. */
export function eventLine(roster: Roster, { event }: Pick<Entry, 'event'>): EventLine {
  const lotId = lotOfEvent(event);
  const lot = roster.opening.catalogue.find(({ id }) => id === lotId)?.number ?? null;
  const { what = PLAIN[event.kind] ?? event.kind, amount, who } = partsOf(roster, event);
  return {
    ...{ lot, what, who: who ?? null },
    amountEth: typeof amount === 'bigint' ? formatEth(amount) : (amount ?? null),
  };
}

interface Parts {
  readonly what?: string;
  readonly amount?: Wei | string | undefined;
  readonly who?: string | undefined;
}

function partsOf(roster: Roster, event: AuctionEvent): Parts {
  const name = (paddle: Paddle) => bidderName(roster, paddle);
  switch (event.kind) {
    case 'bid-accepted': {
      const { bid, leader, priceWei, extended } = event;
      const what = leader === bid.paddle ? 'bid leads' : 'bid taken, behind';
      return {
        ...{ what: extended ? `${what}, extended` : what, amount: priceWei },
        who: name(bid.paddle),
      };
    }
    case 'bid-refused':
      return {
        what: refusedFor(event.why),
        amount: event.bid.amountWei,
        who: name(event.bid.paddle),
      };
    case 'bid-held':
    case 'absentee-left':
      return { who: name(event.bid.paddle) };
    case 'offer-refused':
      return {
        what: refusedFor(event.why),
        amount: event.offer.amount,
        who: offererOf(roster, event.offer),
      };
    case 'hammer-fell':
      return event.winner === null
        ? { what: 'hammer: passed' }
        : { what: 'hammer: sold', amount: event.hammerWei, who: name(event.winner) };
    case 'second-chance-offered':
      return { amount: event.hammerWei, who: name(event.paddle) };
    case 'reserve-opened':
      return { amount: event.reserveWei };
    case 'bidder-limited':
      return { amount: event.limitWei ?? undefined, who: name(event.paddle) };
    case 'bidder-blocked':
    case 'bidder-unblocked':
      return { who: name(event.paddle) };
    default:
      return roomParts(roster, event);
  }
}

function roomParts(roster: Roster, event: AuctionEvent): Parts {
  switch (event.kind) {
    case 'deposit-credited':
    case 'deposit-reverted':
      return { amount: event.amountWei, who: walletName(roster, event.address) };
    case 'wallet-claimed':
      return { who: `@${event.handle}` };
    case 'paddle-registered': {
      const { paddle } = event.bidder;
      return { what: `paddle ${paddle} given`, who: bidderName(roster, paddle) };
    }
    case 'flood-counted': {
      const paddle = [...roster.bidders.values()].find(
        ({ xUserId }) => xUserId !== null && xUserId === event.xUserId,
      )?.paddle;
      return {
        what: `${event.count} messages counted`,
        who: paddle === undefined ? undefined : bidderName(roster, paddle),
      };
    }
    default:
      return 'desk' in event ? { who: event.desk.by } : {};
  }
}

/** A refusal in the fewest words that tell it from the others. */
const refusedFor = (why: Refusal): string => `refused: ${REFUSED[why]}`;

const REFUSED: Readonly<Record<Refusal, string>> = {
  LOT_NOT_OPEN: 'lot not open',
  LOT_PAUSED: 'lot paused',
  EARLY: 'too early',
  LATE: 'too late',
  ALREADY_HIGH_BIDDER: 'leads already',
  BELOW_ASK: 'below the ask',
  BELOW_RESERVE: 'below reserve',
  NOT_A_RAISE: 'no raise',
  NOT_REGISTERED: 'no paddle',
  INSUFFICIENT_DEPOSIT: 'deposit short',
  WRONG_CURRENCY: 'currency',
  UNCLEAR: 'unclear',
  DUPLICATE: 'duplicate',
  OTHER_LOT: 'other lot',
  BLOCKED: 'blocked',
  OVER_LIMIT: 'over limit',
  AMOUNT_TOO_LARGE: 'too large',
  EDITED: 'edited',
  BUY_NOW_OVER: 'buy-now over',
};

/** Every reason to refuse a bid. */
export const REFUSALS = Object.keys(REFUSED) as readonly Refusal[];

const PLAIN: Readonly<Partial<Record<AuctionEvent['kind'], string>>> = {
  'absentee-left': 'absentee bid left',
  'auction-closed': 'auction closed',
  'auction-opened': 'auction opened',
  'bid-held': 'held: after the close',
  'bid-voided': 'bid voided',
  'bidder-blocked': 'blocked',
  'bidder-limited': 'limit set',
  'bidder-unblocked': 'unblocked',
  'book-sealed': 'book sealed',
  'deposit-credited': 'deposit',
  'deposit-reverted': 'deposit taken back',
  'fair-warning-given': 'fair warning',
  'lot-closing': 'bidding over',
  'lot-defaulted': 'winner in default',
  'lot-extended': 'clock extended',
  'lot-opened': 'opened',
  'lot-paused': 'paused',
  'lot-previewed': 'previewed',
  'lot-resumed': 'resumed',
  'lot-settled': 'settled',
  'lot-shown': 'taken to program',
  'lot-withdrawn': 'withdrawn',
  'lots-reordered': 'order of sale changed',
  'reserve-opened': 'reserve opened',
  'second-chance-declined': 'second chance declined',
  'second-chance-offered': 'second chance offered',
  'second-chance-taken': 'second chance taken',
  'settlement-begun': 'settlement begun',
  'settlement-failed': 'settlement failed',
  'wallet-claimed': 'wallet claimed',
};

type Offer = Extract<AuctionEvent, { kind: 'offer-refused' }>['offer'];

function offererOf(roster: Roster, { paddle, handle, address }: Offer): string | undefined {
  if (paddle !== undefined) return bidderName(roster, paddle);
  if (handle !== undefined) return `@${handle}`;
  return address === undefined ? undefined : walletName(roster, address);
}

/** Whose wallet it is, or enough of its address to tell it from others. */
function walletName(roster: Roster, address: Address): string {
  for (const bidder of roster.bidders.values()) {
    if (bidder.address === address) return bidderName(roster, bidder.paddle);
  }
  return `${address.slice(0, 6)}…${address.slice(-4)}`;
}
