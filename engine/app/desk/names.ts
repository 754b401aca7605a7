import type { Auction, Bidder, CatalogueEntry } from '../../domain/auction.js';
import { SothebaisError } from '../../domain/errors.js';
import type { BidId, LotId, Paddle } from '../../domain/ids.js';
import { nearNames } from '../../domain/near-names.js';

/** What lots and bidders are named by. */
export type Roster = Pick<Auction, 'opening' | 'bidders'>;

/** The catalogue's entry of a lot number. @throws SothebaisError `LOT_UNKNOWN` */
export function lotNumbered({ opening }: Pick<Auction, 'opening'>, number: number): CatalogueEntry {
  const entry = opening.catalogue.find((one) => one.number === number);
  if (entry) return entry;
  const numbers = opening.catalogue.map((one) => one.number);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  throw new SothebaisError(
    'LOT_UNKNOWN',
    `There is no lot ${number} in this auction, expected one from ${first} to ${last}.`,
    { hint: 'List the lots with `sothebais lot list`.' },
  );
}

/** The number of a lot in the catalogue. */
export const numberOf = ({ opening }: Pick<Auction, 'opening'>, lotId: LotId): number =>
  opening.catalogue.find(({ id }) => id === lotId)?.number ?? 0;

/** Whether the house bids for bidders on a lot: what they leave with it is their secret then. */
export const isProxy = ({ opening }: Pick<Auction, 'opening'>, lotId: LotId): boolean =>
  opening.catalogue.find(({ id }) => id === lotId)?.terms.proxy ?? false;

/**
 * The bidder whom the operator names by paddle, by `@handle` or by address.
 *
 * @throws SothebaisError `BIDDER_UNKNOWN`, with the nearest there is
 */
export function bidderNamed({ bidders }: Pick<Auction, 'bidders'>, name: string): Bidder {
  const byPaddle = bidders.get(name as Paddle);
  if (byPaddle) return byPaddle;
  const wanted = name.toLowerCase();
  const all = [...bidders.values()];
  const found = all.find((bidder) => namesOf(bidder).includes(wanted));
  if (found) return found;
  const [nearest] = nearNames(name, all.flatMap(namesOf), 1);
  const near = nearest === undefined ? '' : `; the nearest is ${nearest}`;
  throw new SothebaisError('BIDDER_UNKNOWN', `There is no bidder ${name} in this auction${near}.`);
}

const namesOf = ({ paddle, handle, address, xUserId }: Bidder): readonly string[] => [
  paddle,
  address.toLowerCase(),
  ...(xUserId === null ? [] : [`@${handle.toLowerCase()}`]),
];

/** What a bidder is called: with an `@` where it is an X handle. */
export function bidderName({ bidders }: Pick<Auction, 'bidders'>, paddle: Paddle): string {
  const bidder = bidders.get(paddle);
  if (!bidder) return `paddle ${paddle}`;
  return bidder.xUserId === null ? bidder.handle : `@${bidder.handle}`;
}

/**
 * The bid that the operator names, and its lot. The beginning of an id will do where no other bid
 * begins so: those of the chain are longer than anybody types.
 *
 * @throws SothebaisError `BID_UNKNOWN`, with the nearest there is
 */
export function bidNamed(
  { lots }: Auction,
  name: string,
): { readonly lotId: LotId; readonly bidId: BidId } {
  const wanted = name.replace(/…$/, '');
  const standing = [...lots].flatMap(([lotId, lot]) =>
    lot.bids.map(({ id }) => ({ lotId, bidId: id })),
  );
  const exact = standing.find(({ bidId }) => bidId === wanted);
  if (exact) return exact;
  const alike = standing.filter(({ bidId }) => bidId.startsWith(wanted));
  if (alike[0] && alike.length === 1) return alike[0];
  const [nearest] = nearNames(
    wanted,
    standing.map(({ bidId }) => bidId),
    1,
  );
  const near = nearest === undefined ? '' : `; the nearest is ${nearest}`;
  throw new SothebaisError(
    'BID_UNKNOWN',
    alike.length > 1
      ? `${alike.length} bids that stand begin with ${wanted}, expected one.`
      : `No bid ${wanted} stands in this auction${near}.`,
  );
}
