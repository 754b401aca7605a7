import { Errors, Flags } from '@oclif/core';
import { readBook } from '../../../engine/app/book/read-book.js';
import { SothebaisError } from '../../../engine/domain/errors.js';
import type { BookPages } from '../../../engine/ports/book-pages.js';
import type { Entry } from '../../../engine/ports/ledger.js';
import { AuctionCommand } from '../../auction-command.js';
import { readCursor, writeCursor } from '../../events/cursor.js';
import { bookFlags } from '../../events/flags.js';
import { jsonLine } from '../../events/json-line.js';
import { postEvent } from '../../events/post-events.js';
import { writeLines } from '../../events/write-lines.js';
import { houseFolder } from '../../house-folder.js';
import { listenForInterruption } from '../../interruption.js';

/** About a minute, with the pauses between. */
const TRIES_MAX = 8;

const url = Flags.custom<URL>({
  parse: async (text) => {
    const read = URL.canParse(text) ? new URL(text) : undefined;
    const isWeb = read?.protocol === 'http:' || read?.protocol === 'https:';
    if (read && isWeb && !read.username && !read.password) return read;
    throw new Errors.CLIError('Expected an address with http or https, and no password in it.', {
      exit: 2,
    });
  },
});

export default class EventsReplay extends AuctionCommand {
  static override summary =
    'Feed the book to a program, from any event on, in order, without a gap.';
  static override description =
    'Writes one event a line as JSON, {"auction","sequence","at","cause","hash","event"}, or posts ' +
    'each so with an Idempotency-Key and goes on once it was taken (any status from 200 to 299). ' +
    'An event may come twice and none is left out. The most that a bidder left with the house is ' +
    'among them: let no bidder read along.';
  static override examples = [
    '<%= config.bin %> events replay --from 100 --to 200',
    '<%= config.bin %> events replay --follow --post http://127.0.0.1:8080/events --cursor events.cursor',
  ];
  static override enableJsonFlag = false;
  static override flags = {
    ...bookFlags,
    from: Flags.integer({
      summary: 'the first event, where no cursor says so',
      min: 1,
      default: 1,
    }),
    to: Flags.integer({ summary: 'the last event', min: 1 }),
    follow: Flags.boolean({
      char: 'f',
      summary: 'go on as the house writes, and try for ever what is not taken',
      default: false,
    }),
    post: url({ summary: 'post each event to this address' }),
    cursor: Flags.string({
      summary: 'file that keeps the last event taken: the next call goes on after it',
      dependsOn: ['post'],
    }),
    json: Flags.boolean({ summary: 'as JSON, one event a line, as it is anyway' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(EventsReplay);
    const interruption = listenForInterruption(INTERRUPTED);
    const { signal } = interruption;
    try {
      const { readFolderBook } = await import('../../wire-pages.js');
      await readFolderBook(houseFolder(flags.data), flags.auction, async ({ pages }) => {
        const after = await startOf(pages, flags);
        const give = giverFor(pages, { ...flags, signal });
        const upTo = flags.to ?? Infinity;
        for await (const page of readBook(pages, { after, upTo, follows: flags.follow, signal })) {
          await give(page);
        }
      });
      signal.throwIfAborted();
    } catch (cause) {
      if (!signal.aborted) throw cause;
      // Whoever follows is done when he says so.
      if (!flags.follow) throw INTERRUPTED;
    } finally {
      interruption.close();
    }
  }
}

const INTERRUPTED = new SothebaisError('INTERRUPTED', 'The replay was interrupted.', {
  hint: 'Run the same command again: with `--cursor` it goes on where it was.',
});

/** The event before the first: what the cursor says, or `--from`. */
async function startOf(
  pages: BookPages,
  { cursor: path, from }: { readonly cursor?: string | undefined; readonly from: number },
): Promise<number> {
  const cursor = path === undefined ? undefined : readCursor(path);
  if (!cursor) return from - 1;
  const { auction, sequence, hash } = cursor;
  const [entry] = await pages.read({ after: sequence - 1, limit: 1 });
  if (auction === pages.auctionId && entry?.hash === hash) return sequence;
  throw new SothebaisError(
    'CURSOR_WRONG',
    `The cursor stands at event ${sequence} of another book of ${auction}; this is ${pages.auctionId}.`,
  );
}

/** Hands a page of events over; what was taken is noted before the next is given. */
function giverFor(
  { auctionId }: BookPages,
  to: {
    readonly post?: URL | undefined;
    readonly cursor?: string | undefined;
    readonly follow: boolean;
    readonly signal: AbortSignal;
  },
): (page: readonly Entry[]) => Promise<void> {
  const { post: target, cursor, follow, signal } = to;
  if (!target) {
    return (page) =>
      writeLines(
        process.stdout,
        page.map((entry) => jsonLine(auctionId, entry)),
      );
  }
  const options = { auctionId, url: target, signal, onRetry: sayRetry };
  return async (page) => {
    for (const entry of page) {
      await postEvent(entry, { ...options, triesMax: follow ? Infinity : TRIES_MAX });
      const { sequence, hash } = entry;
      if (cursor !== undefined) writeCursor(cursor, { auction: auctionId, sequence, hash });
    }
  };
}

const sayRetry = (sequence: number, why: string, waitMs: number): void => {
  process.stderr.write(`Event ${sequence} was not taken: ${why}. Again in ${waitMs / 1000} s.\n`);
};
