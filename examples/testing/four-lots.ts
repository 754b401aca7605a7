import { createHash } from 'node:crypto';
import type { AuctionOpening, Reserves } from '../../engine/domain/auction.js';
import type { LotId } from '../../engine/domain/ids.js';
import { reserveSealText } from '../../engine/domain/reserve-seal.js';
import { anEntry, anOpening, eth, PACE } from '../../engine/testing/builders.js';

const SECRET = eth('7.77');
/** What the seal of lot 1 hides. */
export const RESERVES: Reserves = new Map([['1' as LotId, { reserveWei: SECRET, salt: 'salt' }]]);

/** Four lots of an hour, the first presented at once and open a blink later. Lot 1 has a reserve. */
export function fourLots(): AuctionOpening {
  const hour = { durationMs: 3_600_000 };
  const plain = anOpening({
    pace: { ...PACE, standbyMs: 0, presentMs: 200, resultMs: 3_600_000 },
    catalogue: [1, 2, 3, 4].map((number) => anEntry(number, hour)),
    depositRequired: true,
  });
  const catalogue = plain.catalogue.map((entry) => {
    const reserve = RESERVES.get(entry.id);
    if (!reserve) return entry;
    const text = reserveSealText(plain.id, entry.id, reserve);
    return { ...entry, reserveSeal: createHash('sha256').update(text).digest('hex') };
  });
  return { ...plain, catalogue };
}
