import { existsSync, statSync } from 'node:fs';
import { Args, Flags } from '@oclif/core';
import { lotOutcome, type LotOutcome } from '../../engine/app/result.js';
import { SothebaisError } from '../../engine/domain/errors.js';
import { AuctionCommand } from '../auction-command.js';
import { houseFolder } from '../house-folder.js';
import type { Verdict, VerifyOptions } from '../wire-book.js';

interface Verified {
  readonly ok: true;
  readonly events: number;
  readonly head: string;
  /** Whether the book ends with its seal, as a finished book does. */
  readonly finished: boolean;
  readonly lots: readonly (Pick<LotOutcome, 'number' | 'outcome' | 'winner' | 'hammerWei'> & {
    /** Whether its reserve is sealed still: what hangs on it is taken as the book tells it. */
    readonly sealed: boolean;
  })[];
}

export default class Verify extends AuctionCommand {
  static override summary = 'Check a book: its hashes, every ruling in it, and its seals.';
  static override description =
    'Replays the book through the rules that the floor uses, and holds every reserve that was ' +
    'opened against its seal. A line that was changed, dropped, moved or added is named by its ' +
    'sequence. A reserve that is sealed still, while its auction runs, is taken for none until a ' +
    'ruling shows it, and held to from there on.';
  static override examples = [
    '<%= config.bin %> verify ./sothebais-demo',
    '<%= config.bin %> verify ledger.jsonl --json',
    '<%= config.bin %> verify tonight.jsonl --running',
  ];
  static override args = {
    book: Args.string({ description: 'a book, or the folder of a house', required: true }),
  };
  static override flags = {
    running: Flags.boolean({
      summary: 'the auction goes on: the book may end without its seal',
    }),
  };

  async run(): Promise<Verified> {
    const { args, flags } = await this.parse(Verify);
    const { verdict, isCopy } = await examine(args.book, {
      onProgress: progressOn(process.stderr),
    });
    if (isCopy && !verdict.isFinished && !flags.running) throw cut(verdict.events + 1);

    const { auction, events, head, sealedLots } = verdict;
    const lots = auction.opening.catalogue.map(({ id }) => {
      const { number, outcome, winner, hammerWei } = lotOutcome(auction, id);
      return { number, outcome, winner, hammerWei, sealed: sealedLots.includes(id) };
    });
    this.log(`The book is whole: ${events} events, head ${head}.`);
    const sealed = lots.filter((lot) => lot.sealed).map(({ number }) => number);
    if (sealed.length > 0) this.log(`Their reserve is sealed still: lots ${sealed.join(', ')}.`);
    return { ok: true, events, head, finished: verdict.isFinished, lots };
  }
}

/** A file is a finished book and ends with its seal; a house that runs or crashed has none yet. */
async function examine(
  path: string,
  options: VerifyOptions,
): Promise<{ readonly verdict: Verdict; readonly isCopy: boolean }> {
  if (!existsSync(path)) throw missing(`There is no book at ${path}.`);
  const { verifyBookFile, verifyFolderBook } = await import('../wire-book.js');
  if (!statSync(path).isDirectory()) {
    return { verdict: await verifyBookFile(path, options), isCopy: true };
  }
  const folder = houseFolder(path);
  if (existsSync(folder.ledger)) {
    return { verdict: await verifyBookFile(folder.ledger, options), isCopy: true };
  }
  const verdict = existsSync(folder.book) ? await verifyFolderBook(folder, options) : undefined;
  if (!verdict) throw missing(`The folder ${path} holds no book.`);
  return { verdict, isCopy: false };
}

const missing = (message: string) => new SothebaisError('INPUT_MISSING', message);

const cut = (sequence: number): SothebaisError =>
  new SothebaisError(
    'BOOK_DAMAGED',
    `The book is wrong at event ${sequence}: it was cut here, for its seal is missing.`,
    {
      details: { sequence },
      hint: 'Fetch the whole book; add --running for one whose auction goes on.',
    },
  );

const SHOWN_EVERY_MS = 200;

/** Shows how far it is, on a terminal alone, once it takes its time. */
function progressOn(stream: NodeJS.WriteStream): (share: number) => void {
  let shownAt = performance.now();
  let isShown = false;
  return (share) => {
    if (!stream.isTTY) return;
    const now = performance.now();
    if (share < 1 && now - shownAt < SHOWN_EVERY_MS) return;
    shownAt = now;
    if (share >= 1) {
      if (isShown) stream.write('\r\x1b[K');
      return;
    }
    isShown = true;
    stream.write(`\rchecking the book: ${Math.floor(share * 100)} %`);
  };
}
