import type { DeskAnswer } from '../../../engine/app/desk/floor-desk.js';
import { DeskCommand } from '../../desk-command.js';
import { deskFlags, lotArg } from '../../flags.js';

export default class LotPause extends DeskCommand {
  static override summary = 'Stop bidding on a lot, and its clock.';
  static override description = 'Bids that come meanwhile are refused, and their bidders told.';
  static override examples = ['<%= config.bin %> lot pause 3 --why "The sound is gone"'];
  static override args = { lot: lotArg };
  static override flags = deskFlags;

  async run(): Promise<DeskAnswer> {
    const { args, flags } = await this.parse(LotPause);
    return this.ask(flags, { kind: 'pause-lot', lot: args.lot });
  }
}
