import { existsSync } from 'node:fs';
import { Flags } from '@oclif/core';
import { loadConfig, type Override } from '../../config/load.js';
import { SothebaisError } from '../../engine/domain/errors.js';
import { AuctionCommand } from '../auction-command.js';
import { readFolderAuction } from '../folder-auction.js';
import { holdAuction } from '../hold-auction.js';
import { clearOutputs, houseFolder, type HouseFolder } from '../house-folder.js';
import { summarize } from '../summary.js';

export default class Up extends AuctionCommand {
  static override summary = 'Run an auction from a config file until it ends.';
  static override description =
    'Begins the auction, or goes on with the one in the data folder: after a stop or a crash, ' +
    'nothing ruled on is lost or ruled on twice.';
  static override examples = [
    '<%= config.bin %> up --config examples/evening-auction/sothebais.yaml',
    '<%= config.bin %> up --config sothebais.yaml --data ./tonight --set stage.fps=25',
  ];
  static override flags = {
    config: Flags.string({ char: 'c', summary: 'settings file', default: 'sothebais.yaml' }),
    data: Flags.string({ char: 'd', summary: 'folder of the book and all that is kept' }),
    set: Flags.string({ summary: 'a setting, as key=value', multiple: true }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Up);
    const overrides: Override[] = (flags.set ?? []).map(parseSetting);
    if (flags.data !== undefined) {
      overrides.push({ key: 'data', value: flags.data, origin: '--data' });
    }
    const config = await loadConfig(flags.config, process.env, overrides);
    const folder = houseFolder(config.data);
    await refuseFinished(folder, config.auction.id);
    clearOutputs(folder);
    const { openHouse } = await import('../wire.js');
    const outcome = await holdAuction(config, openHouse);
    this.log(summarize(outcome));
    return { ...outcome.result, files: outcome.files };
  }
}

/**
 * What a finished auction left stays as it is. One that ended before it left anything goes on, and
 * so does one that still owes a settlement, or has errands to try again.
 */
async function refuseFinished(folder: HouseFolder, auctionId: string): Promise<void> {
  if (!existsSync(folder.result)) return;
  const auction = await readFolderAuction(folder);
  if (auction?.phase !== 'closed' || auction.opening.id !== auctionId) return;
  if ([...auction.results.values()].some(({ settlement }) => settlement?.state === 'pending'))
    return;
  const { owesErrands } = await import('../wire-errands.js');
  if (await owesErrands(folder, auction.opening.id)) return;
  throw new SothebaisError(
    'AUCTION_OVER',
    `The auction ${auction.opening.id} in ${folder.root} is over.`,
  );
}

function parseSetting(text: string): Override {
  const split = text.indexOf('=');
  if (split < 1) {
    throw new SothebaisError('CONFIG_INVALID', `Expected --set key=value, got "${text}".`);
  }
  return { key: text.slice(0, split), value: text.slice(split + 1), origin: '--set' };
}
