import { isQuiet } from './items.js';
import type { Item } from './items.js';

/** `@alice bids 3`: hers, or the speaker's with her name before it. */
export function opensWithMention(items: readonly Item[]): boolean {
  const first = items.find((item) => item.kind !== 'handle' || !item.isHost);
  return first?.kind === 'handle' && items.some(isThirdPersonVerb);
}

/** Another is spoken of by more than the verb: `@alice said she bids 3`. */
export const isReported = (items: readonly Item[]): boolean =>
  items.some((item) => item.kind === 'cue' && item.cue === 'other' && !isThirdPersonVerb(item));

const isThirdPersonVerb = (item: Item): boolean =>
  item.kind === 'cue' && (item.text === 'bids' || item.text === 'offers');

/** `3 ETH from @bob`: the offer is that one's. */
export const saysAnothers = (items: readonly Item[]): boolean =>
  items.some((item, at) => isOther(item) && ANOTHERS.has(wordBefore(items, at)));

/** `I bid 3 ETH for @bob`: whose money it is cannot be told. */
export const bidsForAnother = (items: readonly Item[]): boolean =>
  items.some((item, at) => isOther(item) && wordBefore(items, at) === 'for');

/** A verb right behind another's name, or any verb when the text opens with one. */
export function hasLeadingThird(items: readonly Item[], verbAt: number): boolean {
  if (verbAt < 0) return false;
  const quietFrom = items.findLastIndex((item, at) => at < verbAt && !isQuiet(item)) + 1;
  return items.some((item, at) => {
    if (!isOther(item) && item.kind !== 'wallet') return false;
    const isBeforeVerb = at < verbAt && at >= quietFrom;
    return isBeforeVerb || (item.kind === 'handle' && item.isLeading);
  });
}

/** Another's name before the figure, and the host not addressed: it may be that one's. */
export function hasNameBefore(items: readonly Item[], figureAt: number): boolean {
  const before = items.slice(0, figureAt).filter((item) => item.kind === 'handle');
  return before.length > 0 && before.every((item) => !item.isHost);
}

const isOther = (item: Item): boolean => item.kind === 'handle' && !item.isHost;

function wordBefore(items: readonly Item[], at: number): string {
  const before = items[at - 1];
  if (before?.kind !== 'cue') return '';
  return before.cue === 'from' ? 'from' : before.text;
}

const ANOTHERS: ReadonlySet<string> = new Set(['from', 'to', 'with']);
