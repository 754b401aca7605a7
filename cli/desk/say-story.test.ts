import { expect, test } from 'vitest';
import type { BidStory } from '../../engine/app/book/bid-story.js';
import { storyPage } from './say-story.js';

const time = (seconds: number) => new Date(2026, 10, 23, 20, 15, 0, seconds * 1000).toISOString();

const story: BidStory = {
  ...{ bid: 'post-1790000000000000012', auction: 'evening', source: 'post', transaction: null },
  post: { id: '1790000000000000012', url: 'https://x.com/ada/status/1790000000000000012' },
  bidder: { paddle: '101', name: '@ada\u001b[31m', xUserId: '7', address: null },
  ...{ desk: null, lot: { number: 3, title: 'Nocturne' }, amountEth: '1.25' },
  ...{ placedAt: time(2.1), receivedAt: time(3), delayMs: 900, waited: null, state: 'settled' },
  ruling: {
    ...{ sequence: 412, at: time(3), verdict: 'accepted', code: null, words: null },
    ...{ priceEth: '1.25', askEth: '1.3', leader: '@ada', closesAt: time(45), extended: true },
  },
  followed: [
    { sequence: 431, at: time(45), kind: 'hammer-fell', text: 'the hammer fell: won at 1.25 ETH' },
    { sequence: 433, at: time(50), kind: 'lot-settled', text: `settled in 0x${'ab'.repeat(32)}` },
  ],
  replies: [
    {
      ...{ id: 'reply-post-1790000000000000012', state: 'done', text: 'You lead at 1.25 ETH.' },
      ...{ xId: '1790000000000000099', failures: 2, why: null, at: time(3.9), sequence: 412 },
    },
  ],
  onAir: { frame: 5412, onAirMs: 180_400, at: time(3.2), afterMs: 200 },
};

test('a bid is told as a timeline of 80 cells', () => {
  expect(storyPage(story, 80)).toEqual([
    'Bid post-1790000000000000012',
    'won and settled: 1.25 ETH by @ada [31m (paddle 101) on lot 3, Nocturne',
    'https://x.com/ada/status/1790000000000000012',
    '',
    '20:15:02.100  posted on X',
    '20:15:03.000  received, 900 ms later',
    '20:15:03.000  #412 taken: @ada leads at 1.25 ETH; asking 1.3 ETH; closes',
    '              20:15:45.000, extended',
    '20:15:03.200  on air: frame 5412, 3:00 into the stream, 200 ms after receipt',
    '20:15:03.900  replied after 2 tries in vain: “You lead at 1.25 ETH.”',
    '              (1790000000000000099)',
    '20:15:45.000  #431 the hammer fell: won at 1.25 ETH',
    '20:15:50.000  #433 settled in',
    `              0x${'ab'.repeat(32)}`,
  ]);
});

test('a refusal is told with its reason and how the lot stood', () => {
  const [, ruled] = storyPage(
    {
      ...story,
      ...{ state: 'refused', followed: [], replies: [], onAir: null },
      ruling: {
        ...{ sequence: 9, at: time(3), verdict: 'refused', code: 'BELOW_ASK', extended: false },
        ...{ words: 'That is below the asking bid.', priceEth: '2', askEth: '2.1', leader: '@bob' },
        closesAt: time(45),
      },
    },
    200,
  ).slice(-2);
  expect(ruled).toBe(
    '20:15:03.000  #9 refused BELOW_ASK: That is below the asking bid; @bob leads at 2 ETH; asking 2.1 ETH; closes 20:15:45.000',
  );
});
