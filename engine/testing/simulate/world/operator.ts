import type { Auction } from '../../../domain/auction.js';
import type { BidId, DeskId, Instant, LotId, Paddle, Wei } from '../../../domain/ids.js';
import { askingBidWei } from '../../../domain/lot/ask.js';
import type { Lot } from '../../../domain/lot/lot.js';
import { formatEth } from '../../../domain/money.js';
import type { DeskMove, Move } from '../../../domain/moves.js';
import type { Chance } from '../../../sandbox/crowd/chance.js';
import { drawMoney, type Scenario } from '../scenario.js';
import { weighted } from './odds.js';
import type { VirtualTime } from './virtual-time.js';

export interface OperatorOptions {
  readonly scenario: Scenario;
  readonly time: VirtualTime;
  readonly seen: () => Auction | undefined;
  /** Puts a move on the floor's queue, as the desk does. */
  readonly ask: (move: Move, id: string) => void;
  /** What the clock of the house says. */
  readonly clock: () => Instant;
  /** From then on the operator only lets what he stopped go on. */
  readonly until: Instant;
}

/** Lets the operator ask for everything he can ask for, sense and nonsense. */
export function startOperator({ scenario, time, clock, seen, ask, until }: OperatorOptions): void {
  const chance = scenario.chance.fork('operator');
  let moves = 0;
  const act = () => {
    const auction = seen();
    if (auction) {
      moves += 1;
      const move =
        time.now() < until && scenario.operatorEveryMs > 0
          ? drawMove(auction, chance, clock(), moves)
          : resumption(auction, clock(), moves);
      if (move) ask(move, move.kind === 'offer' ? move.offer.id : `desk-${moves}`);
    }
    const everyMs = time.now() < until ? scenario.operatorEveryMs || 20_000 : 3_000;
    time.in(chance.between(everyMs / 2, everyMs), act);
  };
  time.in(5_000, act);
}

const deskOf = (n: number) => ({ id: `desk-${n}` as DeskId, by: 'olga', why: '' });

/** Lets a paused lot go on. */
function resumption(auction: Auction, at: Instant, n: number): Move | undefined {
  const lotId = auction.order.find((id) => auction.lots.get(id)?.phase === 'paused');
  return lotId === undefined ? undefined : { kind: 'resume-lot', lotId, at, desk: deskOf(n) };
}

function drawMove(auction: Auction, chance: Chance, at: Instant, n: number): Move {
  const { order, activeLotIds, currentLotId, lots } = auction;
  const drawn = order[chance.below(order.length)] ?? ('1' as LotId);
  const active = activeLotIds[chance.below(Math.max(1, activeLotIds.length))];
  const lotId = weighted(chance, [
    [6, currentLotId ?? drawn],
    [4, active ?? drawn],
    [2, drawn],
    [1, '99' as LotId],
  ]);
  const lot = lots.get(lotId);
  if (lot?.phase === 'paused' && chance.below(3) > 0) {
    return { kind: 'resume-lot', lotId, at, desk: deskOf(n) };
  }
  const asked = { at, desk: deskOf(n) };
  const paddle = String(100 + chance.between(0, 8)) as Paddle;
  return weighted<() => Move>(chance, [
    [3, () => ({ kind: 'pause-lot', lotId, ...asked })],
    [1, () => ({ kind: 'resume-lot', lotId, ...asked })],
    [
      3,
      () => ({ kind: 'extend-lot', lotId, byMs: chance.pick([1, 5_000, 20_000, -5, 0]), ...asked }),
    ],
    [2, () => ({ kind: 'hammer-lot', lotId, ...asked })],
    [1, () => ({ kind: 'withdraw-lot', lotId, ...asked })],
    [4, () => ({ kind: 'void-bid', lotId, bidId: anyBid(lot, chance), ...asked })],
    [3, () => ({ kind: 'open-lot', lotId: drawn, ...asked })],
    [2, () => ({ kind: 'show-lot', lotId, ...asked })],
    [1, () => ({ kind: 'reorder-lots', order: chance.shuffle(order).slice(0, 2), ...asked })],
    [1, () => ({ kind: 'block-bidder', paddle, ...asked })],
    [2, () => ({ kind: 'unblock-bidder', paddle, ...asked })],
    [1, () => ({ kind: 'limit-bidder', paddle, limitWei: limit(chance), ...asked })],
    [
      soldLot(auction) === undefined ? 1 : 15,
      () => ({ kind: 'default-lot', lotId: soldLot(auction) ?? lotId, ...asked }),
    ],
    [isAsked(auction) ? 6 : 1, () => answer(auction, lotId, chance, asked)],
    [2, () => offer(lot, lotId, paddle, chance, at, n)],
  ])();
}

const limit = (chance: Chance): Wei | null => (chance.below(2) ? null : drawMoney(chance));

function anyBid(lot: Lot | undefined, chance: Chance): BidId {
  const bids = lot?.bids.slice() ?? [];
  const last = bids.at(-1 - chance.below(3));
  return last?.id ?? ('post-0' as BidId);
}

const isAsked = ({ order, lots }: Auction): boolean =>
  order.some((id) => lots.get(id)?.secondChance !== undefined);

const soldLot = ({ order, lots }: Auction): LotId | undefined =>
  order.find((id) => lots.get(id)?.phase === 'settling');

function answer(
  { order, lots }: Auction,
  lotId: LotId,
  chance: Chance,
  asked: Pick<DeskMove, 'at' | 'desk'>,
): Move {
  const offered = order.find((id) => lots.get(id)?.secondChance) ?? lotId;
  const how = chance.pick<'taken' | 'declined'>(['taken', 'declined']);
  return { kind: 'answer-second-chance', lotId: offered, answer: how, ...asked };
}

/** A bid from the room. */
function offer(
  lot: Lot | undefined,
  lotId: LotId,
  paddle: Paddle,
  chance: Chance,
  at: Instant,
  n: number,
): Move {
  const amount = lot ? formatEth(askingBidWei(lot)) : '1';
  const id = `operator-${n}` as BidId;
  const max = chance.below(3) ? {} : { max: String(chance.between(1, 20)) };
  const made = { id, source: 'operator', amount, currency: 'ETH', lotId, paddle } as const;
  return { kind: 'offer', at, offer: { ...made, ...max, placedAt: at, receivedAt: at } };
}
