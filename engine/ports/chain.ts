import type { Address, Hash, Instant, LotId, Wei, XUserId } from '../domain/ids.js';
import type { Closeable } from './closeable.js';

/** Something the escrow contract recorded that the floor must hear of. */
export type ChainNotice =
  | {
      readonly kind: 'deposit';
      /** Transaction hash, a dash, log index. */
      readonly id: string;
      readonly address: Address;
      /** The X user the wallet says it belongs to; null when it named none. */
      readonly xUserId: XUserId | null;
      readonly amountWei: Wei;
      /** Time of its block. */
      readonly at: Instant;
    }
  | {
      readonly kind: 'bid';
      readonly id: string;
      readonly address: Address;
      readonly lotId: LotId;
      readonly amountWei: Wei;
      readonly at: Instant;
    };

/** Watches the escrow. Every notice comes at least once and in chain order. */
export interface ChainSource {
  /**
   * @param hear - called for each notice; the next waits until it resolves
   * @throws SothebaisError `CHAIN_FAILED`; `CONFIG_INVALID` when there is no escrow
   */
  start(hear: (notice: ChainNotice) => Promise<void>): Promise<Closeable>;
}

/** Exchanges token and money, both or neither. */
export interface SettlementDesk {
  /**
   * Pays hammer price to the consignor and premium to the house from the winner's deposit and
   * moves the token to the winner, in one transaction. Safe to run twice: a lot settled before
   * gives the same answer again.
   *
   * @throws SothebaisError `CHAIN_FAILED` (retryable) when the chain is away; `CHAIN_REFUSED` when
   *   it says no; `CREDENTIAL_REJECTED` when the key is not the house's
   */
  settle(sale: {
    readonly lotId: LotId;
    readonly token: { readonly contract: Address; readonly tokenId: string };
    readonly winner: Address;
    readonly consignor: Address;
    readonly hammerWei: Wei;
    readonly premiumWei: Wei;
  }): Promise<{ readonly txHash: Hash; readonly tokenOwner: Address }>;

  /** Gives a token that was not sold back to its consignor. Safe to run twice. */
  giveBack(lotId: LotId): Promise<void>;

  /**
   * Ends the auction on chain, so that bidders can withdraw their deposits. Every lot is settled or
   * given back first. Safe to run twice.
   *
   * @throws SothebaisError `CHAIN_FAILED`, `CHAIN_REFUSED`
   */
  releaseDeposits(): Promise<void>;

  /** Who owns the token now, read from the chain. */
  ownerOf(token: { readonly contract: Address; readonly tokenId: string }): Promise<Address>;
}
