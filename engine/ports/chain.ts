import type { Address, Hash, Instant, LotId, Wei, XUserId } from '../domain/ids.js';
import type { Closeable } from './closeable.js';

/** Something the escrow contract recorded that the floor must hear of. */
export type ChainNotice =
  | {
      readonly kind: 'deposit';
      /**
       * Transaction hash, a dash, place among the escrow's records in that transaction. One that
       * was undone and mined again adds which time that is: `-again-1`.
       */
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
    }
  | Undoing;

/** The chain undid what was told: another history took the place of its block. */
export interface Undoing {
  readonly kind: 'reverted';
  /** The id of what is undone, and `-undone`. */
  readonly id: string;
  readonly undoes: ChainRecord;
}

/** What must be known of a deposit or bid to undo it; `at` is no later than when it was told. */
export type ChainRecord = { readonly id: string; readonly at: Instant } & (
  | { readonly kind: 'deposit'; readonly address: Address; readonly amountWei: Wei }
  | { readonly kind: 'bid'; readonly lotId: LotId }
);

/**
 * Watches the escrow. Every notice comes at least once and in chain order. What the chain undoes
 * is told as undone, and as new if it is mined again later; what is mined again at once, in the
 * place of its old block, is told neither way.
 */
export interface ChainSource {
  /**
   * @param hear - called for each notice; the next waits until it resolves
   * @param told - what a house before this one was told, in that order: it is not told again, and
   *   what the chain has undone of it meanwhile is told as undone
   * @throws SothebaisError `CHAIN_FAILED`; `CONFIG_INVALID` when there is no escrow
   */
  start(
    hear: (notice: ChainNotice) => Promise<void>,
    told: readonly (ChainRecord | Undoing)[],
  ): Promise<Closeable>;
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
