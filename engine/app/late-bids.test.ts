import { describe, test } from 'vitest';
import { anEntry, hardTerms } from '../testing/builders.js';
import { holds, openLot, SEATED } from '../testing/open-lot.js';

describe('what comes late', () => {
  const HARD_CLOSE = {
    catalogue: [{ ...anEntry(1), terms: hardTerms({ deliveryGraceMs: 3_000 }) }],
  };
  const opening = { catalogue: [anEntry(1, { deliveryGraceMs: 3_000 })] };

  test('waits out the delivery grace, and is ruled on by when it was placed', async () => {
    await holds(
      await openLot({ opening, seated: ['ada', 'bob'] }),
      `
      70 ticks
        warns on 1
      76 @ada (placed 74.5) bid 1.1 ETH
        holds 101 at 1.1
      77 chat @bob (placed 74) bid 1 ETH
        holds 102 at 1
      77 ticks
        warns on 1
        closes the bidding on 1
      77.999 tick
        nothing
      78 tick
        accepts 102 at 1, asks 1.1, closes at 89
        accepts 101 at 1.1, asks 1.2, closes at 89.5
        tells @bob: You lead at 1 ETH.
        tells @bob: You have been outbid at 1.1 ETH. Asking 1.2 ETH.
        tells @ada: You lead at 1.1 ETH.
      92.499 ticks
        warns on 1
        warns on 1
        closes the bidding on 1
      92.5 tick
        sells 1 to 101 at 1.1
        begins to settle 1
        tells @ada: Sold to you: Lot 1, for 1.1 ETH. Settlement follows on chain.
        owes settle 1
      `,
    );
  });

  test('is refused once the grace has run out, and where it was placed after the close', async () => {
    await holds(
      await openLot({ ...SEATED, opening: HARD_CLOSE }),
      `
      76 @ada (placed 75) bid 1 ETH
        refuses 101 LATE, asks 1
        tells @ada: The hammer was faster: that bid came after the close.
      78 @bob (placed 74) bid 1 ETH
        refuses 102 LATE, asks 1
        tells @bob: The hammer was faster: that bid came after the close.
      78 ticks
        warns on 1
        warns on 1
        closes the bidding on 1
        passes 1
        owes give-back 1
      `,
    );
  });

  test('wins in the batch that drops the hammer, and is told so', async () => {
    await holds(
      await openLot({ ...SEATED, opening: HARD_CLOSE }),
      `
      76 @ada (placed 74) bid 1 ETH
        holds 101 at 1
      78 ticks
        warns on 1
        warns on 1
        closes the bidding on 1
        accepts 101 at 1, asks 1.1
        sells 1 to 101 at 1
        begins to settle 1
        tells @ada: You lead at 1 ETH.
        tells @ada: Sold to you: Lot 1, for 1 ETH. Settlement follows on chain.
        owes settle 1
      `,
    );
  });
});
