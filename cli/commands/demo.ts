import { fileURLToPath } from 'node:url';
import { Flags } from '@oclif/core';
import { readCatalogue } from '../../config/catalogue.js';
import { loadConfig, type Override } from '../../config/load.js';
import { AuctionCommand } from '../auction-command.js';
import { pictureSize } from '../flags.js';
import { holdAuction } from '../hold-auction.js';
import { clearFolder, houseFolder, takeFolder } from '../house-folder.js';
import { summarize } from '../summary.js';

/** Fair warning is the last quarter of a short lot, and never longer than this. */
const FAIR_WARNING_SECONDS = 8;

const EXAMPLE = '../../../examples/evening-auction/sothebais.yaml';

export default class Demo extends AuctionCommand {
  static override summary = 'Hold a complete auction on this machine, with no account anywhere.';
  static override description =
    'X, the chain, the RTMP ingest and a crowd of bidders are stand-ins; everything else is the ' +
    'house as it runs for real. What an earlier demo left in the folder is replaced.';
  static override examples = [
    '<%= config.bin %> demo',
    '<%= config.bin %> demo --lots 1 --seconds 20 --out ./try --json',
  ];
  static override flags = {
    out: Flags.string({ summary: 'folder for what it leaves', default: './sothebais-demo' }),
    lots: Flags.integer({ summary: 'how many lots', default: 3, min: 1 }),
    seconds: Flags.integer({ summary: 'seconds of bidding a lot', default: 40, min: 5, max: 3600 }),
    size: pictureSize({
      summary: 'picture size',
      default: { widthPx: 1280, heightPx: 720 },
      defaultHelp: async () => '1280x720',
    }),
    fps: Flags.integer({ summary: 'frames a second', default: 30, min: 1, max: 60 }),
    seed: Flags.integer({ summary: 'chance of crowd and host', default: 1 }),
    counter: Flags.boolean({ summary: 'stamp every frame with its number', default: false }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Demo);
    const { widthPx, heightPx } = flags.size;
    const settings = {
      data: flags.out,
      'auction.lots': flags.lots,
      'auction.biddingSeconds': flags.seconds,
      'auction.fairWarningSeconds': Math.min(FAIR_WARNING_SECONDS, flags.seconds / 4),
      'stage.widthPx': widthPx,
      'stage.heightPx': heightPx,
      'stage.fps': flags.fps,
      'stage.counter': flags.counter,
      'sandbox.seed': flags.seed,
      'host.seed': flags.seed,
    };
    const overrides = Object.entries(settings).map(([key, value]): Override => ({
      key,
      value,
      origin: `--${key.split('.').at(-1) ?? key}`,
    }));
    const example = fileURLToPath(new URL(EXAMPLE, import.meta.url));
    const config = await loadConfig(example, process.env, overrides);
    // What would fail at once fails before anything of an earlier demo is removed.
    readCatalogue(config.auction.catalogue, { lots: config.auction.lots });
    const folder = houseFolder(config.data);
    await takeFolder(folder);
    clearFolder(folder);

    const { openHouse } = await import('../wire.js');
    const outcome = await holdAuction(config, openHouse);
    this.log(summarize(outcome));
    return { ...outcome.result, files: outcome.files };
  }
}
