import { vetLine } from '../../domain/line.js';
import type { LotView, ShowState } from '../../domain/show.js';
import type { LanguageModel, ModelContext } from './model.js';
import { ANSWERS, kindOfTalk } from './scripted-answers.js';
import { TURN_LINES } from './scripted-lines.js';
import { spokenAmount, spokenCount, spokenName } from './spoken.js';

/**
 * A host that needs no network and no key: lines written beforehand, filled from the prompt.
 *
 * The same prompt and seed give the same line. A line that the room heard lately is only said
 * again when there is no other, and never twice in a row. Whatever it says would pass `vetLine`.
 */
export function createScriptedModel(options: { readonly seed: number }): LanguageModel {
  return {
    name: 'scripted',
    write: async ({ context, signal }) => {
      signal.throwIfAborted();
      return speak(context, options.seed);
    },
  };
}

function speak(context: ModelContext, seed: number): string {
  const { show, recent } = context;
  const lines = [...new Set(fill(scriptFor(context), show))];
  const heard = recent.filter(({ who }) => who === 'host').map(({ text }) => text);
  const fresh = lines.filter((line) => !heard.includes(line));
  const stale = lines.filter((line) => heard.includes(line) && line !== heard.at(-1));
  const key = `${seed} ${show.revision} ${show.lot?.number ?? 0} ${heard.at(-1) ?? ''}`;
  const choice = [...turned(fresh, hash(key)), ...turned(stale, hash(key))];
  return choice.find((line) => vetLine(line, show).ok) ?? '';
}

/** The list from one place on, and round to it again. */
const turned = <T>(list: readonly T[], by: number): readonly T[] => {
  const start = by % Math.max(1, list.length);
  return [...list.slice(start), ...list.slice(0, start)];
};

function scriptFor({ asked }: ModelContext): readonly string[] {
  if ('turn' in asked) return TURN_LINES[asked.turn];
  const kind = kindOfTalk(asked.words.text);
  return kind === undefined ? [] : ANSWERS[kind];
}

/** The lines of which every fact is known, filled in. */
function fill(lines: readonly string[], show: ShowState): readonly string[] {
  const facts = factsOf(show);
  return lines.flatMap((line) => {
    const unknown = [...line.matchAll(FACT)].some(([, name]) => !facts[small(name ?? '')]);
    if (unknown) return [];
    return line.replace(FACT, (_whole, name: string) => {
      const fact = facts[small(name)] ?? '';
      return small(name) === name ? fact : capital(fact);
    });
  });
}

const FACT = /\{(\w+)\}/g;

type Facts = Readonly<Record<string, string | undefined>>;

function factsOf(show: ShowState): Facts {
  const { auction, lot, howToBid } = show;
  return {
    host: show.host.name,
    auction: auction.title && `“${auction.title}”`,
    lots: spokenCount(auction.lotCount),
    sold: auction.soldCount > 1 ? spokenCount(auction.soldCount) : undefined,
    total: auction.soldCount > 0 ? spokenAmount(auction.totalEth) : undefined,
    howToBid: howToBid.text,
    example: howToBid.example,
    number: lot && spokenCount(lot.number),
    title: lot?.title && `“${lot.title}”`,
    artist: lot?.artist,
    medium: lot?.medium,
    opening: lot && spokenAmount(lot.openingEth),
    ...moneyOf(lot),
  };
}

/** An amount has the name of what it is now: `start` without a bid, `price`, then `hammer`. */
function moneyOf(lot: LotView | undefined): Facts {
  if (!lot) return {};
  const name = lot.highBidder && spokenName(lot.highBidder.name);
  const price = lot.priceEth === undefined ? undefined : spokenAmount(lot.priceEth);
  if (lot.phase === 'sold') return { hammer: price, winner: name };
  if (lot.phase === 'passed' || lot.phase === 'withdrawn') return {};
  const ask = lot.phase === 'paused' ? undefined : spokenAmount(lot.askEth);
  return { price, leader: name, ask, start: price === undefined ? ask : undefined };
}

const small = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  }
  return value;
}
