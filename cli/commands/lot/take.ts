import type { DeskAnswer } from '../../../engine/app/desk/floor-desk.js';
import { DeskCommand } from '../../desk-command.js';
import { deskFlags, lotArg } from '../../flags.js';

export default class LotTake extends DeskCommand {
  static override summary = 'Take an open lot to program.';
  static override description = 'The lot that was on program stays open.';
  static override examples = ['<%= config.bin %> lot take 3'];
  static override args = { lot: lotArg };
  static override flags = deskFlags;

  async run(): Promise<DeskAnswer> {
    const { args, flags } = await this.parse(LotTake);
    return this.ask(flags, { kind: 'show-lot', lot: args.lot });
  }
}
