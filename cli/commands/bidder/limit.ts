import { Args } from '@oclif/core';
import type { DeskAnswer } from '../../../engine/app/desk/floor-desk.js';
import { DeskCommand } from '../../desk-command.js';
import { bidderArg, deskFlags } from '../../flags.js';

export default class BidderLimit extends DeskCommand {
  static override summary = 'Set the most that a bidder may owe and lead with across all lots.';
  static override examples = [
    '<%= config.bin %> bidder limit 102 25',
    '<%= config.bin %> bidder limit @ada none',
  ];
  static override args = {
    bidder: bidderArg,
    amount: Args.string({
      description: "the limit in ETH, or `none` for the auction's own",
      required: true,
    }),
  };
  static override flags = deskFlags;

  async run(): Promise<DeskAnswer> {
    const { args, flags } = await this.parse(BidderLimit);
    const limitEth = args.amount === 'none' ? null : args.amount;
    return this.ask(flags, { kind: 'limit-bidder', bidder: args.bidder, limitEth });
  }
}
