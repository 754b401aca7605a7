import { Errors } from '@oclif/core';
import type { DeskAnswer } from '../../../engine/app/desk/floor-desk.js';
import { DeskCommand } from '../../desk-command.js';
import { deskFlags } from '../../flags.js';

export default class AuctionOrder extends DeskCommand {
  static override summary = 'Sell these lots next, in this order; the others follow.';
  static override examples = ['<%= config.bin %> auction order 3 1 2'];
  static override strict = false;
  static override usage = 'auction order LOT...';
  static override flags = deskFlags;

  async run(): Promise<DeskAnswer> {
    const { argv, flags } = await this.parse(AuctionOrder);
    return this.ask(flags, {
      kind: 'reorder-lots',
      lots: argv.map((text) => lotNumber(String(text))),
    });
  }
}

function lotNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new Errors.CLIError(`Expected lot numbers such as 3 1 2, got "${text}".`, { exit: 2 });
}
