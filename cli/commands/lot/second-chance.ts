import { Flags } from '@oclif/core';
import type { DeskAnswer } from '../../../engine/app/desk/floor-desk.js';
import { DeskCommand } from '../../desk-command.js';
import { deskFlags, lotArg } from '../../flags.js';

export default class LotSecondChance extends DeskCommand {
  static override summary = "Enter the runner-up's answer to his second chance.";
  static override examples = ['<%= config.bin %> lot second-chance 3 --taken'];
  static override args = { lot: lotArg };
  static override flags = {
    ...deskFlags,
    taken: Flags.boolean({ summary: 'he has the lot', exactlyOne: ['taken', 'declined'] }),
    declined: Flags.boolean({
      summary: 'the next one is asked',
      exactlyOne: ['taken', 'declined'],
    }),
  };

  async run(): Promise<DeskAnswer> {
    const { args, flags } = await this.parse(LotSecondChance);
    const answer = flags.taken ? 'taken' : 'declined';
    return this.ask(flags, { kind: 'answer-second-chance', lot: args.lot, answer });
  }
}
