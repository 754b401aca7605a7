import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createChainSource } from '../../adapters/chain/chain-source.js';
import { createCostMeter } from '../../adapters/x/cost-meter.js';
import { createPostSource } from '../../adapters/x/intake.js';
import type { Auction } from '../../domain/auction.js';
import { decide } from '../../domain/decide.js';
import type { AuctionEvent } from '../../domain/events.js';
import { foldAuction } from '../../domain/fold-auction.js';
import type { BidId } from '../../domain/ids.js';
import type { Move } from '../../domain/moves.js';
import type { Post } from '../../domain/post.js';
import { projectShow } from '../../domain/project-show.js';
import { parseClaim } from '../../domain/registration.js';
import type { ShowState } from '../../domain/show.js';
import type { EscrowRecord } from '../../adapters/chain/told.js';
import { anEntry, anOpening, eth } from '../../testing/builders.js';
import { startTrialChain, type TrialChain } from '../chain/testing/trial-chain.js';
import { openXRoom, wallClock as clock, type XRoom } from '../x/with-x.js';
import type { CrowdBidder } from './crowd-bidder.js';
import { planLots, startCrowd, type CrowdOptions } from './start-crowd.js';
import { readKnownWords } from './testing/known-words.js';

const BIDDERS = 8;
const TALKERS = 3;
const SOFT_CLOSE_MS = 3_000;
const LOT = anEntry(1, {
  durationMs: 10_000,
  increment: { kind: 'trade' },
  reserveWei: eth('1.8'),
  softClose: { windowMs: SOFT_CLOSE_MS, extendToMs: SOFT_CLOSE_MS, from: 'now' },
  deliveryGraceMs: 1_500,
});
const PLAN = planLots([{ number: 1, startWei: eth('1'), reserveWei: eth('1.8') }]);

let room: XRoom;
let trial: TrialChain;
let troubles: Error[];

beforeEach(async () => {
  [room, trial] = await Promise.all([openXRoom(), startTrialChain({ lots: 1, bidders: BIDDERS })]);
  troubles = [];
});
afterEach(async () => {
  await room.close();
  await trial.dispose();
});

const handles = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ handle: `${name}${i}`, name }));

async function gather(over: Partial<CrowdOptions> = {}) {
  const users = [...handles('bidder', BIDDERS), ...handles('talker', TALKERS)];
  const x = await room.startX({ hostHandle: 'host', users });
  const broadcastId = await room.openBroadcast(x);
  const bidders = handles('bidder', BIDDERS).map(({ handle }, i): CrowdBidder => ({
    handle,
    xUserId: x.users[i]?.id ?? x.host.id,
    user: room.userOf(x, i),
    wallet: trial.bidder(i),
  }));
  const crowd = room.keep(
    startCrowd({
      seed: 5,
      clock,
      readShow: async () => undefined,
      hostHandle: 'host',
      broadcastId: () => broadcastId,
      bidders,
      talkers: handles('talker', TALKERS).map((_, i) => room.userOf(x, BIDDERS + i)),
      plan: PLAN,
      softCloseMs: SOFT_CLOSE_MS,
      resumed: false,
      onTrouble: (cause) => troubles.push(cause),
      ...over,
    }),
  );
  const listen = async (hearPost: (post: Post) => void, hearChain: (it: EscrowRecord) => void) => {
    const posts = createPostSource({
      client: room.clientOf(x),
      host: x.host,
      broadcastId,
      chatPollMs: 300,
      mentionsPollMs: 1_000,
      clock,
      meter: createCostMeter({ clock }),
      onTrouble: (cause) => troubles.push(cause),
    });
    const onTrouble = (cause: Error) => troubles.push(cause);
    const chain = createChainSource({ ...trial.chain, pollMs: 200, onTrouble });
    room.keep(await posts.start(async (post) => hearPost(post), {}));
    room.keep(
      await chain.start(async (notice) => {
        if (notice.kind !== 'reverted') hearChain(notice);
      }, []),
    );
  };
  return { crowd, listen };
}

/** As much of a house as hears, rules and shows. */
function openHouse() {
  const events: AuctionEvent[] = [];
  let auction: Auction | undefined;
  const run = (move: Move) => {
    for (const event of decide(auction, move)) {
      events.push(event);
      auction = foldAuction(auction, event);
    }
  };
  const pace = {
    standbyMs: 4_000,
    presentMs: 1_000,
    fairWarningMs: 2_000,
    resultMs: 2_000,
    creditsMs: 1_000,
    secondChanceMs: 900_000,
  };
  const opening = anOpening({ catalogue: [LOT], pace, depositRequired: true });
  run({ kind: 'open-auction', at: clock.now(), opening });
  const extras = { revision: 1, hostName: 'Aurelia', watching: 3 };
  return {
    events,
    run,
    auction: () => auction,
    show: async (): Promise<ShowState | undefined> =>
      auction && projectShow(auction, { ...extras, howToBid: { text: '', example: '' } }),
  };
}

function moveOfPost({
  source,
  id,
  authorId: xUserId,
  handle,
  text,
  ...when
}: Post): Move | undefined {
  const at = when.receivedAt;
  const sourceId = `${source}-${id}`;
  const address = parseClaim(text);
  if (address) return { kind: 'claim-wallet', at, sourceId, xUserId, handle, address };
  const reading = readKnownWords(text);
  if (reading.kind === 'none') return undefined;
  const { kind, ...read } = reading;
  const money = kind === 'bid' ? read : {};
  return {
    kind: 'offer',
    at,
    offer: { id: sourceId as BidId, source, ...money, xUserId, ...when },
  };
}

function moveOfNotice(notice: EscrowRecord): Move {
  const { id, address, amountWei, at: placedAt } = notice;
  const at = clock.now();
  if (notice.kind === 'deposit')
    return {
      kind: 'credit-deposit',
      at,
      sourceId: id,
      address,
      xUserId: notice.xUserId,
      amountWei,
    };
  const amount = `${amountWei / 10n ** 18n}.${`${amountWei % 10n ** 18n}`.padStart(18, '0')}`;
  const { lotId } = notice;
  const offer = { id: id as BidId, source: 'chain', amount, lotId, address, placedAt } as const;
  return { kind: 'offer', at, offer: { ...offer, receivedAt: at } };
}

describe('the crowd on the stand-ins', () => {
  test('registers and deposits within seconds, the poor little and one by chain alone', async () => {
    const { crowd, listen } = await gather();
    const began = clock.now();
    await crowd.register();
    expect(clock.now() - began).toBeLessThan(8_000);

    const claims: string[] = [];
    const deposits: EscrowRecord[] = [];
    await listen(
      (post) => void claims.push(parseClaim(post.text) ?? post.text),
      (notice) => void deposits.push(notice),
    );
    await expect.poll(() => claims.length).toBe(BIDDERS - 1);
    await expect.poll(() => deposits.length).toBe(BIDDERS);
    const wallets = Array.from({ length: BIDDERS }, (_, i) => trial.bidder(i).address);
    expect(claims.toSorted()).toEqual(wallets.slice(0, -1).toSorted());
    const unnamed = deposits.filter((notice) => notice.kind === 'deposit' && !notice.xUserId);
    expect(unnamed.map(({ address }) => address)).toEqual(wallets.slice(-1));
    expect(deposits.filter(({ amountWei }) => amountWei < eth('1'))).toHaveLength(1);
    expect(troubles).toEqual([]);
  });

  test('sells a lot of ten seconds by all three ways, with a late bid', async () => {
    const house = openHouse();
    const { crowd, listen } = await gather({ readShow: house.show });
    await listen(
      (post) => {
        const move = moveOfPost(post);
        if (move) house.run(move);
      },
      (notice) => house.run(moveOfNotice(notice)),
    );
    const ticking = setInterval(() => house.run({ kind: 'tick', at: clock.now() }), 50);
    try {
      await crowd.register();
      await expect.poll(() => house.auction()?.phase, { timeout: 40_000 }).toBe('closed');
    } finally {
      clearInterval(ticking);
    }
    const accepted = house.events.filter((event) => event.kind === 'bid-accepted');
    expect(accepted.length).toBeGreaterThanOrEqual(5);
    expect([...new Set(accepted.map(({ bid }) => bid.source))].sort()).toEqual([
      'chain',
      'chat',
      'post',
    ]);
    expect([1, 2]).toContain(accepted.filter(({ extended }) => extended).length);
    expect(house.auction()?.results.get(LOT.id)?.outcome).toBe('sold');
    expect(troubles).toEqual([]);
  });

  test('goes on when nobody answers, tells it once, and goes home soon', async () => {
    const never = new Promise<never>(() => undefined);
    const silent = { post: async () => never, chat: async () => never };
    let looks = 0;
    const { crowd } = await gather({
      resumed: true,
      talkers: [silent],
      readShow: async () => {
        looks += 1;
        throw new Error('The house is away.');
      },
    });
    await crowd.register();
    await expect.poll(() => looks).toBeGreaterThan(3);
    expect(troubles.map(({ message }) => message)).toEqual([
      'The crowd failed at looking at the show.',
    ]);
    const began = clock.now();
    await crowd.close();
    expect(clock.now() - began).toBeLessThan(5_000);
  });
});
