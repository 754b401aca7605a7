import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CampaignFile } from '../../config/campaign.js';
import { makeFolder } from '../../config/make-folder.js';
import type { AuctionResult } from '../../engine/app/result.js';
import { FAILURES, SothebaisError } from '../../engine/domain/errors.js';
import type { Wei } from '../../engine/domain/ids.js';
import { formatEth } from '../../engine/domain/money.js';
import type {
  CampaignAuction,
  CampaignAuctions,
  HoldingEnd,
} from '../../engine/ports/campaign-auctions.js';
import type { Processes } from '../../engine/ports/processes.js';
import { readFolderAuction } from '../folder-auction.js';
import { houseFolder } from '../house-folder.js';
import { counted } from './table.js';

/** A house takes its time: it seals the book, ends the stream and joins the recording. */
const STOP_LIMIT_MS = 45_000;
/** What it printed last may still be on its way when it is gone. */
const DRAIN_LIMIT_MS = 2_000;
/** What a house prints at its end is a result or a failure, and never this long. */
const PRINTED_MAX = 4_000_000;

export interface EveningsOptions {
  readonly processes: Processes;
  /** The campaign's folder; each auction has one of its own in it. */
  readonly root: string;
  readonly file: CampaignFile;
  /** Program and first arguments that `up` and its flags follow. */
  readonly command: readonly [string, ...string[]];
}

/**
 * Holds each auction of a campaign by `sothebais up` in a process of its own, on a catalogue and in
 * a folder of its own. What the house says goes to `up.log` there.
 */
export function createEvenings(options: EveningsOptions): CampaignAuctions {
  const folderOf = (auctionId: string) => houseFolder(join(options.root, auctionId));
  const isOpened = async (auctionId: string): Promise<boolean> => {
    try {
      return (await readFolderAuction(folderOf(auctionId))) !== undefined;
    } catch (cause) {
      // A damaged book is a book: the house will say what is wrong with it.
      if (cause instanceof SothebaisError) return true;
      throw cause;
    }
  };
  return {
    isOpened,
    hold: async (auction, signal) => {
      try {
        const { root } = folderOf(auction.auctionId);
        if (!(await isOpened(auction.auctionId))) layOut(options.file, auction, root);
        return signal.aborted ? { kind: 'stopped' } : await holdOnce(options, auction, signal);
      } catch (cause) {
        if (!(cause instanceof SothebaisError)) throw cause;
        return { kind: 'died', why: cause.message, retryable: cause.retryable };
      }
    },
    result: async (auctionId) => readResult(folderOf(auctionId).result),
  };
}

const catalogueIn = (root: string): string => join(root, 'catalogue.json');

function layOut({ catalogue }: CampaignFile, { lots }: CampaignAuction, root: string): void {
  try {
    makeFolder(root, 0o700);
    // It holds reserves, which are confidential.
    writeFileSync(catalogueIn(root), catalogue.evening(lots), { mode: 0o600 });
  } catch (cause) {
    throw new SothebaisError('FOLDER_UNWRITABLE', `The folder ${root} cannot be written.`, {
      cause,
    });
  }
}

async function holdOnce(
  { processes, root, file, command: [program, ...first] }: EveningsOptions,
  auction: CampaignAuction,
  signal: AbortSignal,
): Promise<HoldingEnd> {
  const folder = join(root, auction.auctionId);
  const args = [...first, ...upArguments(file, auction, folder)];
  const child = await processes.start(program, args, { missing: 'TOOLS_MISSING' });
  const log = createWriteStream(join(folder, 'up.log'), { flags: 'a', mode: 0o600 });
  log.on('error', () => undefined); // A full disk is told by the house itself.
  child.stderr.pipe(log);
  let printed = '';
  child.stdout.on('data', (chunk) => (printed = (printed + String(chunk)).slice(-PRINTED_MAX)));
  const drained = new Promise((resolve) => child.stdout.once('end', resolve));

  const stop = () => void child.stop(STOP_LIMIT_MS);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  const code = await child.exited;
  signal.removeEventListener('abort', stop);
  await Promise.race([drained, sleep(DRAIN_LIMIT_MS, undefined, { ref: false })]);
  return howItEnded(code, printed, signal.aborted);
}

function upArguments(
  { configPath, settingsOf }: CampaignFile,
  { auctionId, date, lots }: CampaignAuction,
  folder: string,
): readonly string[] {
  const settings = [
    ...settingsOf(date).map(({ key, value }) => `${key}=${String(value)}`),
    `auction.id=${auctionId}`,
    `auction.catalogue=${catalogueIn(folder)}`,
    `auction.lots=${lots.length}`,
  ];
  const set = settings.flatMap((setting) => ['--set', setting]);
  return ['up', '--config', configPath, '--data', folder, ...set, '--json'];
}

function howItEnded(code: number | null, printed: string, isStopped: boolean): HoldingEnd {
  if (code === 0) return { kind: 'over' };
  const failure = readFailure(printed);
  if (failure?.code === 'AUCTION_OVER') return { kind: 'over' };
  if (isStopped) return { kind: 'stopped' };
  const row = Object.entries(FAILURES).find(([name]) => name === failure?.code)?.[1];
  return {
    kind: 'died',
    why: failure
      ? `${failure.code}: ${failure.message}`
      : `its house ended with ${code ?? 'a kill'}`,
    // A bug or a kill may not come again; neither does an interruption that was not ours.
    retryable: row === undefined || row.retryable || failure?.code === 'INTERRUPTED',
  };
}

function readFailure(printed: string): { code: string; message: string } | undefined {
  try {
    const { error } = JSON.parse(printed) as { error?: { code?: unknown; message?: unknown } };
    return error ? { code: String(error.code), message: String(error.message) } : undefined;
  } catch {
    return undefined;
  }
}

/** What an auction came to, by the file it left. */
function readResult(path: string): string | undefined {
  let lots: AuctionResult['lots'];
  try {
    ({ lots } = JSON.parse(readFileSync(path, 'utf8')) as AuctionResult);
  } catch {
    return undefined;
  }
  const sold = lots.filter(({ outcome }) => outcome === 'sold');
  if (sold.length === 0) return `none of ${counted(lots.length, 'lot')} sold`;
  const totalWei = sold.reduce((sum, { hammerWei }) => sum + BigInt(hammerWei), 0n);
  return `${sold.length} of ${counted(lots.length, 'lot')} sold for ${formatEth(totalWei as Wei)} ETH`;
}
