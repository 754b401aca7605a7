import type { DeskAnswer } from '../../../engine/app/desk/floor-desk.js';
import { DeskCommand } from '../../desk-command.js';
import { deskFlags, lotArg } from '../../flags.js';

export default class LotHammer extends DeskCommand {
  static override summary = 'End bidding on a lot now.';
  static override description =
    'What was placed before is still waited for; then the hammer falls.';
  static override examples = ['<%= config.bin %> lot hammer 3 --why "Agreed in the room"'];
  static override args = { lot: lotArg };
  static override flags = deskFlags;

  async run(): Promise<DeskAnswer> {
    const { args, flags } = await this.parse(LotHammer);
    return this.ask(flags, { kind: 'hammer-lot', lot: args.lot });
  }
}
