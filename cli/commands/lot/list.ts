import { lotSheets, type LotSheet } from '../../../engine/app/desk/lot-sheet.js';
import { AuctionCommand } from '../../auction-command.js';
import { columns, tableWidth } from '../../desk/columns.js';
import { isLive, PHASES, timeLeft } from '../../desk/say-lot.js';
import { houseFlags } from '../../flags.js';
import { readSale } from '../../read-sale.js';

export default class LotList extends AuctionCommand {
  static override summary = 'List the lots in the order of sale, and how each stands.';
  static override description = 'Reads the book, whether the house runs or not.';
  static override examples = [
    '<%= config.bin %> lot list',
    '<%= config.bin %> lot list --data ./tonight --json',
  ];
  static override flags = houseFlags;

  async run(): Promise<{ readonly auctionId: string; readonly lots: readonly LotSheet[] }> {
    const { flags } = await this.parse(LotList);
    const { auction } = await readSale(flags.data);
    const lots = lotSheets(auction);
    this.log(
      '%s',
      columns(
        HEADS,
        lots.map((lot) => cells(lot, Date.now())),
        tableWidth(),
      ).join('\n'),
    );
    return { auctionId: auction.opening.id, lots };
  }
}

const HEADS = [
  { name: 'LOT', side: 'right' },
  { name: 'TITLE', gives: 1 },
  { name: 'PHASE' },
  { name: 'PRICE', side: 'right', gives: 4 },
  { name: 'ASK', side: 'right', gives: 3 },
  { name: 'WITH', gives: 2 },
  { name: 'LEFT', side: 'right' },
  { name: 'BIDS', side: 'right' },
] as const;

/** The lot on program is marked. */
function cells(lot: LotSheet, nowMs: number): readonly string[] {
  const { number, title, phase, onProgram, priceEth, askEth, leader, result, bids } = lot;
  const who = isLive(lot) ? leader : result?.winner;
  return [
    `${onProgram ? '▸' : ''}${number}`,
    title,
    PHASES[phase],
    isLive(lot) ? (priceEth ?? '-') : (result?.winner && result.hammerEth) || '-',
    result ? '-' : askEth,
    who?.name ?? '-',
    timeLeft(lot, nowMs) ?? '-',
    String(bids.accepted),
  ];
}
