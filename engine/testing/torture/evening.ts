import { createHash } from 'node:crypto';
import type { AuctionOpening, Reserves } from '../../domain/auction.js';
import type { Desk, Offer } from '../../domain/events.js';
import type { BidId, DeskId, Instant, LotId, XUserId } from '../../domain/ids.js';
import type { Move } from '../../domain/moves.js';
import type { Post } from '../../domain/post.js';
import { reserveSealText } from '../../domain/reserve-seal.js';
import { createChance, type Chance } from '../../sandbox/crowd/chance.js';
import type { FloorTurn } from '../../ports/queues.js';
import { address, anEntry, anOpening, at, EPOCH_MS, eth, hardTerms } from '../builders.js';

const lot = (number: number) => String(number) as LotId;
const LOT_IDS = [lot(1), lot(2), lot(3), lot(4)] as const;
const BIDDERS = 8;
const BIDS = 120;
/** Nothing falls due by itself: the operator closes the lots, so that every run of a seed is one. */
const NEVER_MS = 3_650 * 86_400_000;
/** What any bidder has to spend, by far. */
const DEPOSIT = eth('1000000');

/** A turn as the driver adds it. */
interface Added {
  readonly id: string;
  readonly turn: FloorTurn;
}

/** What the house is to hear, in order: the same for the same seed. */
export interface TortureEvening {
  readonly opening: AuctionOpening;
  readonly reserves: Reserves;
  readonly turns: readonly Added[];
}

/** When a house of the torture takes its turns: after every one of them was made. */
export const houseTime = (elapsedMs: number): Instant =>
  (EPOCH_MS + 86_400_000 + elapsedMs) as Instant;

/** An evening of several lots at once under a crowd, from its opening to the fall of every hammer. */
export function planEvening(seed: number): TortureEvening {
  const chance = createChance(seed);
  const { opening, reserves } = openingOf(chance);
  const turns = [
    opened(opening),
    ...registrations(),
    ...LOT_IDS.map((lotId) => desk('open-lot', lotId, at(20))),
    ...bidding(chance),
    ...chance.shuffle(LOT_IDS).map((lotId) => desk('hammer-lot', lotId, at(3_000))),
  ];
  return { opening, reserves, turns };
}

/** Lot 1 has a secret reserve that may be met or not, and lot 2 is sold by maximums. */
function openingOf(chance: Chance) {
  const { id } = anOpening();
  const secret = { reserveWei: eth(String(chance.between(1, 12))), salt: 'a salt' };
  const reserves: Reserves = new Map([['1' as LotId, secret]]);
  const text = reserveSealText(id, '1' as LotId, secret);
  const reserveSeal = createHash('sha256').update(text).digest('hex');
  const entries = LOT_IDS.map((_, i) => ({
    ...anEntry(i + 1),
    terms: hardTerms({ durationMs: NEVER_MS, proxy: i === 1 }),
    ...(i === 0 ? { reserveSeal } : {}),
  }));
  const pace = {
    ...{ standbyMs: NEVER_MS, presentMs: NEVER_MS, fairWarningMs: 0, resultMs: NEVER_MS },
    ...{ creditsMs: 0, secondChanceMs: NEVER_MS },
  };
  const opening = anOpening({ catalogue: entries, depositRequired: true, pace });
  return { opening, reserves };
}

const opened = (opening: AuctionOpening): Added => ({
  id: `open-${opening.id}`,
  turn: { kind: 'move', move: { kind: 'open-auction', at: at(0), opening } },
});

/** Each bidder names his wallet, and his wallet him. */
function registrations(): Added[] {
  return Array.from({ length: BIDDERS }, (_, i) => i + 1).flatMap((place): Added[] => {
    const [claim, credit] = [`post-${place}`, `chain-0x${place}-0`];
    const xUserId = String(place) as XUserId;
    const who = { at: at(place), address: address(place), xUserId } as const;
    const claimed: Move = {
      ...{ kind: 'claim-wallet', sourceId: claim, handle: `u${place}` },
      ...who,
    };
    const paid: Move = {
      ...{ kind: 'credit-deposit', sourceId: credit, amountWei: DEPOSIT },
      ...who,
    };
    return [
      { id: claim, turn: { kind: 'move', move: claimed } },
      { id: credit, turn: { kind: 'move', move: paid } },
    ];
  });
}

type Asked = 'open-lot' | 'hammer-lot' | 'pause-lot' | 'resume-lot';

function desk(kind: Asked, lotId: LotId, when: Instant, nth = 1): Added {
  const id = `desk-${kind}-${lotId}-${nth}` as DeskId;
  const word: Desk = { id, by: 'olga', why: '' };
  return { id, turn: { kind: 'move', move: { kind, lotId, at: when, desk: word } } };
}

/** Good bids and bad ones, by post, chat and chain, on every lot; some of them come twice. */
function bidding(chance: Chance): Added[] {
  const tenths = new Map<LotId, number>();
  const turns: Added[] = [];
  for (let n = 1; n <= BIDS; n += 1) {
    const lotId = LOT_IDS[chance.below(LOT_IDS.length)] ?? lot(1);
    const when = at(20 + n);
    const bid = (tenths.get(lotId) ?? 9) + chance.between(-1, 4);
    tenths.set(lotId, Math.max(tenths.get(lotId) ?? 0, bid));
    const place = chance.between(1, BIDDERS + 1); // The last of them is a stranger.
    const amount = `${Math.floor(bid / 10)}.${bid % 10}`;
    const added = bidOf({ nth: n, draw: chance.below(20), lotId, place, amount, when });
    turns.push(added, ...(chance.below(10) === 0 ? [added] : []));
    if (chance.below(30) === 0) {
      turns.push(desk('pause-lot', lotId, when, n), desk('resume-lot', lotId, when, n));
    }
  }
  return turns;
}

interface Drawn {
  readonly nth: number;
  readonly draw: number;
  readonly lotId: LotId;
  readonly place: number;
  readonly amount: string;
  readonly when: Instant;
}

function bidOf({ nth, draw, lotId, place, amount, when }: Drawn): Added {
  if (draw < 6) {
    const id = `chain-0xb${nth}-0` as BidId;
    const offer: Offer = {
      ...{ id, source: 'chain', amount, currency: 'ETH', lotId, address: address(place) },
      ...{ placedAt: when, receivedAt: when },
    };
    return { id, turn: { kind: 'move', move: { kind: 'offer', at: when, offer } } };
  }
  const source = draw < 9 ? 'chat' : 'post';
  const id = String(1_990_000_000_000_000_000n + BigInt(nth));
  const post: Post = {
    ...{ source, id, authorId: String(place) as XUserId, handle: `u${place}` },
    text: wordsOf(draw, amount, lotId),
    ...{ placedAt: when, receivedAt: when },
  };
  return { id: `${source}-${id}`, turn: { kind: 'post', post } };
}

function wordsOf(draw: number, amount: string, lotId: LotId): string {
  if (draw === 19) return 'what a lovely thing';
  if (draw === 18) return 'about 2 ETH';
  if (draw === 17) return `bid ${amount} USD on lot ${lotId}`;
  return `bid ${amount} ETH on lot ${lotId}`;
}
