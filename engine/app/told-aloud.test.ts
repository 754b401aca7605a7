import { describe, test } from 'vitest';
import { anEntry, eth, hardTerms, PACE } from '../testing/builders.js';
import { holds, openLot } from '../testing/open-lot.js';
import { openTranscript } from '../testing/transcript.js';

const SEATED = ['ada', 'bob', 'cyd'];
const one = (over: Parameters<typeof hardTerms>[0]) => ({
  seated: SEATED,
  opening: {
    catalogue: [{ ...anEntry(1), terms: hardTerms(over) }],
    pace: { ...PACE, fairWarningMs: 0 },
  },
});

describe('what the house says aloud', () => {
  test('a bid is left before the lot opens, and told what it came to', async () => {
    await holds(
      await openTranscript(one({ absentee: true })),
      `
      12 ticks
        presents 1
      13 @ada bid 3 ETH
        leaves 101 up to 3 on 1
        tells @ada: Your bid is left for lot 1: when it opens, the house bids for you, up to 3 ETH.
      13 @bob bid 0.9 ETH
        refuses 102 BELOW_ASK, asks 1
        tells @bob: That is below the asking bid. Asking 1 ETH.
      14 @bob bid 2 ETH
        leaves 102 up to 2 on 1
        tells @bob: Your bid is left for lot 1: when it opens, the house bids for you, up to 2 ETH.
      15 ticks
        opens 1, closes at 75
        accepts 101 at 1, asks 1.1
        accepts 102 at 2.1, asks 2.2
        tells @ada: You lead at 1 ETH.
        tells @bob: You have been outbid at 2.1 ETH. Asking 2.2 ETH.
      16 @cyd bid 2.5 ETH
        accepts 103 at 2.6, asks 2.7
        tells @cyd: You have been outbid at 2.6 ETH. Asking 2.7 ETH.
      17 @cyd bid 3.1 ETH
        accepts 103 at 3.1, asks 3.2
        tells @ada: You have been outbid at 3.1 ETH. Asking 3.2 ETH.
        tells @cyd: You lead at 3.1 ETH.
      `,
    );
  });

  test('a lot is bought at once', async () => {
    await holds(
      await openLot(one({ buyNowWei: eth('5') })),
      `
      16 @ada bid 6 ETH
        accepts 101 at 5, asks 5.1
        closes the bidding on 1
        tells @ada: You lead at 5 ETH.
      17 ticks
        sells 1 to 101 at 5
        begins to settle 1
        tells @ada: Sold to you: Lot 1, for 5 ETH. Settlement follows on chain.
        owes settle 1
      `,
    );
  });

  test('a bid that came before it is heard first, and the buyer told so', async () => {
    await holds(
      await openLot(one({ buyNowWei: eth('5'), deliveryGraceMs: 3_000 })),
      `
      20 @ada bid 6 ETH
        holds 101 at 6
        closes the bidding on 1
      21 @bob (placed 19) bid 1 ETH
        holds 102 at 1
      23 ticks
        accepts 102 at 1, asks 1.1
        refuses 101 BUY_NOW_OVER, asks 1.1
        tells @bob: You lead at 1 ETH.
        tells @ada: There is a bid already, so the lot cannot be bought at once any more. Asking 1.1 ETH.
      24 @ada bid 6 ETH
        accepts 101 at 6, asks 6.1
        tells @bob: You have been outbid at 6 ETH. Asking 6.1 ETH.
        tells @ada: You lead at 6 ETH.
      `,
    );
  });

  test('a bid is struck out, and the lead comes back to another', async () => {
    await holds(
      await openLot(one({})),
      `
      16 @ada bid 1 ETH
        accepts 101 at 1, asks 1.1
        tells @ada: You lead at 1 ETH.
      17 @bob bid 9 ETH
        accepts 102 at 9, asks 9.1
        tells @ada: You have been outbid at 9 ETH. Asking 9.1 ETH.
        tells @bob: You lead at 9 ETH.
      18 desk voids 5 on 1
        voids post-2000000000000000005 on 1
        tells @bob: Your bid on lot 1 was struck out by the house. It does not bind you any more.
        tells @ada: The bid over yours was struck out: you lead again at 1 ETH.
      19 desk withdraws 1
        withdraws 1
        owes give-back 1
        tells @ada: Lot 1 was withdrawn. Your bid does not bind you any more.
      `,
    );
  });

  test('a lot that is not paid for goes to the runner-up, and home when nobody is left', async () => {
    await holds(
      await openLot(one({})),
      `
      16 @ada bid 1 ETH
        accepts 101 at 1, asks 1.1
        tells @ada: You lead at 1 ETH.
      17 @bob bid 2 ETH
        accepts 102 at 2, asks 2.1
        tells @ada: You have been outbid at 2 ETH. Asking 2.1 ETH.
        tells @bob: You lead at 2 ETH.
      30 desk hammers 1
        closes the bidding on 1
      30 ticks
        sells 1 to 102 at 2
        begins to settle 1
        tells @bob: Sold to you: Lot 1, for 2 ETH. Settlement follows on chain.
        owes settle 1
      31 desk defaults 1
        is not paid for 1
        offers 1 to 101 at 1
        tells @ada: Lot 1 can be yours after all, for 1 ETH and 0.05 ETH premium. Say within 15 min: accept lot 1 (or: decline lot 1)
      931 ticks
        auction-closed
        second-chance-declined 1
        owes give-back 1
      `,
    );
  });
});
