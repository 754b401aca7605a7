import type { AuctionOpening } from '../../../domain/auction.js';
import type { AuctionEvent } from '../../../domain/events.js';
import type { Address, Paddle } from '../../../domain/ids.js';
import { leaderOf, mostOf, type Model } from './model.js';

/** What every bidder has paid in and may be bound by, added up anew each time it is asked. */
export interface Purse {
  see(event: AuctionEvent): void;
  /** Why a bidder is bound by more than he may be; undefined where he is not. */
  excessOf(paddle: Paddle): string | undefined;
  balances(): ReadonlyMap<Address, bigint>;
}

export function createPurse(opening: AuctionOpening, model: Model): Purse {
  const balances = new Map<Address, bigint>();
  const wallets = new Map<Paddle, Address>();
  const limits = new Map<Paddle, bigint>();
  const { premiumBps, depositRequired, outstandingLimitWei } = opening;
  const withPremium = (amount: bigint) => amount + (amount * BigInt(premiumBps)) / 10_000n;
  const pay = (address: Address, amount: bigint) =>
    balances.set(address, (balances.get(address) ?? 0n) + amount);

  return {
    balances: () => balances,
    see: (event) => {
      if (event.kind === 'deposit-credited') pay(event.address, event.amountWei);
      if (event.kind === 'deposit-reverted') pay(event.address, 0n - event.amountWei);
      if (event.kind === 'paddle-registered')
        wallets.set(event.bidder.paddle, event.bidder.address);
      if (event.kind !== 'bidder-limited') return;
      if (event.limitWei === null) limits.delete(event.paddle);
      else limits.set(event.paddle, event.limitWei);
    },
    excessOf: (paddle) => {
      let owed = 0n;
      let paid = 0n;
      let leading = 0n;
      for (const lot of model.values()) {
        if (lot.owes?.paddle === paddle) owed += lot.owes.due;
        if (lot.owes?.paddle === paddle && lot.owes.isPaid) paid += lot.owes.due;
        if (lot.phase === 'over' || lot.phase === 'waiting') continue;
        const leader = leaderOf(lot);
        if (leader?.paddle === paddle) leading += withPremium(mostOf(lot.terms, leader));
      }
      const wallet = wallets.get(paddle);
      const balance = (wallet && balances.get(wallet)) ?? 0n;
      // Who leads for nothing is bound by nothing new.
      if (leading === 0n) return undefined;
      if (depositRequired && owed + leading > balance) {
        return `${paddle} has ${balance}, owes ${owed} and leads with ${leading}`;
      }
      const limit = limits.get(paddle) ?? outstandingLimitWei;
      if (limit !== undefined && owed - paid + leading > limit) {
        return `${paddle} may have ${limit} outstanding, and has ${owed - paid + leading}`;
      }
      return undefined;
    },
  };
}
