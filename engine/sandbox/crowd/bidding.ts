import type { Wei } from '../../domain/ids.js';
import { parseEth } from '../../domain/money.js';
import type { LotView } from '../../domain/show.js';
import type { Act, Voices } from './acts.js';
import { chooseAmount, overWei } from './amounts.js';
import { createBag, type Chance } from './chance.js';
import { isCalled, type Member, type Way } from './members.js';
import type { LotPlan } from './plan.js';
import { createTempo, quietFromMs } from './tempo.js';

/** The bidding of the crowd on one lot. */
export interface Bidding {
  /** The next bid, once its time has come. At most one a call. */
  step(lot: LotView, nowMs: number): Act | undefined;
  /** It never reached the house: whoever waits for its ruling need not. */
  failed(act: Act): void;
}

/** How long a bid is waited for on screen, and how long before somebody bids over it unseen. */
const PATIENCE_MS = 2_500;
const OVERTAKE_MS = 900;
/** Block times are whole seconds: a bid by chain must not seem older than the lot's opening. */
const CHAIN_FROM_MS = 1_100;
/** The late bid comes with this share of the soft close left, in percent. */
const LATE_PERCENT = 45;
const ANSWER_MS = { least: 900, most: 1_600 } as const;

interface Standing {
  readonly act: Act;
  readonly amountWei: Wei;
  readonly atMs: number;
  readonly late: boolean;
}

/** @param members - those who bid in earnest */
export function createBidding(options: {
  readonly members: readonly Member[];
  readonly plan: LotPlan;
  readonly softCloseMs: number;
  readonly chance: Chance;
  readonly voices: Voices;
}): Bidding {
  const { members, plan, softCloseMs, chance, voices } = options;
  const nextWay = createBag<Way>(chance.fork('way'), ['post', 'chat', 'chain']);
  const tempo = createTempo(softCloseMs, chance.fork('tempo'));
  const closing = createClosing(plan, softCloseMs, chance.fork('closing'));
  const limitWei = drawLimit(plan, chance.fork('limit'));
  let waiting: Standing | undefined;

  const place = (lot: LotView, nowMs: number, how: { bidsLeft: number; late: boolean }) => {
    const askWei = leastWei(lot, waiting);
    const isMet = lot.reserveMet !== false;
    const amountWei = chooseAmount(
      {
        askWei,
        targetWei: how.late && isMet ? askWei : limitWei,
        // Somebody opens, even where the room stops at once.
        ceilingWei: how.late || lot.bidCount === 0 ? plan.ceilingWei : limitWei,
        bidsLeft: how.bidsLeft,
      },
      chance,
    );
    if (amountWei === undefined) return undefined;
    const way = wayAt(lot, nowMs, how.late, nextWay);
    const who = chooseBidder(members, way, chance, (member) => {
      const leads = lot.highBidder !== undefined && isCalled(member, lot.highBidder.name);
      return !leads && member !== waiting?.act.who;
    });
    if (!who) return undefined;
    const act = voices.bid(who, who.kind === 'by-chain' ? 'chain' : way, amountWei, lot.number);
    waiting = { act, amountWei, atMs: nowMs, late: how.late };
    return act;
  };

  return {
    step: (lot, nowMs) => {
      if (lot.phase !== 'open' && lot.phase !== 'fair-warning') return undefined;
      if (waiting && isOver(waiting, lot, nowMs)) waiting = undefined;
      if (nowMs >= quietFromMs(lot, softCloseMs) || lot.extensions > 0) {
        if (waiting?.late || !closing.isDue(lot, nowMs)) return undefined;
        const act = place(lot, nowMs, { bidsLeft: 1, late: true });
        if (act) closing.bidPlaced();
        return act;
      }
      const bidsLeft = tempo.bidsDue(lot, nowMs);
      if (bidsLeft === undefined) return undefined;
      if (waiting && nowMs - waiting.atMs < OVERTAKE_MS) return undefined;
      const act = place(lot, nowMs, { bidsLeft, late: false });
      tempo.bidPlaced(lot, nowMs);
      return act;
    },
    failed: (act) => {
      if (waiting?.act !== act) return;
      if (waiting.late) closing.bidFailed();
      waiting = undefined;
    },
  };
}

/** When the late bid comes, and whether it is answered. */
function createClosing(plan: LotPlan, softCloseMs: number, chance: Chance) {
  const isAnswered = chance.below(2) === 1;
  const answerAfterMs = chance.between(ANSWER_MS.least, ANSWER_MS.most);
  let bids = 0;
  let movedSinceMs: number | undefined;

  return {
    isDue: (lot: LotView, nowMs: number): boolean => {
      const { closesAtMs, extensions } = lot;
      if (!plan.lateBid || closesAtMs === undefined || nowMs >= closesAtMs) return false;
      if (extensions === 0) {
        const leftMs = closesAtMs - nowMs;
        return bids === 0 && leftMs <= (softCloseMs * LATE_PERCENT) / 100;
      }
      // One of ours moved the close: it may be answered once.
      movedSinceMs ??= nowMs;
      return isAnswered && bids === 1 && nowMs - movedSinceMs >= answerAfterMs;
    },
    bidPlaced: (): void => {
      bids += 1;
    },
    bidFailed: (): void => {
      bids -= 1;
    },
  };
}

const isOver = ({ amountWei, atMs }: Standing, { priceEth }: LotView, nowMs: number): boolean =>
  nowMs - atMs >= PATIENCE_MS || (weiOf(priceEth) ?? 0n) >= amountWei;

/** How far the room goes before the closing, drawn anew for each lot. */
function drawLimit({ ceilingWei, lateBid }: LotPlan, chance: Chance): Wei {
  // Where a late bid comes, the rest leaves it room under the ceiling.
  const percent = lateBid ? chance.between(74, 80) : chance.between(86, 100);
  return ((ceilingWei * BigInt(percent)) / 100n) as Wei;
}

/** The ask on screen, or above a bid that is not on screen yet. */
function leastWei(lot: LotView, waiting: Standing | undefined): Wei {
  const shownWei = weiOf(lot.askEth) ?? (0n as Wei);
  const unseenWei = waiting ? overWei(waiting.amountWei) : shownWei;
  return unseenWei > shownWei ? unseenWei : shownWei;
}

/** Posts carry their own millisecond, so what must not seem early or late is posted. */
function wayAt(lot: LotView, nowMs: number, late: boolean, nextWay: () => Way): Way {
  if (late || lot.bidCount === 0) return 'post';
  const way = nextWay();
  const opensMs = lot.opensAtMs ?? lot.phaseSinceMs;
  return way === 'chain' && nowMs < opensMs + CHAIN_FROM_MS ? 'chat' : way;
}

function chooseBidder(
  members: readonly Member[],
  way: Way,
  chance: Chance,
  isFree: (member: Member) => boolean,
): Member | undefined {
  const free = chance.shuffle(members).filter(isFree);
  // Who has no account on X can only go the one way.
  return free.find((member) => member.way === way) ?? free.find(({ kind }) => kind === 'bidder');
}

/** Wei of an amount on screen. */
export const weiOf = (eth: string | undefined): Wei | undefined =>
  eth === undefined ? undefined : parseEth(eth);
