import type { DeskAnswer } from '../../../engine/app/desk/floor-desk.js';
import { DeskCommand } from '../../desk-command.js';
import { bidderArg, deskFlags } from '../../flags.js';

export default class BidderUnblock extends DeskCommand {
  static override summary = 'Take bids from a blocked bidder again.';
  static override examples = ['<%= config.bin %> bidder unblock @ada'];
  static override args = { bidder: bidderArg };
  static override flags = deskFlags;

  async run(): Promise<DeskAnswer> {
    const { args, flags } = await this.parse(BidderUnblock);
    return this.ask(flags, { kind: 'unblock-bidder', bidder: args.bidder });
  }
}
