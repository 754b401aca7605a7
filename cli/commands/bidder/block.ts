import type { DeskAnswer } from '../../../engine/app/desk/floor-desk.js';
import { DeskCommand } from '../../desk-command.js';
import { bidderArg, deskFlags } from '../../flags.js';

export default class BidderBlock extends DeskCommand {
  static override summary = 'Take no more bids from a bidder.';
  static override examples = ['<%= config.bin %> bidder block 102 --why "Did not pay last time"'];
  static override args = { bidder: bidderArg };
  static override flags = deskFlags;

  async run(): Promise<DeskAnswer> {
    const { args, flags } = await this.parse(BidderBlock);
    return this.ask(flags, { kind: 'block-bidder', bidder: args.bidder });
  }
}
