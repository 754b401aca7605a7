import type { SecretReserve } from './auction.js';
import type { AuctionId, LotId } from './ids.js';

/**
 * The text whose SHA-256 seals a reserve in the public book. Anyone can make it again once the
 * reserve is opened, and so see that it was not moved.
 */
export const reserveSealText = (
  auctionId: AuctionId,
  lotId: LotId,
  { reserveWei, salt }: SecretReserve,
): string => `sothebais reserve\n${auctionId}\n${lotId}\n${reserveWei}\n${salt}`;
