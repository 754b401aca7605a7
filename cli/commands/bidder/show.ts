import {
  bidderSheet,
  bidsOf,
  type BidderSheet,
  type BidRow,
} from '../../../engine/app/desk/bidder-sheet.js';
import { bidderNamed } from '../../../engine/app/desk/names.js';
import type { Entry } from '../../../engine/ports/ledger.js';
import { AuctionCommand } from '../../auction-command.js';
import { columns, tableWidth, timeOfDay } from '../../desk/columns.js';
import { sayBidder, sayHeld } from '../../desk/say-bidder.js';
import { bidderArg, houseFlags } from '../../flags.js';
import { readSale } from '../../read-sale.js';
import { plainText } from '../../tui/plain-text.js';

interface BidderShown extends BidderSheet {
  readonly registeredAt: string | null;
  /** Oldest first. */
  readonly bids: readonly BidRow[];
}

export default class BidderShow extends AuctionCommand {
  static override summary = 'Show one bidder: what he has deposited, owes and leads, and his bids.';
  static override description = 'Reads the book, whether the house runs or not.';
  static override examples = [
    '<%= config.bin %> bidder show 102',
    '<%= config.bin %> bidder show @ada --json',
  ];
  static override args = { bidder: bidderArg };
  static override flags = houseFlags;

  async run(): Promise<BidderShown> {
    const { args, flags } = await this.parse(BidderShow);
    const { auction, entries } = await readSale(flags.data, isOfBidders);
    const bidder = bidderNamed(auction, args.bidder);
    const registered = entries.find(
      ({ event }) => event.kind === 'paddle-registered' && event.bidder.paddle === bidder.paddle,
    );
    const shown = {
      ...bidderSheet(auction, bidder),
      registeredAt: registered ? new Date(registered.event.at).toISOString() : null,
      bids: bidsOf(auction, bidder, entries),
    };
    this.log('%s', page(shown).join('\n'));
    return shown;
  }
}

/** What a bidder's page is drawn from. */
const isOfBidders = ({ event }: Entry): boolean =>
  'bid' in event ||
  event.kind === 'bid-voided' ||
  event.kind === 'offer-refused' ||
  event.kind === 'paddle-registered';

function page(bidder: BidderShown): readonly string[] {
  const { paddle, name, address, registeredAt, limitEth, won, bids } = bidder;
  const since = registeredAt === null ? '' : `, registered ${timeOfDay(registeredAt)}`;
  return [
    `Paddle ${paddle}  ${plainText(name)}${since}`,
    address,
    `${sayBidder(bidder)}${limitEth === null ? '' : `, limit ${limitEth} ETH`}`,
    ...(won.length === 0 ? [] : [`won ${sayHeld(won)}`]),
    ...(bids.length === 0 ? [] : ['', ...columns(HEADS, bids.map(cells), tableWidth())]),
  ];
}

const HEADS = [
  { name: 'TIME' },
  { name: 'LOT', side: 'right' },
  { name: 'ETH', side: 'right', gives: 2 },
  { name: 'VERDICT' },
  { name: 'BID', gives: 1, least: 24 },
] as const;

const cells = ({ at, lot, amountEth, verdict, bid }: BidRow): readonly string[] => [
  timeOfDay(at),
  lot === null ? '-' : String(lot),
  amountEth ?? '-',
  verdict,
  bid,
];
