import type { Bidder } from '../../domain/auction.js';
import type { AuctionEvent } from '../../domain/events.js';
import type { Paddle } from '../../domain/ids.js';
import { invariant } from '../../domain/invariant.js';
import { PersistentMap } from '../../domain/persistent-map.js';
import type { BookPages } from '../../ports/book-pages.js';
import type { Roster } from '../desk/names.js';

/** Where lots and bidders get their names. */
const NAMING = ['auction-opened', 'paddle-registered'] as const;

/** The names that a book gives, read as they are needed. */
export interface Names {
  /** The names once an event is in the book, or later ones. The book is not empty by then. */
  at(sequence: number): Promise<Roster>;
}

/** Reads the names of a book, without a look at the rest of it. */
export function createNames(pages: BookPages): Names {
  let roster: Roster | undefined;
  let read = 0;
  return {
    at: async (sequence) => {
      const upTo = Math.max(sequence, 1);
      if (upTo > read) {
        const range = { after: read, upTo, limit: upTo - read };
        for (const { event } of await pages.read(range, { kinds: NAMING })) {
          roster = rosterAfter(roster, event);
        }
        read = upTo;
      }
      invariant(roster !== undefined, 'a book begins with the opening of its auction');
      return roster;
    },
  };
}

function rosterAfter(roster: Roster | undefined, event: AuctionEvent): Roster | undefined {
  if (event.kind === 'auction-opened') {
    return { opening: event.opening, bidders: PersistentMap.of<Paddle, Bidder>() };
  }
  if (!roster || event.kind !== 'paddle-registered') return roster;
  return { ...roster, bidders: roster.bidders.with(event.bidder.paddle, event.bidder) };
}
