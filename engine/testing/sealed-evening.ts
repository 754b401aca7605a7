import { hash } from 'node:crypto';
import { BookChain, formatLine } from '../../db/book-chain.js';
import { chainHash, encodeEvent, GENESIS_HASH } from '../../db/event-codec.js';
import { RULEBOOK, type Auction, type Reserves } from '../domain/auction.js';
import { decide } from '../domain/decide.js';
import { foldAuction } from '../domain/fold-auction.js';
import type { AuctionId, Instant, LotId } from '../domain/ids.js';
import { reserveSealText } from '../domain/reserve-seal.js';
import { causeOf, type Move } from '../domain/moves.js';
import type { Caused } from '../ports/ledger.js';
import { aDesk } from './builders.js';
import { playEvening, RESERVES, type Evening } from './random-evening.js';

/** SHA-256 of a text, in hexadecimal. */
export const sealOf = (text: string): string => hash('sha256', text);

/** An evening by the present rulebook, every reserve of which is sealed in its opening. */
export function sealEvening({
  steps,
  opening,
}: Evening): Evening & { readonly reserves: Reserves } {
  const id = 'evening' as AuctionId;
  const entries = (opening.catalogue ?? []).map((entry) => {
    const { reserveWei: open, ...terms } = entry.terms;
    const reserveWei = open ?? RESERVES.get(entry.id)?.reserveWei;
    if (reserveWei === undefined) return { entry: { ...entry, terms } };
    const reserve = { reserveWei, salt: `salt-${entry.id}` };
    const reserveSeal = sealOf(reserveSealText(id, entry.id, reserve));
    return { entry: { ...entry, terms, reserveSeal }, reserve };
  });
  const reserves: Reserves = new Map(
    entries.flatMap(({ entry, reserve }) => (reserve ? [[entry.id, reserve] as const] : [])),
  );
  const catalogue = entries.map(({ entry }) => entry);
  return { steps, opening: { ...opening, id, rulebook: RULEBOOK, catalogue }, reserves };
}

/** A book, and after how many of its events it was between two moves. */
export interface PlayedBook {
  readonly book: readonly Caused[];
  readonly ends: readonly number[];
}

/** Plays a sealed evening to its end: every lot closed, the auction too, the book sealed. */
export function playToTheEnd(evening: Evening & { readonly reserves: Reserves }): PlayedBook {
  const { book, auction } = playEvening(evening);
  let after = auction;
  const written = [...book];
  const take = (move: Move) => {
    for (const event of decide(after, move)) {
      after = foldAuction(after, event, evening.reserves);
      written.push({ event, cause: causeOf(move) });
    }
  };
  let now = Math.max(...book.map(({ event }) => event.at)) as Instant;
  for (let turns = 0; after?.phase === 'open' && turns < 200; turns += 1) {
    now = (now + 10_000) as Instant;
    for (const lotId of pausedLots(after))
      take({ kind: 'resume-lot', lotId, at: now, desk: aDesk() });
    take({ kind: 'tick', at: now });
  }
  take({ kind: 'seal-book', at: now });
  return { book: written, ends: endsOf(written, evening.reserves) };
}

const pausedLots = ({ lots }: Auction): readonly LotId[] =>
  [...lots.values()].filter(({ phase }) => phase === 'paused').map(({ id }) => id);

/** Where one move ends and the next begins: where the fold before an event gives nothing of it. */
function endsOf(book: readonly Caused[], reserves: Reserves): readonly number[] {
  const ends: number[] = [];
  let expected = 0;
  let auction: Auction | undefined;
  book.forEach(({ event }, i) => {
    if (expected === 0) {
      ends.push(i);
      expected = lengthOf(book, i, auction);
    }
    auction = foldAuction(auction, event, reserves);
    expected -= 1;
  });
  return [...ends.filter((end) => end > 0), book.length];
}

/** How many events from here share one cause and one time: those of a move. */
function lengthOf(book: readonly Caused[], from: number, auction: Auction | undefined): number {
  const first = book[from];
  if (!first || !auction) return 1;
  let to = from;
  while (book[to]?.cause === first.cause && book[to]?.event.at === first.event.at) to += 1;
  return to - from;
}

/** A book as the lines of its file, with hashes that hold. */
export function linesOf(book: readonly Caused[]): readonly string[] {
  return rehash(book.map(encodeEvent));
}

/** Payloads as the lines of a file, with hashes that hold. */
export function rehash(payloads: readonly string[]): readonly string[] {
  let previous = GENESIS_HASH;
  return payloads.map((payload, i) => {
    const own = chainHash(previous, payload);
    const line = formatLine(i + 1, previous, own, payload);
    previous = own;
    return line;
  });
}

/** The payloads in the lines of a file whose hashes hold. */
export function payloadsOf(lines: readonly string[]): readonly string[] {
  const chain = new BookChain();
  return lines.map((line) => {
    const start = line.indexOf(',"event":') + ',"event":'.length;
    chain.takeLine(line);
    return line.slice(start, -1);
  });
}
