import { Args } from '@oclif/core';
import type { HouseStatus } from '../../engine/app/house-status.js';
import { lotOutcome, type LotOutcome } from '../../engine/app/result.js';
import { SothebaisError } from '../../engine/domain/errors.js';
import { AuctionCommand } from '../auction-command.js';
import { readFolderAuction } from '../folder-auction.js';
import { findHouse, houseFolder, type HouseFolder } from '../house-folder.js';
import { describeChange } from '../tui/describe-change.js';

type Status =
  | ({ readonly running: true; readonly url: string } & HouseStatus)
  | {
      readonly running: false;
      readonly auctionId: string;
      readonly phase: 'open' | 'closed';
      readonly events: number;
      readonly lots: readonly LotOutcome[];
    };

const STATUS_LIMIT_MS = 3_000;

export default class StatusCommand extends AuctionCommand {
  static override summary =
    'Tell how the auction in a folder stands, whether its house runs or not.';
  static override examples = ['<%= config.bin %> status ./sothebais-demo --json'];
  static override args = {
    folder: Args.string({ description: 'the data folder', default: './sothebais-data' }),
  };

  async run(): Promise<Status> {
    const { args } = await this.parse(StatusCommand);
    const folder = houseFolder(args.folder);
    const url = await findHouse(folder);
    const status = url === undefined ? await fromBook(folder) : await fromHouse(url);
    for (const line of describe(status)) this.log(line);
    return status;
  }
}

async function fromHouse(url: string): Promise<Status> {
  try {
    const response = await fetch(`${url}/status`, { signal: AbortSignal.timeout(STATUS_LIMIT_MS) });
    return { running: true, url, ...((await response.json()) as HouseStatus) };
  } catch (cause) {
    throw new SothebaisError('TIMED_OUT', `The house at ${url} did not tell its status.`, {
      cause,
    });
  }
}

async function fromBook(folder: HouseFolder): Promise<Status> {
  const auction = await readFolderAuction(folder);
  if (!auction) {
    throw new SothebaisError('INPUT_MISSING', `The folder ${folder.root} holds no auction.`);
  }
  return {
    running: false,
    auctionId: auction.opening.id,
    phase: auction.phase,
    events: auction.sequence,
    lots: auction.opening.catalogue.map(({ id }) => lotOutcome(auction, id)),
  };
}

function describe(status: Status): readonly string[] {
  if (status.running) {
    const { stream, bids } = status;
    const air = stream ? `on air ${Math.round(stream.onAirMs / 1000)} s, ` : '';
    return [
      ...describeChange(undefined, status),
      `Running at ${status.url}: ${air}${bids.accepted} bids taken, ${bids.refused} refused`,
    ];
  }
  return [
    `No house runs here. The auction ${status.auctionId} is ${status.phase}, ${status.events} events.`,
    ...status.lots.map(
      ({ number, title, outcome }) => `Lot ${number}, ${title}: ${outcome ?? 'to come'}`,
    ),
  ];
}
