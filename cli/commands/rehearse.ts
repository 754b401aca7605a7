import { text as readAll } from 'node:stream/consumers';
import { Args, Flags } from '@oclif/core';
import { parseBidLines } from '../../config/bid-lines.js';
import { parseTerms } from '../../config/terms.js';
import { readText } from '../../config/yaml.js';
import { rehearse, type BidRow, type LotRow, type Rehearsal } from '../../engine/app/rehearse.js';
import { PRESETS, type PresetName } from '../../engine/domain/lot/presets.js';
import { AuctionCommand } from '../auction-command.js';

const NAMES = Object.keys(PRESETS) as PresetName[];

export default class Rehearse extends AuctionCommand {
  static override summary = 'Rule on a file of bids, in virtual time, as the floor would.';
  static override description =
    'BIDS holds a bid or a control a line, as JSON, in the order of receipt; - reads standard input. ' +
    'TERMS says, as YAML or JSON, how the lots are sold. Nothing else is needed: no house, no network.';
  static override examples = [
    '<%= config.bin %> rehearse bids.jsonl --terms terms.yaml --preset saleroom',
    '<%= config.bin %> rehearse - --terms terms.json --json < bids.jsonl',
  ];
  static override enableJsonFlag = false;
  static override args = {
    bids: Args.string({ description: 'the file of bids, or -', required: true, ignoreStdin: true }),
  };
  static override flags = {
    terms: Flags.string({ description: 'the file of terms', required: true }),
    preset: Flags.option({
      description: 'a known house whose terms fill in what the file leaves out',
      options: NAMES,
    })(),
    json: Flags.boolean({ description: 'write JSON Lines: a line a bid, then a line a lot' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Rehearse);
    const terms = parseTerms(readText(flags.terms, 'INPUT_MISSING'), flags.terms, flags.preset);
    const bids =
      args.bids === '-' ? await readAll(process.stdin) : readText(args.bids, 'INPUT_MISSING');
    const name = args.bids === '-' ? 'standard input' : args.bids;

    const rehearsal = rehearse(parseBidLines(bids, name), terms);
    const lines = flags.json ? jsonLines(rehearsal) : table(rehearsal);
    if (lines.length > 0) this.log('%s', lines.join('\n'));
  }
}

const jsonLines = ({ bids, lots }: Rehearsal): string[] =>
  [...bids, ...lots].map((row) => JSON.stringify(row));

function table({ bids, lots }: Rehearsal): string[] {
  return [
    ...aligned([
      ['LOT', 'BID', 'VERDICT', 'LEADER', 'PRICE', 'ASK', 'CLOSES'],
      ...bids.map(bidCells),
    ]),
    '',
    ...aligned([
      ['LOT', 'OUTCOME', 'WINNER', 'HAMMER', 'CLOSED', 'TAKEN', 'REFUSED'],
      ...lots.map(lotCells),
    ]),
  ];
}

const bidCells = (row: BidRow): string[] => [
  row.lot,
  row.id,
  row.code ?? row.verdict,
  row.leader ?? '-',
  row.priceEth ?? '-',
  row.askEth,
  row.closesAt ?? '-',
];

const lotCells = (row: LotRow): string[] => [
  row.lot,
  row.outcome,
  row.winner ?? '-',
  row.hammerEth ?? '-',
  row.closedAt ?? '-',
  String(row.accepted),
  String(row.refused),
];

/** Names in the file are strangers': what would steer a terminal is shown, not sent. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const shown = rows.map((row) => row.map((cell) => cell.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '·')));
  const widths = (shown[0] ?? []).map((_, column) =>
    shown.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
  );
  return shown.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
