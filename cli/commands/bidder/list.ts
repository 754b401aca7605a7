import { bidderSheets, type BidderSheet } from '../../../engine/app/desk/bidder-sheet.js';
import { AuctionCommand } from '../../auction-command.js';
import { columns, tableWidth } from '../../desk/columns.js';
import { roundedDown } from '../../desk/say-bidder.js';
import { houseFlags } from '../../flags.js';
import { readSale } from '../../read-sale.js';

export default class BidderList extends AuctionCommand {
  static override summary = 'List the bidders: deposits, debts, and the lots they lead.';
  static override description = 'Reads the book, whether the house runs or not.';
  static override examples = ['<%= config.bin %> bidder list --json'];
  static override flags = houseFlags;

  async run(): Promise<{ readonly auctionId: string; readonly bidders: readonly BidderSheet[] }> {
    const { flags } = await this.parse(BidderList);
    const { auction } = await readSale(flags.data);
    const bidders = bidderSheets(auction);
    const lines =
      bidders.length === 0
        ? ['Nobody has a paddle yet.']
        : columns(HEADS, bidders.map(cells), tableWidth());
    this.log('%s', lines.join('\n'));
    return { auctionId: auction.opening.id, bidders };
  }
}

const HEADS = [
  { name: 'PADDLE', side: 'right' },
  { name: 'BIDDER', gives: 1 },
  { name: 'DEPOSIT', side: 'right', gives: 3 },
  { name: 'OWES', side: 'right', gives: 4 },
  { name: 'FREE', side: 'right', gives: 2 },
  { name: 'LIMIT', side: 'right', gives: 5 },
  { name: 'LEADS' },
  { name: 'WON' },
] as const;

const cells = (bidder: BidderSheet): readonly string[] => [
  bidder.paddle,
  bidder.blocked ? `${bidder.name} (blocked)` : bidder.name,
  bidder.depositEth,
  bidder.owedEth,
  bidder.freeEth === null ? '-' : roundedDown(bidder.freeEth),
  bidder.limitEth ?? '-',
  bidder.leads.map(({ lot }) => lot).join(' ') || '-',
  bidder.won.map(({ lot }) => lot).join(' ') || '-',
];
