import { Args } from '@oclif/core';
import type { DeskAnswer } from '../../../engine/app/desk/floor-desk.js';
import { DeskCommand } from '../../desk-command.js';
import { deskFlags } from '../../flags.js';

export default class BidVoid extends DeskCommand {
  static override summary = 'Strike out a bid; the lead returns to the best that still stands.';
  static override examples = [
    '<%= config.bin %> bid void post-1790000000000000001 --why "Typed by a child"',
  ];
  static override args = {
    bid: Args.string({ description: 'the bid, as `lot show` names it', required: true }),
  };
  static override flags = deskFlags;

  async run(): Promise<DeskAnswer> {
    const { args, flags } = await this.parse(BidVoid);
    return this.ask(flags, { kind: 'void-bid', bid: args.bid });
  }
}
