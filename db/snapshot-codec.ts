import { isDeepStrictEqual } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import type { Auction, Reserves } from '../engine/domain/auction.js';
import { GrowingList } from '../engine/domain/growing-list.js';
import type { LotId } from '../engine/domain/ids.js';
import type { Lot } from '../engine/domain/lot/lot.js';
import { PersistentMap } from '../engine/domain/persistent-map.js';

/**
 * The form that auctions are kept in. It must change whenever folding comes to another state than
 * before, be it by one field: what was kept by other code is folded again. A test holds it.
 */
export const SNAPSHOT_FORMAT = 1;

/** Writes a folded auction as bytes. What its seals hide is left out. */
export const encodeAuction = (auction: Auction): Buffer => serialize(toPlain(sealed(auction)));

/** Reads an auction back. Bytes from our own hand alone: their shape is not checked. */
export const decodeAuction = (bytes: Uint8Array, reserves: Reserves): Auction =>
  unsealed(toRich(deserialize(bytes)) as Auction, reserves);

/** Whether two auctions say the same: V8 may write one number in two ways. */
export const isSameAuction = (one: Buffer, other: Buffer): boolean =>
  one.equals(other) || isDeepStrictEqual(deserialize(one), deserialize(other));

/** The keys under which the house's own collections stand among plain values. */
const MAP = 'persistent-map';
const LIST = 'growing-list';

/** Collections as plain ones, with everything else as it is: no bid is copied. */
function toPlain(value: unknown): unknown {
  if (value instanceof GrowingList) return { [LIST]: value.slice() };
  if (value instanceof PersistentMap) {
    const entries = [...value].map(([key, inner]) => [key, toPlain(inner)] as const);
    return { [MAP]: new Map(entries) };
  }
  if (!isPlainObject(value)) return value;
  let copy: Record<string, unknown> | undefined;
  for (const key in value) {
    const inner = toPlain(value[key]);
    if (inner !== value[key]) (copy ??= { ...value })[key] = inner;
  }
  return copy ?? value;
}

/** Collections as the house's own again, in place. */
function toRich(value: unknown): unknown {
  if (!isPlainObject(value)) return value;
  const { [MAP]: map, [LIST]: list } = value;
  if (list !== undefined) return GrowingList.of(list as unknown[]);
  if (map !== undefined) {
    const entries = [...(map as Map<unknown, unknown>)];
    return PersistentMap.of(entries.map(([key, inner]) => [key, toRich(inner)] as const));
  }
  for (const key in value) value[key] = toRich(value[key]);
  return value;
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Without the reserves that the book does not hold. */
function sealed(auction: Auction): Auction {
  const { reserves } = auction;
  return {
    ...auction,
    reserves: new Map(),
    lots: withLots(auction, reserves.keys(), ({ terms: { reserveWei: _, ...terms }, ...lot }) => ({
      ...lot,
      terms,
    })),
  };
}

function unsealed(auction: Auction, reserves: Reserves): Auction {
  const lots = withLots(auction, reserves.keys(), (lot) => {
    const reserveWei = reserves.get(lot.id)?.reserveWei;
    return reserveWei === undefined ? lot : { ...lot, terms: { ...lot.terms, reserveWei } };
  });
  return { ...auction, reserves, lots };
}

/** The lots with some of them changed, in a map of their own: the auction's own stays as it is. */
function withLots(
  auction: Auction,
  ids: Iterable<LotId>,
  change: (lot: Lot) => Lot,
): Auction['lots'] {
  const lots = new Map(auction.lots);
  for (const id of ids) {
    const lot = lots.get(id);
    if (lot) lots.set(id, change(lot));
  }
  return PersistentMap.of(lots);
}
