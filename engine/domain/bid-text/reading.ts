/** The currencies a bid can be made in. */
export const CURRENCIES = ['ETH', 'WETH', 'USD', 'USDC', 'GBP', 'EUR', 'SOL', 'BTC'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** What the words of one post come to. Reading is not acceptance: the floor rules. */
export type Reading =
  | {
      readonly kind: 'bid';
      /** An exact decimal: no exponent, no grouping, no trailing zeros. */
      readonly amount: string;
      readonly currency: Currency;
      /** Digits of the lot that the words name, without leading zeros; absent when they name none. */
      readonly lot?: string;
      readonly reason: string;
    }
  | { readonly kind: 'none' | 'ambiguous'; readonly reason: string };
