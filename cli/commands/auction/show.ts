import { auctionSheet, type AuctionSheet } from '../../../engine/app/desk/auction-sheet.js';
import { AuctionCommand } from '../../auction-command.js';
import { houseFlags } from '../../flags.js';
import { readSale } from '../../read-sale.js';
import { plainText } from '../../tui/plain-text.js';

export default class AuctionShow extends AuctionCommand {
  static override summary = 'Show the auction: what is on program, what is sold, what comes next.';
  static override description = 'Reads the book, whether the house runs or not.';
  static override examples = ['<%= config.bin %> auction show --data ./tonight'];
  static override flags = houseFlags;

  async run(): Promise<AuctionSheet> {
    const { flags } = await this.parse(AuctionShow);
    const { auction } = await readSale(flags.data);
    const sheet = auctionSheet(auction);
    this.log('%s', page(sheet).join('\n'));
    return sheet;
  }
}

function page(sheet: AuctionSheet): readonly string[] {
  const { lots, order, open } = sheet;
  return [
    `${plainText(sheet.title)} (${sheet.id}), ${sheet.phase}`,
    `Sold       ${lots.sold} of ${order.length} lots, ${sheet.totalEth} ETH in all`,
    `Not sold   ${lots.passed} passed, ${lots.withdrawn} withdrawn`,
    `On program ${sheet.onProgram === null ? 'none' : `lot ${sheet.onProgram}`}`,
    `Open       ${open.length === 0 ? 'none' : open.map((number) => `lot ${number}`).join(', ')}`,
    `To come    ${sheet.toCome.length === 0 ? 'none' : sheet.toCome.join(', ')}`,
    `Bidders    ${sheet.bidders}, ${sheet.blocked} blocked`,
    `Premium    ${sheet.premiumBps / 100} %${sheet.limitEth === null ? '' : `, limit ${sheet.limitEth} ETH a bidder`}`,
    `Book       ${sheet.events} events`,
  ];
}
