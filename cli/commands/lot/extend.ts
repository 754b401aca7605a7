import type { DeskAnswer } from '../../../engine/app/desk/floor-desk.js';
import { DeskCommand } from '../../desk-command.js';
import { deskFlags, duration, lotArg } from '../../flags.js';

export default class LotExtend extends DeskCommand {
  static override summary = 'Give a lot more time.';
  static override examples = ['<%= config.bin %> lot extend 3 --for 60s'];
  static override args = { lot: lotArg };
  static override flags = {
    ...deskFlags,
    for: duration({ summary: 'how much later it closes', required: true }),
  };

  async run(): Promise<DeskAnswer> {
    const { args, flags } = await this.parse(LotExtend);
    return this.ask(flags, { kind: 'extend-lot', lot: args.lot, forMs: flags.for });
  }
}
