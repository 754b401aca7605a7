import type { Item } from './items.js';
import type { Cue } from './words/vocabulary.js';

/** Settles what small words and marks mean from what stands beside them. */
export const settleItems = (items: readonly Item[]): readonly Item[] =>
  items.some(isUnsettled) ? settleSmallWords(joinRanges(items)) : items;

const isUnsettled = (item: Item): boolean =>
  item.kind === 'cue' &&
  (item.cue === 'range' || item.cue === 'or' || item.cue === 'like' || item.cue === 'no');

/** Figures joined by `to`, `or`, a dash or a slash are a choice: none of them is the amount. */
function joinRanges(items: readonly Item[]): readonly Item[] {
  return items.map((item, at) => {
    if (item.kind !== 'figure') return item;
    const isJoined = joins(items, at + 1, at + 2) || joins(items, at - 1, at - 2);
    return isJoined
      ? { kind: 'figure', figure: { ...item.figure, doubt: 'a choice of amounts' } }
      : item;
  });
}

function joins(items: readonly Item[], link: number, other: number): boolean {
  const joint = items[link];
  return (
    items[other]?.kind === 'figure' &&
    joint?.kind === 'cue' &&
    (joint.cue === 'range' || joint.cue === 'or')
  );
}

/** `no` before a verb or a word denies it; `like` before a figure makes it a guess. */
function settleSmallWords(items: readonly Item[]): readonly Item[] {
  return items.map((item, at) => {
    if (item.kind !== 'cue') return item;
    const next = items[at + 1];
    if (item.cue === 'like' && next?.kind === 'figure') return { ...item, cue: 'about' };
    if (item.cue !== 'no' || !next) return item;
    const denies = next.kind === 'unknown' || (next.kind === 'cue' && DENIED.has(next.cue));
    return denies ? { ...item, cue: 'not' } : item;
  });
}

const DENIED: ReadonlySet<Cue> = new Set(['self', 'bare', 'is', 'would', 'want', 'raise', 'might']);
