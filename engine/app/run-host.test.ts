import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuctionEvent } from '../domain/events.js';
import type { Instant } from '../domain/ids.js';
import type { Post } from '../domain/post.js';
import type { ShowState } from '../domain/show.js';
import type { Host, HostTurn } from '../ports/host.js';
import { at } from '../testing/builders.js';
import { openTranscript, type Transcript } from '../testing/transcript.js';
import { startHostDesk, type HostDesk } from './run-host.js';
import { createShow, type Show } from './run-show.js';

let evening: Transcript;
let show: Show;
let desk: HostDesk;
let now: Instant;
let chat: string[];
let troubles: unknown[];
let asked: HostTurn[];
let published: ShowState[];

type Words = string | undefined | Promise<string | undefined>;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  [chat, troubles, asked, published] = [[], [], [], []];
  evening = await openTranscript({ seated: ['ada', 'bob'] });
  await evening.play('15 ticks\n16 @ada bid 1 ETH');
  now = at(16);
});
afterEach(async () => {
  await desk.close();
  vi.useRealTimers();
});

/** The desk at work on lot 1, at 1 ETH, with a host that says what the test says. */
function start(
  line: (turn: HostTurn, signal: AbortSignal) => Words,
  answer: (signal: AbortSignal) => Words = () => undefined,
): void {
  show = createShow({
    hostName: 'Aurelia',
    howToBid: { text: 'Reply with an amount', example: 'bid 1.5 ETH' },
    publish: (state) => published.push(state),
  });
  const auction = evening.floor().auction();
  if (auction) show.update(auction);
  const host: Host = {
    name: 'Aurelia',
    line: async (turn, _show, signal) => {
      asked.push(turn);
      return line(turn, signal);
    },
    answer: async (_post, _show, signal) => answer(signal),
    close: async () => undefined,
  };
  desk = startHostDesk({
    ...{ host, show, clock: { now: () => now }, onTrouble: (cause) => troubles.push(cause) },
    announcer: {
      chat: async (text) => {
        chat.push(text);
        return { kind: 'sent', id: '1' };
      },
    },
  });
}

const settled = () => vi.advanceTimersByTimeAsync(0);
const caption = () => show.state()?.host.line?.text;
const opens: AuctionEvent[] = [{ kind: 'lot-opened', lotId: '1', at: at(15) } as AuctionEvent];
const warns: AuctionEvent[] = [
  { kind: 'fair-warning-given', lotId: '1', at: at(67) } as AuctionEvent,
];
const bids = async (): Promise<readonly AuctionEvent[]> =>
  (await evening.book.ledger.read(evening.auctionId))
    .map(({ event }) => event)
    .filter(({ kind }) => kind === 'bid-accepted');

const aPost = { source: 'post', id: '1', handle: 'eve', text: 'hello' } as Post;
/** Words that never come, from a host that heeds nothing. */
const never = new Promise<string>(() => undefined);

describe('the host desk', () => {
  test('puts a vetted line on screen and in the chat', async () => {
    start(() => '@ada leads at 1 ETH.');
    desk.hear(await bids());
    await settled();
    expect(caption()).toBe('@ada leads at 1 ETH.');
    expect(chat).toEqual(['@ada leads at 1 ETH.']);
    expect(asked).toEqual(['new-high-bid']);
    expect(desk.tally()).toEqual({ lines: 1, vetoed: 0 });
  });

  test.each([
    ['an amount that is not on screen', 'I have 5 ETH.'],
    ['a rise the book does not hold', '@bob leads at 1 ETH.'],
    ['a promise of time', 'Ten minutes left.'],
  ])('counts a line with %s, and lets nobody see it', async (_name, line) => {
    start(() => line);
    desk.hear(opens);
    await settled();
    expect(chat).toEqual([]);
    expect(published.every(({ host }) => host.line === undefined)).toBe(true);
    expect(desk.tally()).toEqual({ lines: 0, vetoed: 1 });
  });

  test('vets a line against the screen as it is when it comes, not as it was asked', async () => {
    let say = (_line: string): void => undefined;
    start(() => new Promise((resolve) => (say = resolve)));
    desk.hear(opens);
    await settled();
    await evening.play('17 @bob bid 1.1 ETH');
    const auction = evening.floor().auction();
    if (auction) show.update(auction);
    say('@ada leads at 1 ETH.');
    await settled();
    expect(chat).toEqual([]);
    expect(desk.tally().vetoed).toBe(1);
  });

  test('says nothing when the host has nothing to say', async () => {
    start(() => undefined);
    desk.hear(opens);
    await settled();
    expect([chat, desk.tally()]).toEqual([[], { lines: 0, vetoed: 0 }]);
  });

  test('hears only of what the host has a turn for', async () => {
    start(() => 'Good evening.');
    desk.hear([{ kind: 'book-sealed', at: at(16) }]);
    desk.hear([]);
    await settled();
    expect(asked).toEqual([]);
  });

  test('goes on after a line that failed', async () => {
    start((turn) => (turn === 'opening' ? Promise.reject(new Error('away')) : 'A fine work.'));
    desk.hear(opens);
    await settled();
    desk.hear(warns);
    await settled();
    expect(chat).toEqual(['A fine work.']);
    expect(troubles).toHaveLength(1);
  });
});

describe('turns of the host', () => {
  test('that are routine wait for the line before to have been read', async () => {
    start((turn) => (turn === 'thanks' ? 'Good evening.' : '@ada leads at 1 ETH.'));
    desk.hear([{ kind: 'auction-closed', at: at(15) }]);
    await settled();
    const until = show.state()?.host.line?.untilMs ?? 0;
    now = (until - 1) as Instant;
    desk.hear(await bids());
    await settled();
    expect(caption()).toBe('Good evening.');
    now = until as Instant;
    desk.hear(await bids());
    await settled();
    expect(caption()).toBe('@ada leads at 1 ETH.');
  });

  test('that are routine answer a call for the first bid before it has been read', async () => {
    start((turn) => (turn === 'opening' ? 'Good evening.' : '@ada leads at 1 ETH.'));
    desk.hear(opens);
    await settled();
    now = (now + 2_499) as Instant;
    desk.hear(await bids());
    await settled();
    expect(caption()).toBe('Good evening.');
    now = (now + 1) as Instant;
    desk.hear(await bids());
    await settled();
    expect(caption()).toBe('@ada leads at 1 ETH.');
  });

  test('that are routine wait too when they come while the line is thought of', async () => {
    let say = (_line: string): void => undefined;
    start((turn) =>
      turn === 'opening' ? new Promise((resolve) => (say = resolve)) : '@ada leads at 1 ETH.',
    );
    desk.hear(opens);
    await settled();
    desk.hear(await bids());
    say('Good evening.');
    await settled();
    expect(caption()).toBe('Good evening.');
    expect(asked).toEqual(['opening']);
  });

  test('that cannot wait break in on the line before', async () => {
    start((turn) => (turn === 'opening' ? 'Good evening.' : 'A fine work.'));
    desk.hear(opens);
    await settled();
    desk.hear(warns);
    await settled();
    expect(caption()).toBe('A fine work.');
  });

  test('that are overtaken while the host thinks are left out, the newest is spoken', async () => {
    let say = (_line: string): void => undefined;
    start((turn) =>
      turn === 'opening' ? new Promise((resolve) => (say = resolve)) : 'A fine work.',
    );
    desk.hear(opens);
    await settled();
    desk.hear([{ kind: 'lot-previewed', lotId: '2', at: at(16) } as AuctionEvent]);
    desk.hear(warns);
    desk.hear(await bids());
    say('Good evening.');
    await settled();
    expect(asked).toEqual(['opening', 'fair-warning']);
  });
});

describe('a slow host', () => {
  test('loses its line after four seconds, and only that', async () => {
    let heeded = false;
    start((turn, signal) => {
      if (turn !== 'opening') return 'A fine work.';
      signal.addEventListener('abort', () => (heeded = true));
      return never;
    });
    desk.hear(opens);
    await vi.advanceTimersByTimeAsync(3_999);
    desk.hear(warns);
    await settled();
    expect(chat).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(chat).toEqual(['A fine work.']);
    expect(heeded).toBe(true);
    expect(troubles).toMatchObject([{ code: 'HOST_FAILED' }]);
  });

  test('leaves a question unanswered after ten seconds', async () => {
    start(
      () => undefined,
      () => never,
    );
    const answer = desk.answer(aPost);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await answer).toBeUndefined();
    expect(troubles).toMatchObject([{ code: 'HOST_FAILED' }]);
  });

  test('holds nobody up who closes the desk, and speaks no more', async () => {
    start(
      () => never,
      () => never,
    );
    desk.hear(opens);
    const answer = expect(desk.answer(aPost)).rejects.toMatchObject({ retryable: true });
    await desk.close();
    await answer;
    desk.hear(warns);
    await settled();
    expect([asked, troubles]).toEqual([['opening'], []]);
  });
});

describe('answers', () => {
  test('are given back vetted and counted', async () => {
    start(
      () => undefined,
      () => 'The asking bid is 1.1 ETH.',
    );
    expect(await desk.answer(aPost)).toBe('The asking bid is 1.1 ETH.');
    expect(desk.tally()).toEqual({ lines: 1, vetoed: 0 });
  });

  test('with a figure that is not on screen are kept back', async () => {
    start(
      () => undefined,
      () => 'It will go for 9 ETH.',
    );
    expect(await desk.answer(aPost)).toBeUndefined();
    expect(desk.tally()).toEqual({ lines: 0, vetoed: 1 });
  });
});
