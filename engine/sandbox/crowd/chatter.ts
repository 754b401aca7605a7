import type { LotView, ShowState } from '../../domain/show.js';
import type { Act, Voices } from './acts.js';
import { BAD_BIDS, makeBadBid, wordsOf, type BadBid } from './bad-bids.js';
import { createBag, type Chance } from './chance.js';
import type { Member } from './members.js';
import { FAREWELLS, GREETINGS, INJECTIONS, QUESTIONS, REMARKS } from './talk-phrases.js';
import { quietFromMs } from './tempo.js';

/** All that the crowd does beside bidding in earnest: it talks, asks, jokes and bids badly. */
export interface Chatter {
  /** Whatever falls due now. */
  step(show: ShowState, nowMs: number): Act[];
}

interface Turn {
  readonly atMs: number;
  readonly take: (show: ShowState) => Act | undefined;
}

const USUAL_MS = 10_000;
const BAD_BIDS_A_LOT = 2;
/** An injection is tried on the first lot and then on every third. */
const INJECTION_EVERY = 3;

export function createChatter(crowd: {
  readonly members: readonly Member[];
  readonly softCloseMs: number;
  readonly chance: Chance;
  readonly voices: Voices;
}): Chatter {
  const { members, softCloseMs, chance, voices } = crowd;
  const nextTalker = createBag(chance.fork('talkers'), talkersOf(members));
  const bags = createBags(chance);
  const started = new Set<string>();
  let lots = 0;
  let slipsAfterHammer = 0;
  let turns: Turn[] = [];

  const talk = (words: string) => () => {
    const who = nextTalker();
    return who && voices.say(who, wordsOf(who), words);
  };
  const spread = (fromMs: number, lengthMs: number, takes: Turn['take'][]) => {
    for (const take of takes)
      turns.push({ atMs: fromMs + (lengthMs * chance.between(8, 92)) / 100, take });
  };
  const slip = (kind: BadBid, lotNumber: number) => (show: ShowState) => {
    const { lot } = show;
    if (lot?.number !== lotNumber) return undefined;
    const isOver = lot.phase === 'sold' || lot.phase === 'passed';
    return isOver === (kind === 'after-hammer') ? makeBadBid(kind, lot, crowd) : undefined;
  };

  const openLot = (lot: LotView, nowMs: number) => {
    const slips = Array.from({ length: BAD_BIDS_A_LOT }, bags.slip);
    slipsAfterHammer = slips.filter((kind) => kind === 'after-hammer').length;
    const quietMs = quietFromMs(lot, softCloseMs);
    spread(nowMs, quietMs === Infinity ? USUAL_MS : Math.max(0, quietMs - nowMs), [
      ...slips.filter((kind) => kind !== 'after-hammer').map((kind) => slip(kind, lot.number)),
      talk(bags.question()),
      ...(chance.below(2) === 0 ? [talk(bags.question())] : []),
      talk(bags.remark()),
      ...(lots % INJECTION_EVERY === 0 ? [talk(bags.injection())] : []),
    ]);
    lots += 1;
  };
  const closeLot = (lot: LotView, nowMs: number) => {
    spread(nowMs, 1_500, [talk(bags.remark())]);
    if (slipsAfterHammer > 0)
      turns.push({ atMs: nowMs + 600, take: slip('after-hammer', lot.number) });
    slipsAfterHammer = 0;
  };

  const start = (show: ShowState, nowMs: number) => {
    const moment = momentOf(show);
    if (!moment || started.has(moment.name)) return;
    started.add(moment.name);
    switch (moment.kind) {
      case 'standby':
        spread(nowMs, 2_500, [talk(bags.greeting()), talk(bags.greeting())]);
        break;
      case 'presented':
        spread(nowMs, 1_500, [talk(bags.question())]);
        break;
      case 'open':
        openLot(moment.lot, nowMs);
        break;
      case 'over':
        closeLot(moment.lot, nowMs);
        break;
      case 'credits':
        spread(nowMs, 2_500, [talk(bags.farewell()), talk(bags.farewell())]);
        break;
    }
  };

  return {
    step: (show, nowMs) => {
      start(show, nowMs);
      const due = turns.filter(({ atMs }) => atMs <= nowMs);
      turns = turns.filter(({ atMs }) => atMs > nowMs);
      return due.flatMap(({ take }) => take(show) ?? []);
    },
  };
}

/** One bag for each kind of line, so that nothing is said twice before all of its kind was said. */
function createBags(chance: Chance) {
  return {
    slip: createBag<BadBid>(chance.fork('slips'), BAD_BIDS),
    question: createBag(chance.fork('questions'), QUESTIONS),
    remark: createBag(chance.fork('remarks'), REMARKS),
    injection: createBag(chance.fork('injections'), INJECTIONS),
    greeting: createBag(chance.fork('greetings'), GREETINGS),
    farewell: createBag(chance.fork('farewells'), FAREWELLS),
  };
}

/** Those without a wallet; where there are none, nobody talks. */
function talkersOf(members: readonly Member[]): readonly [Member | undefined, ...Member[]] {
  const [first, ...others] = members.filter(({ kind }) => kind === 'talker');
  return [first, ...others];
}

type Moment =
  | { readonly kind: 'standby' | 'presented' | 'credits'; readonly name: string }
  | { readonly kind: 'open' | 'over'; readonly name: string; readonly lot: LotView };

function momentOf({ scene, lot }: ShowState): Moment | undefined {
  if (scene === 'credits') return { kind: 'credits', name: 'credits' };
  if (!lot) return scene === 'standby' ? { kind: 'standby', name: 'standby' } : undefined;
  switch (lot.phase) {
    case 'presented':
      return { kind: 'presented', name: `presented ${lot.number}` };
    case 'open':
    case 'fair-warning':
      return { kind: 'open', name: `open ${lot.number}`, lot };
    case 'sold':
    case 'passed':
      return { kind: 'over', name: `over ${lot.number}`, lot };
    case 'paused':
    case 'withdrawn':
      return undefined;
  }
}
