import type { Item, Segment } from './items.js';
import type { Currency } from './reading.js';

/**
 * Leaves out every figure that only says what the one before is worth in another currency: in
 * brackets, or behind `~`. The first keeps its doubt when it is not in the lot's currency.
 */
export function foldConversions(
  segments: readonly Segment[],
  lotCurrency: Currency,
): readonly Segment[] {
  if (!segments.some((segment) => segment.isInBrackets || segment.items.some(isAboutCue))) {
    return segments;
  }
  let first: Currency | undefined;
  return segments.map((segment) => {
    const items: Item[] = [];
    for (const item of segment.items) {
      if (item.kind !== 'figure') {
        items.push(item);
        continue;
      }
      const last = items.at(-1);
      const isAbout = last !== undefined && isAboutCue(last);
      const isApart = segment.isInBrackets || isAbout;
      const currency = item.figure.currency;
      if (isApart && first === lotCurrency && currency !== undefined && currency !== first) {
        if (isAbout) items.pop();
        continue;
      }
      first = currency ?? lotCurrency;
      items.push(item);
    }
    return { ...segment, items };
  });
}

const isAboutCue = (item: Item): boolean => item.kind === 'cue' && item.cue === 'about';
