import type { DeskAnswer } from '../../../engine/app/desk/floor-desk.js';
import { DeskCommand } from '../../desk-command.js';
import { deskFlags, lotArg } from '../../flags.js';

export default class LotDefault extends DeskCommand {
  static override summary = 'Say that the winner of a lot does not pay.';
  static override description = 'The runner-up is offered the lot at the most he bid.';
  static override examples = ['<%= config.bin %> lot default 3 --why "No answer in a week"'];
  static override args = { lot: lotArg };
  static override flags = deskFlags;

  async run(): Promise<DeskAnswer> {
    const { args, flags } = await this.parse(LotDefault);
    return this.ask(flags, { kind: 'default-lot', lot: args.lot });
  }
}
