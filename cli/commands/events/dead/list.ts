import { readDeadLetters, type DeadLetter } from '../../../../engine/app/book/dead-letters.js';
import { AuctionCommand } from '../../../auction-command.js';
import { columns, tableWidth, timeOfDay } from '../../../desk/columns.js';
import { bookFlags } from '../../../events/flags.js';
import { houseFolder } from '../../../house-folder.js';

export default class EventsDeadList extends AuctionCommand {
  static override summary = 'List what the house tried in vain and gave up: replies, settlements.';
  static override description =
    'Reads the outbox, whether the house runs or not. Each can be tried again or dropped.';
  static override examples = ['<%= config.bin %> events dead list --json'];
  static override flags = bookFlags;

  async run(): Promise<{ readonly auction: string; readonly dead: readonly DeadLetter[] }> {
    const { flags } = await this.parse(EventsDeadList);
    const { readFolderBook } = await import('../../../wire-pages.js');
    const found = await readFolderBook(houseFolder(flags.data), flags.auction, async (book) => ({
      auction: book.pages.auctionId,
      dead: await readDeadLetters(book),
    }));
    const lines =
      found.dead.length === 0
        ? ['Nothing was given up.']
        : columns(HEADS, found.dead.map(cells), tableWidth());
    this.log('%s', lines.join('\n'));
    return found;
  }
}

const HEADS = [
  { name: 'TIME' },
  { name: '#', side: 'right' },
  { name: 'FOR', gives: 3 },
  { name: 'TRIES', side: 'right' },
  { name: 'ERRAND', gives: 2, least: 24 },
  { name: 'LAST FAILURE', gives: 1, least: 16 },
] as const;

const cells = ({ at, sequence, for: whose, failures, id, why }: DeadLetter): readonly string[] => [
  timeOfDay(at),
  sequence === null ? '-' : String(sequence),
  whose,
  String(failures),
  id,
  why,
];
