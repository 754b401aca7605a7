import { historyRow, lotOfEvent, type HistoryRow } from '../../../engine/app/desk/history.js';
import {
  lotSheet,
  standingBids,
  type LotSheet,
  type StandingBid,
} from '../../../engine/app/desk/lot-sheet.js';
import { lotNumbered } from '../../../engine/app/desk/names.js';
import { AuctionCommand } from '../../auction-command.js';
import { columns, tableWidth, timeOfDay } from '../../desk/columns.js';
import { sayLot } from '../../desk/say-lot.js';
import { houseFlags, lotArg } from '../../flags.js';
import { readSale } from '../../read-sale.js';
import { plainText } from '../../tui/plain-text.js';

interface LotShown extends LotSheet {
  /** Bids that stand, oldest first. */
  readonly standing: readonly StandingBid[];
  readonly history: readonly HistoryRow[];
}

export default class LotShow extends AuctionCommand {
  static override summary =
    'Show one lot: how it stands, its bids, and everything that happened to it.';
  static override description = 'Reads the book, whether the house runs or not.';
  static override examples = [
    '<%= config.bin %> lot show 3',
    '<%= config.bin %> lot show 3 --json',
  ];
  static override args = { lot: lotArg };
  static override flags = houseFlags;

  async run(): Promise<LotShown> {
    const { args, flags } = await this.parse(LotShow);
    const { auction, entries } = await readSale(flags.data, ({ event }, { opening }) => {
      const lotId = lotOfEvent(event);
      return opening.catalogue.some(({ id, number }) => id === lotId && number === args.lot);
    });
    const entry = lotNumbered(auction, args.lot);
    const shown = {
      ...lotSheet(auction, entry),
      standing: standingBids(auction, entry),
      history: entries.map((row) => historyRow(auction, row)),
    };
    this.log('%s', page(shown, Date.now()).join('\n'));
    return shown;
  }
}

function page(lot: LotShown, nowMs: number): readonly string[] {
  const width = tableWidth();
  const { standing, history } = lot;
  return [
    `Lot ${lot.number}  ${plainText(lot.title)}, ${plainText(lot.artist)}`,
    `${lot.onProgram ? 'On program, ' : ''}${sayLot(lot, nowMs)}`,
    factsOf(lot),
    ...(standing.length === 0 ? [] : ['', ...columns(BID_HEADS, standing.map(bidCells), width)]),
    ...(history.length === 0 ? [] : ['', ...columns(ROW_HEADS, history.map(rowCells), width)]),
  ];
}

function factsOf({ openingEth, reserve, bids, bidders, extensions }: LotShown): string {
  return [
    `Opening ${openingEth} ETH`,
    reserve === 'none' ? 'no reserve' : `reserve ${reserve}`,
    `bids ${bids.accepted} taken and ${bids.refused} refused`,
    `bidders ${bidders}`,
    ...(extensions === 0 ? [] : [`extended ${extensions} times`]),
  ].join(', ');
}

const BID_HEADS = [
  { name: 'PRICE', side: 'right' },
  { name: 'PADDLE' },
  { name: 'BIDDER', gives: 2 },
  { name: 'TIME' },
  { name: 'BID', gives: 1, least: 24 },
] as const;

const bidCells = (bid: StandingBid): readonly string[] => [
  bid.priceEth,
  bid.paddle,
  bid.name,
  timeOfDay(bid.at),
  bid.bid,
];

const ROW_HEADS = [{ name: 'TIME' }, { name: '#', side: 'right' }, { name: 'WHAT' }] as const;

const rowCells = ({ at, sequence, text, by, why }: HistoryRow): readonly string[] => [
  timeOfDay(at),
  String(sequence),
  by === null ? text : `${text} (${by}${why ? `: ${why}` : ''})`,
];
