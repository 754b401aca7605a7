import type { Auction } from './auction.js';
import type { AuctionEvent } from './events.js';
import type { Instant } from './ids.js';

/** How long whoever floods the door is not told so again. */
const FLOOD_TOLD_EVERY_MS = 3_600_000;

/**
 * What the house would say because of an event, where it says that only once in a while: how to
 * bid, once a bidder and lot; that too much comes, once an hour a bidder. Undefined for events
 * that have nothing of the kind, and where it was said already.
 *
 * @param before - the auction as it stood just before the event
 * @returns the key in `Auction.told`
 */
export function tellingOf(before: Auction, event: AuctionEvent): string | undefined {
  switch (event.kind) {
    case 'offer-refused': {
      const { xUserId, lotId = before.currentLotId } = event.offer;
      if (event.why !== 'UNCLEAR' || xUserId === undefined) return undefined;
      const key = `how to bid, ${xUserId}, ${lotId ?? 'no lot'}`;
      return before.told.has(key) ? undefined : key;
    }
    case 'flood-counted': {
      if (event.xUserId === null) return undefined;
      const key = `flood, ${event.xUserId}`;
      const toldAt = before.told.get(key);
      return isOver(toldAt, event.at) ? key : undefined;
    }
    default:
      return undefined;
  }
}

const isOver = (toldAt: Instant | undefined, now: Instant): boolean =>
  toldAt === undefined || now - toldAt >= FLOOD_TOLD_EVERY_MS;
