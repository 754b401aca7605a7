import type { Wei } from './ids.js';
import type { Refusal } from './lot/lot.js';
import { formatEth } from './money.js';

/** What the house tells a bidder of a refusal. Plain words, and what to do. */
export function refusalText(why: Refusal, askWei: Wei | undefined): string {
  const ask = askWei === undefined ? '' : ` Asking ${formatEth(askWei)} ETH.`;
  switch (why) {
    case 'LOT_NOT_OPEN':
      return 'No lot is open for bids at the moment.';
    case 'LOT_PAUSED':
      return 'Bidding is paused for a moment. Your bid was not taken.';
    case 'EARLY':
      return 'That came before the lot opened. Your bid was not taken.';
    case 'LATE':
      return 'The hammer was faster: that bid came after the close.';
    case 'ALREADY_HIGH_BIDDER':
      return 'You lead already, and nobody need bid against himself.';
    case 'BELOW_ASK':
      return `That is below the asking bid.${ask}`;
    case 'BELOW_RESERVE':
      return 'That is below what the lot may be sold for.';
    case 'NOT_A_RAISE':
      return 'That is no more than your own maximum.';
    case 'NOT_REGISTERED':
      return 'No paddle yet: post "register" with your wallet address, and deposit from that wallet.';
    case 'INSUFFICIENT_DEPOSIT':
      return `Your deposit does not cover that bid with the premium.${ask}`;
    case 'WRONG_CURRENCY':
      return 'This lot is sold in ETH.';
    case 'UNCLEAR':
      return `I could not read one amount in that.${ask} Say, for example: bid 1.5 ETH`;
    case 'DUPLICATE':
      return 'That bid was ruled on already.';
    case 'OTHER_LOT':
      return 'That lot is not open now, and a bid for one lot is never taken for another.';
    case 'BLOCKED':
      return 'This house takes no more bids from your paddle tonight.';
    case 'OVER_LIMIT':
      return 'That goes beyond what you may have outstanding across lots.';
    case 'AMOUNT_TOO_LARGE':
      return `There is not that much ETH in the world.${ask}`;
    case 'EDITED':
      return 'An edited post is no bid. Post your bid anew.';
    case 'BUY_NOW_OVER':
      return `There is a bid already, so the lot cannot be bought at once any more.${ask}`;
  }
}

/** What the house asks back where it could not read one amount: once a bidder and lot. */
export function howToBidText(lotNumber: number, askWei: Wei): string {
  const ask = formatEth(askWei);
  return `I could not read one amount in that. Lot ${lotNumber} asks ${ask} ETH. Say, for example: bid ${ask} ETH`;
}

/** What the house tells a bidder whose messages it only counts for now. */
export const floodText = (count: number): string =>
  `That was too much at once: ${count} of your messages were counted and not ruled on. Bid again, slower.`;

/** What the house tells a runner-up who may have the lot after all. */
export function secondChanceText(
  lotNumber: number,
  price: { readonly hammerWei: Wei; readonly premiumWei: Wei },
  minutes: number,
): string {
  const [hammer, premium] = [formatEth(price.hammerWei), formatEth(price.premiumWei)];
  return `Lot ${lotNumber} can be yours after all, for ${hammer} ETH and ${premium} ETH premium. Say within ${minutes} min: accept lot ${lotNumber} (or: decline lot ${lotNumber})`;
}

/** What the house tells a bidder whose bid waits until its lot opens. */
export const leftText = (lotNumber: number, maximumWei: Wei): string =>
  `Your bid is left for lot ${lotNumber}: when it opens, the house bids for you, up to ${formatEth(maximumWei)} ETH.`;

/** What the house tells a bidder whose bid was struck out. */
export const voidedText = (lotNumber: number): string =>
  `Your bid on lot ${lotNumber} was struck out by the house. It does not bind you any more.`;

/** What the house tells whoever led a lot that is not for sale any more. */
export const withdrawnText = (lotNumber: number): string =>
  `Lot ${lotNumber} was withdrawn. Your bid does not bind you any more.`;

/** What the house tells a bidder to whom the lead has come back. */
export const leadsAgainText = (priceWei: Wei): string =>
  `The bid over yours was struck out: you lead again at ${formatEth(priceWei)} ETH.`;

/** What the house tells a bidder who has just been overtaken. */
export const outbidText = (priceWei: Wei, askWei: Wei): string =>
  `You have been outbid at ${formatEth(priceWei)} ETH. Asking ${formatEth(askWei)} ETH.`;

/** What the house tells the bidder who leads. */
export const leadText = (priceWei: Wei): string => `You lead at ${formatEth(priceWei)} ETH.`;

/** What the house tells the winner when the hammer falls. */
export const wonText = (title: string, hammerWei: Wei): string =>
  `Sold to you: ${title}, for ${formatEth(hammerWei)} ETH. Settlement follows on chain.`;

/** What the house tells the winner once token and money have changed hands. */
export const settledText = (title: string, txHash: string): string =>
  `${title} is yours on chain. Transaction ${txHash}`;
