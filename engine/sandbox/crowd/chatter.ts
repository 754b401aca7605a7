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

/** What the crowd talks with. */
interface Company {
  readonly members: readonly Member[];
  readonly softCloseMs: number;
  readonly chance: Chance;
  readonly voices: Voices;
}

export function createChatter(company: Company): Chatter {
  const turnsFor = createRepertoire(company);
  const begun = new Set<string>();
  let turns: readonly Turn[] = [];

  return {
    step: (show, nowMs) => {
      const moment = momentOf(show);
      if (moment && !begun.has(moment.name)) {
        begun.add(moment.name);
        turns = [...turns, ...turnsFor(moment, nowMs)];
      }
      const due = turns.filter(({ atMs }) => atMs <= nowMs);
      turns = turns.filter(({ atMs }) => atMs > nowMs);
      return due.flatMap(({ take }) => take(show) ?? []);
    },
  };
}

/** What is said and slipped at each moment of an evening, and when. */
function createRepertoire(company: Company): (moment: Moment, nowMs: number) => Turn[] {
  const { members, softCloseMs, chance, voices } = company;
  const nextTalker = createBag(chance.fork('talkers'), talkersOf(members));
  const bags = createBags(chance);
  let lots = 0;
  let slipsOfLot: readonly BadBid[] = [];

  const talk = (words: string) => () => {
    const who = nextTalker();
    return who && voices.say(who, wordsOf(who), words);
  };
  const spread = (nowMs: number, lengthMs: number, takes: readonly Turn['take'][]): Turn[] =>
    takes.map((take) => ({ atMs: nowMs + (lengthMs * chance.between(8, 92)) / 100, take }));
  const slips = (lot: LotView, isOver: boolean) =>
    slipsOfLot
      .filter((kind) => (kind === 'after-hammer') === isOver)
      .map((kind) => slipOn(lot.number, kind, company));

  const openLot = (lot: LotView, nowMs: number): Turn[] => {
    slipsOfLot = Array.from({ length: BAD_BIDS_A_LOT }, bags.slip);
    lots += 1;
    const quietMs = quietFromMs(lot, softCloseMs);
    return spread(nowMs, quietMs === Infinity ? USUAL_MS : Math.max(0, quietMs - nowMs), [
      ...slips(lot, false),
      talk(bags.question()),
      ...(chance.below(2) === 0 ? [talk(bags.question())] : []),
      talk(bags.remark()),
      ...(lots % INJECTION_EVERY === 1 ? [talk(bags.injection())] : []),
    ]);
  };

  return (moment, nowMs) => {
    switch (moment.kind) {
      case 'standby':
        return spread(nowMs, 2_500, [talk(bags.greeting()), talk(bags.greeting())]);
      case 'previewed':
        return spread(nowMs, 1_500, [talk(bags.question())]);
      case 'open':
        return openLot(moment.lot, nowMs);
      case 'over':
        return spread(nowMs, 1_500, [talk(bags.remark()), ...slips(moment.lot, true)]);
      case 'credits':
        return spread(nowMs, 2_500, [talk(bags.farewell()), talk(bags.farewell())]);
    }
  };
}

/** A slip belongs to its lot and to its side of the hammer; elsewhere it is left out. */
const slipOn =
  (lotNumber: number, kind: BadBid, company: Company): Turn['take'] =>
  ({ lot }) => {
    if (lot?.number !== lotNumber) return undefined;
    const isOver = lot.phase === 'sold' || lot.phase === 'passed';
    return isOver === (kind === 'after-hammer') ? makeBadBid(kind, lot, company) : undefined;
  };

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
  | { readonly kind: 'standby' | 'previewed' | 'credits'; readonly name: string }
  | { readonly kind: 'open' | 'over'; readonly name: string; readonly lot: LotView };

function momentOf({ scene, lot }: ShowState): Moment | undefined {
  if (scene === 'credits') return { kind: 'credits', name: 'credits' };
  if (!lot) return scene === 'standby' ? { kind: 'standby', name: 'standby' } : undefined;
  switch (lot.phase) {
    case 'previewed':
      return { kind: 'previewed', name: `presented ${lot.number}` };
    case 'open':
    case 'fair-warning':
      return { kind: 'open', name: `open ${lot.number}`, lot };
    case 'sold':
    case 'passed':
      return { kind: 'over', name: `over ${lot.number}`, lot };
    case 'closing':
    case 'paused':
    case 'withdrawn':
      return undefined;
  }
}
