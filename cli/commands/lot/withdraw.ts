import type { DeskAnswer } from '../../../engine/app/desk/floor-desk.js';
import { DeskCommand } from '../../desk-command.js';
import { deskFlags, lotArg } from '../../flags.js';

export default class LotWithdraw extends DeskCommand {
  static override summary = 'Take a lot out of the sale for good.';
  static override examples = ['<%= config.bin %> lot withdraw 3 --why "The title is disputed"'];
  static override args = { lot: lotArg };
  static override flags = deskFlags;

  async run(): Promise<DeskAnswer> {
    const { args, flags } = await this.parse(LotWithdraw);
    return this.ask(flags, { kind: 'withdraw-lot', lot: args.lot });
  }
}
