import { beforeEach, describe, expect, test } from 'vitest';
import { anEntry } from '../testing/builders.js';
import { aDestination, aStream } from '../testing/sample-stream.js';
import { openTranscript, type Transcript } from '../testing/transcript.js';
import { buildReport } from './report.js';
import { buildResult, countPosts, type AuctionResult } from './result.js';

const EVIL = `<script>alert("x")</script> & 'co'`;

const STREAM = aStream({
  ...{ backend: 'frames', onAirMs: 90_500, frames: 2_715, unique: 2_700, repeated: 15 },
  destinations: [aDestination({ url: `rtmp://${EVIL}`, bytes: 10, reconnects: 1 })],
});

let evening: Transcript;

beforeEach(async () => {
  const opening = {
    title: EVIL,
    catalogue: [{ ...anEntry(1), title: EVIL }, anEntry(2), anEntry(3)],
  };
  evening = await openTranscript({ opening, seated: ['ada', 'bob'] });
  await evening.play(`
    15 ticks
    16 @ada bid 1 ETH
    17 chat @bob bid 1.05 ETH
    18 wallet bob bids 1.1 on 1
    19 @eve bid 2 ETH
    20 @eve hello
    75 ticks
    76 settled 1
    156 ticks
  `);
});

async function result(): Promise<AuctionResult> {
  const auction = evening.floor().auction();
  if (!auction) throw new Error('not open');
  const entries = await evening.book.ledger.read(evening.auctionId);
  const posts = { received: 5, sent: 3, notSent: 1, costUsd: '0.05' };
  return buildResult({
    ...{ auction, entries, posts, stream: STREAM, host: { lines: 4, vetoed: 2 } },
  });
}

describe('the result', () => {
  test('counts bids by ruling and by source, and both come to the same', async () => {
    const { bids } = await result();
    expect(bids).toEqual({
      ...{ received: 4, accepted: 2, refused: 2 },
      bySource: { post: 2, chat: 1, chain: 1, operator: 0 },
    });
  });

  test('says what became of each lot, also of one that was not reached', async () => {
    const { lots } = await result();
    expect(lots).toMatchObject([
      {
        ...{ number: 1, outcome: 'sold', hammerWei: '1100000000000000000', settlementTx: '0xbeef' },
        ...{ premiumWei: '55000000000000000', bids: { accepted: 2, refused: 1 } },
        winner: { paddle: '102', xUserId: '2' },
      },
      { number: 2, outcome: 'passed', hammerWei: '0', winner: null, settlementTx: null },
      { number: 3, outcome: null, bids: { accepted: 0, refused: 0 } },
    ]);
  });

  test('names the head of the book and the times in ISO 8601', async () => {
    const entries = await evening.book.ledger.read(evening.auctionId);
    const { ledger, auction, stream } = await result();
    expect(ledger).toEqual({ events: entries.length, head: entries.at(-1)?.hash });
    expect(auction).toMatchObject({ openedAt: '2026-09-21T14:13:20.000Z', closedAt: null });
    expect(stream).toMatchObject({ seconds: 90.5, unique: 2_700, repeated: 15 });
  });

  test('is plain JSON', async () => {
    const made = await result();
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });

  test('counts replies by what became of them, and leaves settlements out', () => {
    const tally = [
      { kind: 'reply', state: 'done', count: 5 },
      { kind: 'answer', state: 'done', count: 2 },
      { kind: 'answer', state: 'silent', count: 9 },
      { kind: 'reply', state: 'not-sent', count: 3 },
      { kind: 'reply', state: 'failed', count: 1 },
      { kind: 'reply', state: 'waiting', count: 4 },
      { kind: 'settle', state: 'done', count: 6 },
      { kind: 'settle', state: 'failed', count: 6 },
    ] as const;
    const spent = { sent: 0, notSent: 0, costUsd: '0.12' };
    expect(countPosts(30, tally, spent)).toEqual({
      ...{ received: 30, sent: 7, notSent: 4, costUsd: '0.12' },
    });
  });
});

describe('the report', () => {
  test('reads no markup in what strangers wrote', async () => {
    const html = buildReport(await result(), await evening.book.ledger.read(evening.auctionId));
    expect(html).not.toContain('<script');
    expect(html).not.toContain(EVIL);
    expect(html.split('&#60;script&#62;alert(&#34;x&#34;)').length - 1).toBe(4);
    expect(html).toContain('rtmp://&#60;script&#62;');
  });

  test('says what was sold, for how much, and to whom', async () => {
    const html = buildReport(await result(), await evening.book.ledger.read(evening.auctionId));
    expect(html).toContain('1 of 3');
    expect(html).toContain('sold for 1.1 ETH, paddle 102');
    expect(html).toContain('not reached');
    expect(html).toContain('2 taken, 2 refused');
  });

  test('draws every bid on a lot where it fell, and none where there was none', async () => {
    const html = buildReport(await result(), await evening.book.ledger.read(evening.auctionId));
    expect(html.match(/<circle[^>]*class="taken"/g)).toHaveLength(2);
    expect(html.match(/<circle[^>]*class="refused"/g)).toHaveLength(1);
    expect(html.match(/No bids\./g)).toHaveLength(2);
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });
});
