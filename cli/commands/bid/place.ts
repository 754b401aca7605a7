import { Args, Flags } from '@oclif/core';
import type { DeskAnswer } from '../../../engine/app/desk/floor-desk.js';
import { DeskCommand } from '../../desk-command.js';
import { deskFlags, lotArg } from '../../flags.js';

export default class BidPlace extends DeskCommand {
  static override summary = 'Bid for somebody in the room or on the telephone.';
  static override description =
    'It is ruled on like every other bid, and stands in the book with your name beside his.';
  static override examples = [
    '<%= config.bin %> bid place 3 1.5 --paddle 102 --why "by telephone"',
    '<%= config.bin %> bid place 3 1.5 --max 4 --paddle @ada',
  ];
  static override args = {
    lot: lotArg,
    amount: Args.string({ description: 'the bid in ETH', required: true }),
  };
  static override flags = {
    ...deskFlags,
    paddle: Flags.string({
      summary: 'whose bid: a paddle, an @handle, an address',
      required: true,
    }),
    max: Flags.string({ summary: 'the most he pays, where the house bids for him' }),
  };

  async run(): Promise<DeskAnswer> {
    const { args, flags } = await this.parse(BidPlace);
    return this.ask(flags, {
      ...{ kind: 'place-bid', lot: args.lot, bidder: flags.paddle },
      ...{ amountEth: args.amount, maxEth: flags.max },
    });
  }
}
