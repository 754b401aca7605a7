import { Args } from '@oclif/core';
import { readDeadLetters, type DeadLetter } from '../../../../engine/app/book/dead-letters.js';
import { unknownErrand } from '../../../../engine/app/desk/errand-desk.js';
import { historyRow, type HistoryRow } from '../../../../engine/app/desk/history.js';
import { createNames } from '../../../../engine/app/book/roster.js';
import { AuctionCommand } from '../../../auction-command.js';
import { timeOfDay } from '../../../desk/columns.js';
import { bookFlags } from '../../../events/flags.js';
import { houseFolder } from '../../../house-folder.js';
import { plainText } from '../../../tui/plain-text.js';
import type { FolderBook } from '../../../wire-pages.js';

interface DeadShown extends DeadLetter {
  /** What it follows from. */
  readonly event: HistoryRow | null;
}

export default class EventsDeadShow extends AuctionCommand {
  static override summary = 'Show one errand that was given up, and the event it follows from.';
  static override examples = ['<%= config.bin %> events dead show settle-3'];
  static override args = {
    id: Args.string({ description: 'the errand, as `events dead list` names it', required: true }),
  };
  static override flags = bookFlags;

  async run(): Promise<DeadShown> {
    const { args, flags } = await this.parse(EventsDeadShow);
    const { readFolderBook } = await import('../../../wire-pages.js');
    const shown = await readFolderBook(houseFolder(flags.data), flags.auction, async (book) => {
      const all = await readDeadLetters(book);
      const letter = all.find(({ id }) => id === args.id);
      if (letter) return { ...letter, event: await eventOf(book, letter) };
      throw unknownErrand(
        args.id,
        all.map(({ id }) => id),
      );
    });
    this.log('%s', page(shown).join('\n'));
    return shown;
  }
}

async function eventOf(
  { pages }: FolderBook,
  { sequence }: DeadLetter,
): Promise<HistoryRow | null> {
  if (sequence === null) return null;
  const [entry] = await pages.read({ after: sequence - 1, limit: 1 });
  return entry ? historyRow(await createNames(pages).at(sequence), entry) : null;
}

function page(dead: DeadShown): readonly string[] {
  const { id, kind, lot, text, failures, why, at, event } = dead;
  const about = lot === null ? '' : `, lot ${lot}`;
  return [
    `${plainText(id)}: ${kind} for ${plainText(dead.for)}${about}`,
    `Tried ${failures} times, given up at ${timeOfDay(at)}: ${plainText(why)}`,
    ...(text === null ? [] : [`It was to say: ${plainText(text)}`]),
    ...(event ? [`It follows from event ${event.sequence}: ${plainText(event.text)}`] : []),
  ];
}
