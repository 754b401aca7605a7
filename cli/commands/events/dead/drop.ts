import { Args, Flags } from '@oclif/core';
import type { ErrandAnswer } from '../../../../engine/app/desk/errand-desk.js';
import { AuctionCommand } from '../../../auction-command.js';
import { deskFlags, houseFlags } from '../../../flags.js';
import { houseFolder } from '../../../house-folder.js';

export default class EventsDeadDrop extends AuctionCommand {
  static override summary = 'Drop for good what the house gave up.';
  static override examples = [
    '<%= config.bin %> events dead drop reply-post-1790000000000000001 --why "Told by telephone"',
  ];
  static override args = {
    id: Args.string({ description: 'the errand, as `events dead list` names it', required: true }),
  };
  static override flags = {
    ...houseFlags,
    by: deskFlags.by,
    why: Flags.string({ summary: 'the reason, kept with the errand', required: true }),
  };

  async run(): Promise<ErrandAnswer> {
    const { args, flags } = await this.parse(EventsDeadDrop);
    const { by, why } = flags;
    const { withErrandDesk } = await import('../../../wire-errands.js');
    const answer = await withErrandDesk(houseFolder(flags.data), (desk) =>
      desk.ask(args.id, { action: 'drop', by, why }),
    );
    this.log('%s', `${answer.id} is dropped.`);
    return answer;
  }
}
