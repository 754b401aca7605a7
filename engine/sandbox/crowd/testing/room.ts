import type { Auction } from '../../../domain/auction.js';
import { decide } from '../../../domain/decide.js';
import { nextTickAt } from '../../../domain/due.js';
import type { AuctionEvent, Offer } from '../../../domain/events.js';
import { foldAuction } from '../../../domain/fold-auction.js';
import type { Address, BidId, Instant, LotId, Wei, XUserId } from '../../../domain/ids.js';
import { invariant } from '../../../domain/invariant.js';
import { formatEth } from '../../../domain/money.js';
import type { Move } from '../../../domain/moves.js';
import { projectShow } from '../../../domain/project-show.js';
import type { ShowState } from '../../../domain/show.js';
import type { Reading } from '../../../domain/bid-text/reading.js';
import { address, anEntry, anOpening, EPOCH_MS, eth } from '../../../testing/builders.js';
import type { Act } from '../acts.js';
import { createChance } from '../chance.js';
import { createConduct } from '../conduct.js';
import { castMembers, type Member } from '../members.js';
import { ampleDepositWei, planLots, scantDepositWei } from '../plan.js';

/** How long words and blocks travel to the floor. */
const TRAVEL_MS = { post: 200, chat: 600, chain: 450 } as const;
const STEP_MS = 50;
const LOOK_EVERY_MS = 250;
const PACE = {
  standbyMs: 3_000,
  presentMs: 2_000,
  fairWarningMs: 3_000,
  resultMs: 3_000,
  creditsMs: 3_000,
  secondChanceMs: 900_000,
};

export interface Evening {
  readonly auction: Auction;
  readonly events: readonly AuctionEvent[];
  readonly acts: readonly { readonly atMs: number; readonly act: Act }[];
  readonly members: readonly Member[];
}

export interface EveningOptions {
  readonly seed: number;
  readonly durationMs: number;
  readonly softCloseMs: number;
  /** Reserves in ETH of lots that open at 1 ETH. */
  readonly reserves: readonly (string | undefined)[];
  readonly read: (text: string) => Reading;
}

/** Holds a whole auction of the house's own rules against the crowd, in made-up time. */
export function holdEvening(options: EveningOptions): Evening {
  const catalogue = entriesOf(options);
  const planned = catalogue.map(({ number, terms: { startWei, reserveWei } }) => ({
    number,
    startWei,
    ...(reserveWei === undefined ? {} : { reserveWei }),
  }));
  const plan = planLots(planned);
  const chance = createChance(options.seed);
  const members = castMembers(eightBidders(), 3, chance.fork('cast'));
  const { softCloseMs } = options;
  const conduct = createConduct({ members, plan, softCloseMs, hostHandle: 'host', chance });

  const events: AuctionEvent[] = [];
  const acts: { atMs: number; act: Act }[] = [];
  let auction: Auction | undefined;
  const run = (move: Move) => {
    for (const event of decide(auction, move)) {
      events.push(event);
      auction = foldAuction(auction, event);
    }
  };
  const opening = anOpening({ catalogue, pace: PACE, depositRequired: true });
  run({ kind: 'open-auction', at: EPOCH_MS as Instant, opening });
  for (const move of registrations(members, ampleDepositWei(plan), scantDepositWei(plan)))
    run(move);

  let travelling: { arrivesMs: number; move: Move }[] = [];
  for (let nowMs = EPOCH_MS; auction && nextTickAt(auction) !== undefined; nowMs += STEP_MS) {
    for (const { move } of travelling.filter(({ arrivesMs }) => arrivesMs <= nowMs)) run(move);
    travelling = travelling.filter(({ arrivesMs }) => arrivesMs > nowMs);
    run({ kind: 'tick', at: nowMs as Instant });
    if ((nowMs - EPOCH_MS) % LOOK_EVERY_MS !== 0) continue;
    for (const act of conduct.next(showOf(auction), nowMs)) {
      acts.push({ atMs: nowMs, act });
      const offer = offerOf(act, members, options.read, nowMs, acts.length);
      if (offer) {
        const at = offer.receivedAt;
        travelling.push({ arrivesMs: at, move: { kind: 'offer', at, offer } });
      }
    }
  }
  invariant(auction !== undefined, 'the auction was opened');
  return { auction, events, acts, members };
}

const eightBidders = () =>
  Array.from({ length: 8 }, (_, i) => ({
    handle: `bidder${i + 1}`,
    address: `0x${`${i + 1}`.repeat(40)}` as const,
  }));

function entriesOf({ reserves, durationMs, softCloseMs }: EveningOptions) {
  return reserves.map((reserve, i) =>
    anEntry(i + 1, {
      durationMs,
      increment: { kind: 'trade' },
      softClose: { windowMs: softCloseMs, extendToMs: softCloseMs, from: 'now' },
      deliveryGraceMs: 1_500,
      ...(reserve === undefined ? {} : { reserveWei: eth(reserve) }),
    }),
  );
}

function registrations(members: readonly Member[], enoughWei: Wei, littleWei: Wei): Move[] {
  const at = EPOCH_MS as Instant;
  return members.flatMap((member, i): Move[] => {
    if (!member.address) return [];
    const xUserId = member.kind === 'by-chain' ? null : idOf(i);
    const deposit: Move = {
      kind: 'credit-deposit',
      at,
      sourceId: `deposit-${i}`,
      address: member.address,
      xUserId,
      amountWei: member.kind === 'poor' ? littleWei : enoughWei,
    };
    if (!xUserId) return [deposit];
    const { id: handle, address: wallet } = member;
    const sourceId = `claim-${i}`;
    return [{ kind: 'claim-wallet', at, sourceId, xUserId, handle, address: wallet }, deposit];
  });
}

const idOf = (place: number): XUserId => `${9_000 + place}` as XUserId;

function showOf(auction: Auction): ShowState {
  return projectShow(auction, {
    revision: 1,
    hostName: 'Aurelia',
    watching: 3,
    howToBid: { text: '', example: '' },
  });
}

/** What the house makes of an act; undefined where it is talk. */
function offerOf(
  act: Act,
  members: readonly Member[],
  read: EveningOptions['read'],
  nowMs: number,
  count: number,
): Offer | undefined {
  const receivedAt = (nowMs + TRAVEL_MS[act.kind]) as Instant;
  const id = `${act.kind}-${count}` as BidId;
  const source = act.kind;
  if (act.kind === 'chain') {
    const placedAt = (Math.floor(nowMs / 1000) * 1000) as Instant;
    const lotId = `${act.lotNumber}` as LotId;
    const wallet: Address = act.who.address ?? address(0);
    const amount = formatEth(act.amountWei);
    return { id, source, amount, lotId, address: wallet, placedAt, receivedAt };
  }
  const reading = read(act.text);
  if (reading.kind === 'none') return undefined;
  const money =
    reading.kind === 'bid' ? { amount: reading.amount, currency: reading.currency } : {};
  const xUserId = idOf(members.indexOf(act.who));
  return { id, source, ...money, xUserId, placedAt: nowMs as Instant, receivedAt };
}
