import type { AuctionEvent } from '../domain/events.js';
import type { Instant } from '../domain/ids.js';
import { formatEth } from '../domain/money.js';
import type { Errand } from '../ports/outbox.js';
import { EPOCH_MS } from './builders.js';

const seconds = (instant: Instant): string => String((instant - EPOCH_MS) / 1000);

/** One event as a line of a transcript: amounts in ETH, times in seconds into the evening. */
export function describeEvent(event: AuctionEvent): string {
  switch (event.kind) {
    case 'auction-opened':
      return `opens the auction`;
    case 'lot-previewed':
      return `presents ${event.lotId}`;
    case 'lot-opened':
      return `opens ${event.lotId}${event.closesAt ? `, closes at ${seconds(event.closesAt)}` : ''}`;
    case 'bid-accepted': {
      const { bid, askWei, closesAt, extended } = event;
      const close = extended ? `, closes at ${seconds(closesAt)}` : '';
      return `accepts ${bid.paddle} at ${formatEth(bid.priceWei)}, asks ${formatEth(askWei)}${close}`;
    }
    case 'bid-refused':
      return `refuses ${event.bid.paddle} ${event.why}, asks ${formatEth(event.askWei)}`;
    case 'absentee-left': {
      const { paddle, amountWei, maxWei } = event.bid;
      return `leaves ${paddle} up to ${formatEth(maxWei ?? amountWei)} on ${event.lotId}`;
    }
    case 'bid-voided':
      return `voids ${event.bidId} on ${event.lotId}`;
    case 'lot-withdrawn':
      return `withdraws ${event.lotId}`;
    case 'lot-defaulted':
      return `is not paid for ${event.lotId}`;
    case 'bid-held':
      return `holds ${event.bid.paddle} at ${formatEth(event.bid.amountWei)}`;
    case 'hammer-fell':
      return event.outcome === 'sold'
        ? `sells ${event.lotId} to ${event.winner ?? ''} at ${formatEth(event.hammerWei)}`
        : `passes ${event.lotId}`;
    case 'wallet-claimed':
      return `hears @${event.handle} claim a wallet`;
    case 'deposit-credited':
      return `credits ${formatEth(event.amountWei)}`;
    case 'paddle-registered':
      return `gives ${event.bidder.handle} paddle ${event.bidder.paddle}`;
    case 'offer-refused':
      return `refuses ${event.why}`;
    case 'lot-settled':
      return `settled ${event.lotId}`;
    case 'settlement-failed':
      return `not settled ${event.lotId}: ${event.reason}`;
    case 'fair-warning-given':
      return `warns on ${event.lotId}`;
    case 'auction-closed':
    case 'book-sealed':
      return event.kind;
    case 'lot-closing':
      return `closes the bidding on ${event.lotId}`;
    case 'settlement-begun':
      return `begins to settle ${event.lotId}`;
    case 'reserve-opened':
      return `opens the reserve of ${event.lotId}: ${formatEth(event.reserveWei)}`;
    case 'second-chance-offered':
      return `offers ${event.lotId} to ${event.paddle} at ${formatEth(event.hammerWei)}`;
    case 'deposit-reverted':
      return `takes back ${formatEth(event.amountWei)}`;
    case 'flood-counted':
      return `counts ${event.count} beyond the limit`;
    case 'lot-shown':
      return `shows ${event.shown}`;
    case 'lots-reordered':
      return `reorders ${event.order.join(' ')}`;
    case 'bidder-blocked':
    case 'bidder-unblocked':
    case 'bidder-limited':
      return `${event.kind} ${event.paddle}`;
    default:
      return `${event.kind} ${event.lotId}`;
  }
}

/** One consequence as a line of a transcript. */
export function describeErrand(errand: Errand): string {
  switch (errand.kind) {
    case 'settle':
    case 'give-back':
      return `owes ${errand.kind} ${errand.lotId}`;
    case 'reply':
      return `tells @${errand.to.handle}: ${errand.text}`;
    case 'answer':
      return `owes @${errand.post.handle} an answer`;
  }
}
