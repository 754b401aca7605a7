import { hash } from 'node:crypto';
import { statSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Auction, Reserves, SecretReserve } from '../engine/domain/auction.js';
import type { AuctionId, LotId, Wei } from '../engine/domain/ids.js';
import { Replayer } from '../engine/domain/replay.js';
import { BookChain, type Link } from './book-chain.js';
import { readLines } from './book-file.js';
import { damaged } from './event-codec.js';
import type { KeptBook } from './kept-book.js';

/** What a book that is right comes to. */
export interface Verdict {
  readonly events: number;
  /** The hash of its last event. */
  readonly head: string;
  readonly auction: Auction;
  /** Whether it ends with its seal, as a finished book does. */
  readonly isFinished: boolean;
  /** The lots whose reserve is sealed still. */
  readonly sealedLots: readonly LotId[];
}

export interface VerifyOptions {
  /** Told now and then how much was read: a share of 1. */
  readonly onProgress?: (share: number) => void;
}

/** A book under examination: its hashes, its rules and its seals, event by event. */
export class Examination {
  readonly chain = new BookChain();
  readonly #replayer: Replayer;
  #lastKind = '';

  /** @param reserves - what is known behind the seals; those that do not bear it out are left */
  constructor(reserves: Reserves) {
    this.#replayer = new Replayer(reserves, (text) => hash('sha256', text));
  }

  /** The auction as far as the book was taken. */
  get auction(): Auction | undefined {
    return this.#replayer.auction;
  }

  /** Whether a book may end here. */
  get isBetweenMoves(): boolean {
    return this.#replayer.isBetweenMoves;
  }

  /** @throws SothebaisError `BOOK_DAMAGED`, `BOOK_TOO_NEW` */
  takeLine(line: string): void {
    this.#judge(this.chain.takeLine(line));
  }

  /** @throws SothebaisError `BOOK_DAMAGED`, `BOOK_TOO_NEW` */
  take(sequence: number, payload: string, entryHash: string): void {
    this.#judge(this.chain.take(sequence, payload, entryHash));
  }

  /** @throws SothebaisError `BOOK_DAMAGED` where something is missing */
  end(): Verdict {
    const replayed = this.#replayer.end();
    if (!replayed.ok) throw damaged(replayed.sequence, replayed.why);
    return {
      events: this.chain.sequence,
      head: this.chain.head,
      auction: replayed.auction,
      isFinished: this.#lastKind === 'book-sealed',
      sealedLots: this.#replayer.sealedLots,
    };
  }

  #judge(link: Link): void {
    const fault = this.#replayer.take(link);
    if (fault) throw damaged(fault.sequence, fault.why);
    this.#lastKind = link.event.kind;
  }
}

/**
 * Examines a book's file: its hashes, every ruling in it, and the reserves against their seals. It
 * is read twice, for a reserve is opened after what was ruled by it, and never held whole.
 *
 * @throws SothebaisError `BOOK_DAMAGED` with the sequence of the first bad event, `BOOK_TOO_NEW`,
 *   `INPUT_MISSING`
 */
export async function verifyBookFile(path: string, options: VerifyOptions = {}): Promise<Verdict> {
  const size = Math.max(1, statSync(path).size);
  const examination = new Examination(await openedReserves(path));
  for await (const { lines, bytes } of readLines(path)) {
    for (const line of lines) examination.takeLine(line);
    options.onProgress?.(Math.min(1, bytes / size));
  }
  return examination.end();
}

/**
 * Examines the newest book of a database, as far as it goes. Reads only, and while a house writes.
 *
 * @throws SothebaisError `BOOK_DAMAGED`, `BOOK_TOO_NEW`
 */
export async function verifyKeptBook(
  book: KeptBook,
  auctionId: AuctionId,
  options: VerifyOptions = {},
): Promise<Verdict> {
  const events = Math.max(1, book.length(auctionId));
  const examination = new Examination(book.reserves(auctionId));
  for (;;) {
    const rows = book.page(auctionId, examination.chain.sequence);
    for (const { sequence, payload, hash: rowHash } of rows) {
      examination.take(sequence, payload, rowHash);
    }
    if (rows.length === 0) return examination.end();
    options.onProgress?.(Math.min(1, examination.chain.sequence / events));
    await breathe();
  }
}

const OPENED = '"kind":"reserve-opened"';

/** What a file opens of its seals. Read before anything is known of it, so nothing is believed. */
async function openedReserves(path: string): Promise<Reserves> {
  const opened = new Map<LotId, SecretReserve>();
  for await (const { lines } of readLines(path)) {
    for (const line of lines) {
      const found = line.includes(OPENED) ? readOpening(line) : undefined;
      if (found && !opened.has(found.lotId)) opened.set(found.lotId, found);
    }
  }
  return opened;
}

function readOpening(line: string): (SecretReserve & { readonly lotId: LotId }) | undefined {
  try {
    const { event } = JSON.parse(line) as { event: Record<string, string> };
    const { lotId = '', reserveWei = '', salt = '' } = event;
    return { lotId: lotId as LotId, reserveWei: BigInt(reserveWei) as Wei, salt };
  } catch {
    return undefined;
  }
}
