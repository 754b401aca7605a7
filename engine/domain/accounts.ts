import type { Account, Auction } from './auction.js';
import type { Paddle, Wei } from './ids.js';
import { isOpen } from './lot/clock.js';
import type { Lot } from './lot/lot.js';
import { ceilingWei } from './lot/standing.js';
import { highestCoveredWei, premiumOf } from './money.js';

const NOTHING: Account = { owedWei: 0n as Wei, paidWei: 0n as Wei, leadingWei: 0n as Wei };

/** What a bidder is bound by. */
export const accountOf = ({ accounts }: Pick<Auction, 'accounts'>, paddle: Paddle): Account =>
  accounts.get(paddle) ?? NOTHING;

/** The most a bidder can bid on a lot. */
export interface Means {
  /** What his deposit covers with the premium; undefined where none is asked for. */
  readonly coveredWei?: Wei;
  /** What the limit on all he may have outstanding leaves; undefined where there is none. */
  readonly limitWei?: Wei;
}

/**
 * What a bidder can bid on one lot: his deposit and his limit, less what he won, and less what he
 * leads with on other lots. His lead on this lot does not count, for the new bid takes its place.
 */
export function meansOf(auction: Auction, paddle: Paddle, lot: Lot): Means {
  const { depositRequired, premiumBps, outstandingLimitWei } = auction.opening;
  const bidder = auction.bidders.get(paddle);
  const most = bidder?.limitWei ?? outstandingLimitWei;
  if (!depositRequired && most === undefined) return {};
  const { owedWei, paidWei, leadingWei } = accountOf(auction, paddle);
  const elsewhereWei =
    leadingWei - (leadOf(lot)?.paddle === paddle ? leadWei(lot, premiumBps) : 0n);
  const paid = (bidder && auction.deposits.get(bidder.address)?.balanceWei) ?? 0n;
  const coverable = (moneyWei: bigint) => highestCoveredWei(notBelowZero(moneyWei), premiumBps);
  const coveredWei = depositRequired ? coverable(paid - owedWei - elsewhereWei) : undefined;
  if (most === undefined) return coveredWei === undefined ? {} : { coveredWei };
  const limitWei = coverable(most - (owedWei - paidWei) - elsewhereWei);
  return coveredWei === undefined ? { limitWei } : { coveredWei, limitWei };
}

/** The accounts once a lot went from one state to another: whose lead binds him, and by how much. */
export function withLeadMoved(
  accounts: Auction['accounts'],
  before: Lot,
  after: Lot,
  premiumBps: number,
): Auction['accounts'] {
  const left = leadOf(before);
  const taken = leadOf(after);
  if (left === taken) return accounts;
  const after1 = left
    ? withAccount(accounts, left.paddle, { leadingWei: -leadWei(before, premiumBps) })
    : accounts;
  return taken
    ? withAccount(after1, taken.paddle, { leadingWei: leadWei(after, premiumBps) })
    : after1;
}

/** The accounts with some amounts of one bidder's changed. */
export function withAccount(
  accounts: Auction['accounts'],
  paddle: Paddle,
  change: { readonly [Key in keyof Account]?: bigint },
): Auction['accounts'] {
  const { owedWei, paidWei, leadingWei } = accounts.get(paddle) ?? NOTHING;
  return accounts.with(paddle, {
    owedWei: changed(owedWei, change.owedWei),
    paidWei: changed(paidWei, change.paidWei),
    leadingWei: changed(leadingWei, change.leadingWei),
  });
}

const changed = (wei: Wei, by: bigint | undefined): Wei =>
  by === undefined ? wei : ((wei + by) as Wei);

const leadOf = (lot: Lot) => (isOpen(lot) || lot.phase === 'paused' ? lot.leader : undefined);

/** The most that the lead on a lot can come to, premium included. */
function leadWei({ leader, terms }: Lot, premiumBps: number): bigint {
  if (!leader) return 0n;
  const mostWei = ceilingWei(terms, leader);
  return mostWei + premiumOf(mostWei, premiumBps);
}

const notBelowZero = (wei: bigint): Wei => (wei > 0n ? wei : 0n) as Wei;
