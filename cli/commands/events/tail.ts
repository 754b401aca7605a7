import { Flags } from '@oclif/core';
import { readBook } from '../../../engine/app/book/read-book.js';
import { createNames, type Names } from '../../../engine/app/book/roster.js';
import { SothebaisError } from '../../../engine/domain/errors.js';
import type { EventFilter } from '../../../engine/ports/book-pages.js';
import type { Entry } from '../../../engine/ports/ledger.js';
import { AuctionCommand } from '../../auction-command.js';
import { tableWidth } from '../../desk/columns.js';
import { eventTable } from '../../events/event-table.js';
import { filterOf } from '../../events/filter.js';
import { bookFlags, filterFlags } from '../../events/flags.js';
import { jsonLine } from '../../events/json-line.js';
import { writeLines } from '../../events/write-lines.js';
import { houseFolder } from '../../house-folder.js';
import { listenForInterruption } from '../../interruption.js';
import type { FolderBook } from '../../wire-pages.js';

const LAST = 50;

export default class EventsTail extends AuctionCommand {
  static override summary = 'Show what happened last in the book, and go on as the house writes.';
  static override description =
    'Reads the book, whether the house runs or not. With --follow it goes on until Ctrl-C, or ' +
    'until the house seals the book. With --json, one event a line: ' +
    '{"auction","sequence","at","cause","hash","event"}, the most that a bidder left with the ' +
    'house among it.';
  static override examples = [
    '<%= config.bin %> events tail --follow',
    '<%= config.bin %> events tail --lot 3 --kind bid-refused,offer-refused --since 10m',
    '<%= config.bin %> events tail -n 1000 --json',
  ];
  static override enableJsonFlag = false;
  static override flags = {
    ...bookFlags,
    ...filterFlags,
    last: Flags.integer({
      char: 'n',
      summary: 'so many, the last of them',
      min: 0,
      defaultHelp: async () => `${LAST}, or all there are since --since`,
    }),
    follow: Flags.boolean({ char: 'f', summary: 'go on as the house writes', default: false }),
    json: Flags.boolean({ summary: 'as JSON, one event a line', default: false }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(EventsTail);
    const interruption = listenForInterruption(new SothebaisError('INTERRUPTED', 'Enough seen.'));
    try {
      const { readFolderBook } = await import('../../wire-pages.js');
      await readFolderBook(houseFolder(flags.data), flags.auction, async (book) => {
        const names = createNames(book.pages);
        const { last = flags.since === undefined ? LAST : undefined, follow } = flags;
        const write = await writerFor(book, names, flags.json);
        const asked = { filter: filterOf(await names.at(1), flags), last, follows: follow };
        for await (const page of tail(book, { ...asked, signal: interruption.signal })) {
          await write(page);
        }
      });
    } finally {
      interruption.close();
    }
  }
}

/** The last events of a book, and what follows on them. */
async function* tail(
  { pages }: FolderBook,
  asked: {
    readonly filter: EventFilter;
    readonly last: number | undefined;
    readonly follows: boolean;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<readonly Entry[], void> {
  const { last, ...rest } = asked;
  if (last === undefined) return yield* readBook(pages, rest);
  const end = await pages.length();
  if (last > 0) yield await pages.read({ upTo: end, limit: last, keep: 'last' }, asked.filter);
  if (asked.follows) yield* readBook(pages, { ...rest, after: end });
}

/** Writes events as JSON, or in a table whose names are those of the time. */
async function writerFor(
  { pages }: FolderBook,
  names: Names,
  isJson: boolean,
): Promise<(page: readonly Entry[]) => Promise<void>> {
  const { auctionId } = pages;
  if (isJson) {
    return (page) =>
      writeLines(
        process.stdout,
        page.map((entry) => jsonLine(auctionId, entry)),
      );
  }
  const table = eventTable(tableWidth(), await pages.length());
  await writeLines(process.stdout, [table.head]);
  return async (page) => {
    const roster = await names.at(page.at(-1)?.sequence ?? 1);
    await writeLines(
      process.stdout,
      page.map((entry) => table.row(roster, entry)),
    );
  };
}
