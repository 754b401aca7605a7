import { existsSync, statSync } from 'node:fs';
import { Args } from '@oclif/core';
import { readText } from '../../config/yaml.js';
import { lotOutcome, type LotOutcome } from '../../engine/app/result.js';
import type { Reserves } from '../../engine/domain/auction.js';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { AuctionEvent } from '../../engine/domain/events.js';
import { replay } from '../../engine/domain/replay.js';
import { AuctionCommand } from '../auction-command.js';
import { houseFolder } from '../house-folder.js';

interface Verified {
  readonly ok: true;
  readonly events: number;
  readonly head: string;
  readonly lots: readonly Pick<LotOutcome, 'number' | 'outcome' | 'winner' | 'hammerWei'>[];
}

export default class Verify extends AuctionCommand {
  static override summary = 'Check a book: its hashes, and every ruling in it.';
  static override description =
    'Replays the book through the rules that the floor uses. A line that was changed, dropped, ' +
    'moved or added is named by its sequence.';
  static override examples = [
    '<%= config.bin %> verify ./sothebais-demo',
    '<%= config.bin %> verify ledger.jsonl --json',
  ];
  static override args = {
    book: Args.string({ description: 'a book, or the folder of a house', required: true }),
  };

  async run(): Promise<Verified> {
    const { args } = await this.parse(Verify);
    const { text, reserves, isSealed } = await readBookText(args.book);
    const { readBook } = await import('../wire-book.js');
    const book = readBook(text);
    if (!book.ok) throw damaged(book.sequence, book.why);
    const replayed = replay(book.events, new Map([...reserves, ...openedReserves(book.events)]));
    if (!replayed.ok) throw damaged(replayed.sequence, replayed.why);
    if (isSealed && book.events.at(-1)?.event.kind !== 'book-sealed') {
      throw damaged(book.events.length + 1, 'the book was cut here: its seal is missing');
    }

    const { auction } = replayed;
    const lots = auction.opening.catalogue.map(({ id }) => {
      const { number, outcome, winner, hammerWei } = lotOutcome(auction, id);
      return { number, outcome, winner, hammerWei };
    });
    this.log(`The book is whole: ${book.events.length} events, head ${book.head}.`);
    return { ok: true, events: book.events.length, head: book.head, lots };
  }
}

/** A file is a finished book and ends with its seal; a house that runs or crashed has none yet. */
async function readBookText(
  path: string,
): Promise<{ text: string; reserves: Reserves; isSealed: boolean }> {
  if (!existsSync(path)) {
    throw new SothebaisError('INPUT_MISSING', `There is no book at ${path}.`);
  }
  if (!statSync(path).isDirectory()) {
    return { text: readText(path, 'INPUT_MISSING'), reserves: new Map(), isSealed: true };
  }
  const folder = houseFolder(path);
  if (existsSync(folder.ledger)) {
    return {
      text: readText(folder.ledger, 'INPUT_MISSING'),
      reserves: new Map(),
      isSealed: true,
    };
  }
  if (!existsSync(folder.book)) {
    throw new SothebaisError('INPUT_MISSING', `The folder ${path} holds no book.`);
  }
  const { readFolderBook } = await import('../wire-book.js');
  return { ...(await readFolderBook(folder)), isSealed: false };
}

/** What the book itself opens of its seals. */
const openedReserves = (events: readonly { readonly event: AuctionEvent }[]): Reserves =>
  new Map(
    events.flatMap(({ event }) =>
      event.kind === 'reserve-opened'
        ? [[event.lotId, { reserveWei: event.reserveWei, salt: event.salt }]]
        : [],
    ),
  );

const damaged = (sequence: number, why: string): SothebaisError =>
  new SothebaisError('BOOK_DAMAGED', `The book is wrong at event ${sequence}: ${why}`, {
    details: { sequence },
  });
