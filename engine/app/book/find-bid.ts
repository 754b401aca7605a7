import { SothebaisError } from '../../domain/errors.js';
import type { BidId } from '../../domain/ids.js';
import { nearNames } from '../../domain/near-names.js';
import { keysOfBid } from '../../domain/source-key.js';
import type { BookPages } from '../../ports/book-pages.js';
import type { Entry } from '../../ports/ledger.js';

/** What the book holds of one bid itself: left, held, ruled on. */
export interface FoundBid {
  readonly id: BidId;
  /** Oldest first; never empty. */
  readonly entries: readonly Entry[];
}

/** How the ids of bids begin, by where they came from. */
const SOURCES = ['post-', 'chat-', 'chain-', 'operator-'] as const;
/** How many keys are looked at, to either side, for what was meant. */
const AROUND = 10;
const LATEST = 500;

/**
 * The bid that somebody names: by its id, by X's or the chain's own id, by the beginning of either
 * where no other bid begins so, or by the sequence of its event.
 *
 * @throws SothebaisError `BID_UNKNOWN`, with the nearest there is
 */
export async function findBid(pages: BookPages, name: string): Promise<FoundBid> {
  const wanted = name.trim().replace(/…$/, '');
  const isWhole = SOURCES.some((source) => wanted.startsWith(source));
  const names = isWhole ? [wanted] : SOURCES.map((source) => source + wanted);
  const alike = wanted === '' ? new Set<BidId>() : await beginningWith(pages, names);
  const id =
    [...alike].find((one) => names.includes(one)) ??
    only(alike) ??
    (alike.size === 0 ? await atSequence(pages, wanted) : undefined);
  if (id === undefined) throw await unknown(pages, wanted, names, [...alike]);
  return { id, entries: await entriesOf(pages, id) };
}

/** The bids whose ids begin so, three of each beginning at most. */
async function beginningWith(
  pages: BookPages,
  names: readonly string[],
): Promise<ReadonlySet<BidId>> {
  const found = new Set<BidId>();
  for (const key of names.flatMap((name) => keysOfBid(name as BidId))) {
    for (const { event } of await pages.keyed(key, 3)) {
      if ('bid' in event) found.add(event.bid.id);
      if ('offer' in event) found.add(event.offer.id);
    }
  }
  return found;
}

const only = (ids: ReadonlySet<BidId>): BidId | undefined =>
  ids.size === 1 ? [...ids][0] : undefined;

/** Ids of posts are longer than any sequence. */
async function atSequence(pages: BookPages, wanted: string): Promise<BidId | undefined> {
  const [, digits] = /^#?([1-9]\d{0,11})$/.exec(wanted) ?? [];
  if (digits === undefined) return undefined;
  const [entry] = await pages.read({ after: Number(digits) - 1, limit: 1 });
  return entry && bidIdOf(entry);
}

async function entriesOf(pages: BookPages, id: BidId): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for (const key of keysOfBid(id)) {
    // The shortest key that begins so comes first.
    const [entry] = await pages.keyed(key, 1);
    if (entry && bidIdOf(entry) === id) found.push(entry);
  }
  return found.sort((a, b) => a.sequence - b.sequence);
}

/** The bid that an event is the ruling on, or the waiting of. */
export const bidIdOf = ({ event }: Pick<Entry, 'event'>): BidId | undefined => {
  if ('bid' in event) return event.bid.id;
  return event.kind === 'offer-refused' ? event.offer.id : undefined;
};

async function unknown(
  pages: BookPages,
  wanted: string,
  names: readonly string[],
  alike: readonly BidId[],
): Promise<SothebaisError> {
  if (alike.length > 1) {
    return new SothebaisError(
      'BID_UNKNOWN',
      `More than one bid begins with ${wanted}: ${alike.slice(0, 3).join(', ')}.`,
      { hint: 'Name it whole.' },
    );
  }
  const nearest = await nearestTo(pages, wanted, names);
  const near = nearest === undefined ? '' : `; the nearest is ${nearest}`;
  return new SothebaisError('BID_UNKNOWN', `The book holds no bid ${wanted}${near}.`, {
    hint: 'List the bids with `sothebais bid list`. Words that were no bid are not in the book.',
  });
}

/** Among those that stand beside it in the order of the keys, and the latest. */
async function nearestTo(
  pages: BookPages,
  wanted: string,
  names: readonly string[],
): Promise<string | undefined> {
  const kinds = ['bid-accepted', 'bid-refused', 'offer-refused'] as const;
  const latest = await pages.read({ limit: LATEST, keep: 'last' }, { kinds });
  const known = new Set(latest.flatMap((entry) => bidIdOf(entry) ?? []) as string[]);
  for (const name of names) {
    for (const key of keysOfBid(name as BidId)) {
      const around = await pages.keysAround(key, AROUND);
      for (const one of around)
        if (/^(?:ruled|held|left) /.test(one)) known.add(one.slice(one.indexOf(' ') + 1));
    }
  }
  const whole = nearNames(wanted, [...known], 1);
  const bare = nearNames(
    wanted,
    [...known].map((id) => id.slice(id.indexOf('-') + 1)),
    1,
  );
  return names.length === 1 ? whole[0] : (bare[0] ?? whole[0]);
}
