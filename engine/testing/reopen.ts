import { createLedger } from '../../db/ledger.js';
import type { OpenDatabase } from '../../db/open.js';
import { restoreAuction } from '../app/restore-auction.js';
import type { Auction } from '../domain/auction.js';
import type { AuctionId } from '../domain/ids.js';
import type { Ledger } from '../ports/ledger.js';
import type { Snapshots } from '../ports/snapshots.js';

/** The auction as a house would open on it, and how many events it read for that. */
export async function reopen(
  { db }: OpenDatabase,
  auctionId: AuctionId,
  snapshots: Snapshots,
): Promise<{ readonly auction: Auction; readonly read: number }> {
  const ledger = createLedger(db);
  let read = 0;
  const counted: Pick<Ledger, 'read'> = {
    read: async (...asked) => {
      const page = await ledger.read(...asked);
      read += page.length;
      return page;
    },
  };
  const reserves = await ledger.keepReserves(auctionId, new Map());
  const auction = await restoreAuction({ auctionId, ledger: counted, reserves, snapshots });
  if (!auction) throw new Error(`The book of ${auctionId} is empty.`);
  return { auction, read };
}
