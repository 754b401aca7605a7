import type { DeskAnswer } from '../../../engine/app/desk/floor-desk.js';
import { DeskCommand } from '../../desk-command.js';
import { deskFlags, lotArg } from '../../flags.js';

export default class LotResume extends DeskCommand {
  static override summary = 'Go on with a paused lot, with what was left on its clock.';
  static override examples = ['<%= config.bin %> lot resume 3'];
  static override args = { lot: lotArg };
  static override flags = deskFlags;

  async run(): Promise<DeskAnswer> {
    const { args, flags } = await this.parse(LotResume);
    return this.ask(flags, { kind: 'resume-lot', lot: args.lot });
  }
}
