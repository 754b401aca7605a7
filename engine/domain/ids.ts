declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** An amount in wei, never negative. The only form in which money is added or compared. */
export type Wei = Branded<bigint, 'Wei'>;

/** Milliseconds since the Unix epoch. */
export type Instant = Branded<number, 'Instant'>;

/** One evening of lots. Letters, digits and dashes. */
export type AuctionId = Branded<string, 'AuctionId'>;

/** One lot within its auction. Where lots are numbered, the number as text. */
export type LotId = Branded<string, 'LotId'>;

/** One bid. Unique within its auction, and the same however often the bid is delivered. */
export type BidId = Branded<string, 'BidId'>;

/** One move of the operator: `desk-` and what made it unique. */
export type DeskId = Branded<string, 'DeskId'>;

/** A bidder's identity in one auction. Where the house hands them out, a number as text. */
export type Paddle = Branded<string, 'Paddle'>;

/** An X user id: digits, longer than a float can hold. */
export type XUserId = Branded<string, 'XUserId'>;

/** A chain address in its checksummed form. */
export type Address = `0x${string}`;

/** A 32-byte hash in hexadecimal. */
export type Hash = `0x${string}`;
