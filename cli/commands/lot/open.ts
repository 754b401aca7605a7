import type { DeskAnswer } from '../../../engine/app/desk/floor-desk.js';
import { DeskCommand } from '../../desk-command.js';
import { deskFlags, lotArg } from '../../flags.js';

export default class LotOpen extends DeskCommand {
  static override summary = 'Open a lot for bidding before its turn.';
  static override examples = ['<%= config.bin %> lot open 3'];
  static override args = { lot: lotArg };
  static override flags = deskFlags;

  async run(): Promise<DeskAnswer> {
    const { args, flags } = await this.parse(LotOpen);
    return this.ask(flags, { kind: 'open-lot', lot: args.lot });
  }
}
