import { Errors, Flags } from '@oclif/core';
import { listBids, type BidFilter, type ListedBid } from '../../../engine/app/book/bid-rows.js';
import { REFUSALS } from '../../../engine/app/book/event-line.js';
import { createNames } from '../../../engine/app/book/roster.js';
import { bidderNamed, lotNumbered, type Roster } from '../../../engine/app/desk/names.js';
import type { Refusal } from '../../../engine/domain/lot/lot.js';
import { nearNames } from '../../../engine/domain/near-names.js';
import { AuctionCommand } from '../../auction-command.js';
import { tableWidth, timeOfDay } from '../../desk/columns.js';
import { fixedTable, sequenceCells, type FixedColumn } from '../../desk/fixed-table.js';
import { roundedDown } from '../../desk/say-bidder.js';
import { bookFlags } from '../../events/flags.js';
import { writeLines } from '../../events/write-lines.js';
import { houseFolder } from '../../house-folder.js';

const code = Flags.custom<Refusal>({
  parse: async (text) => {
    const found = REFUSALS.find((one) => one === text.toUpperCase());
    if (found) return found;
    const near = nearNames(text, REFUSALS, 1);
    const [nearest] = [...near, ...REFUSALS.filter((one) => one.includes(text.toUpperCase()))];
    throw new Errors.CLIError(
      `No bid is refused for "${text}"; ${nearest === undefined ? `expected one of ${REFUSALS.join(', ')}` : `the nearest is ${nearest}`}.`,
      { exit: 2 },
    );
  },
});

export default class BidList extends AuctionCommand {
  static override summary = 'List bids with their verdicts: all, or those asked for.';
  static override description =
    'Reads the book, whether the house runs or not. With --json, one bid a line.';
  static override examples = [
    '<%= config.bin %> bid list --lot 3 --verdict refused',
    '<%= config.bin %> bid list --bidder @ada --json',
    '<%= config.bin %> bid list --code BELOW_ASK --source chat',
  ];
  static override enableJsonFlag = false;
  static override flags = {
    ...bookFlags,
    lot: Flags.integer({ summary: 'on the lot with this number', min: 1 }),
    bidder: Flags.string({ summary: 'by this paddle, @handle or address' }),
    verdict: Flags.option({
      summary: 'with this verdict',
      options: ['accepted', 'refused', 'voided', 'waits'] as const,
    })(),
    code: code({
      summary: 'refused for this reason, such as BELOW_ASK',
      description: `One of ${REFUSALS.join(', ')}.`,
    }),
    source: Flags.option({
      summary: 'that came this way',
      options: ['post', 'chat', 'chain', 'operator'] as const,
    })(),
    json: Flags.boolean({ summary: 'as JSON, one bid a line', default: false }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(BidList);
    const { readFolderBook } = await import('../../wire-pages.js');
    await readFolderBook(houseFolder(flags.data), flags.auction, async ({ pages }) => {
      const length = await pages.length();
      const roster = await createNames(pages).at(length);
      const { head, row } = fixedTable(columns(length), 'BID', tableWidth());
      if (!flags.json) await writeLines(process.stdout, [head]);
      const line = (bid: ListedBid) => (flags.json ? JSON.stringify(bid) : row(cells(bid)));
      for await (const bids of listBids(pages, roster, filterOf(roster, flags))) {
        await writeLines(process.stdout, bids.map(line));
      }
    });
  }
}

const columns = (length: number): readonly FixedColumn[] => [
  { name: 'TIME', cells: [8, 8] },
  { name: '#', side: 'right', cells: sequenceCells(length) },
  { name: 'LOT', cells: [3, 3] },
  { name: 'ETH', side: 'right', cells: [8, 10] },
  { name: 'BIDDER', cells: [11, 16], gives: true },
  { name: 'VERDICT', cells: [20, 20] },
];

const cells = (bid: ListedBid): readonly string[] => [
  timeOfDay(bid.at),
  String(bid.sequence),
  bid.lot === null ? '' : String(bid.lot),
  bid.amountEth === null ? '' : roundedDown(bid.amountEth),
  bid.name,
  bid.code ?? bid.verdict,
  bid.bid,
];

function filterOf(
  roster: Roster,
  flags: {
    readonly lot?: number | undefined;
    readonly bidder?: string | undefined;
    readonly verdict?: ListedBid['verdict'] | undefined;
    readonly code?: Refusal | undefined;
    readonly source?: ListedBid['source'] | undefined;
  },
): BidFilter {
  const { lot, bidder, verdict, code: why, source } = flags;
  return {
    ...(lot === undefined ? {} : { lotId: lotNumbered(roster, lot).id }),
    ...(bidder === undefined ? {} : { bidder: bidderNamed(roster, bidder) }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(why === undefined ? {} : { code: why }),
    ...(source === undefined ? {} : { source }),
  };
}
