import { Args, Errors, Flags } from '@oclif/core';
import type { ErrandAnswer } from '../../../../engine/app/desk/errand-desk.js';
import { AuctionCommand } from '../../../auction-command.js';
import { houseFlags } from '../../../flags.js';
import { houseFolder } from '../../../house-folder.js';

export default class EventsDeadRetry extends AuctionCommand {
  static override summary = 'Have the house try again what it gave up.';
  static override description =
    'A house that runs tries at once; where none does, the next one does when it opens. What was ' +
    'said or settled meanwhile is not said or settled twice.';
  static override examples = [
    '<%= config.bin %> events dead retry settle-3',
    '<%= config.bin %> events dead retry --all',
  ];
  static override args = {
    id: Args.string({
      description: 'the errand, as `events dead list` names it',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...houseFlags,
    all: Flags.boolean({ summary: 'everything that was given up', default: false }),
  };

  async run(): Promise<{ readonly errands: readonly ErrandAnswer[] }> {
    const { args, flags } = await this.parse(EventsDeadRetry);
    const { id } = args;
    if ((id === undefined) !== flags.all) {
      throw new Errors.CLIError('Expected either an errand or --all.', { exit: 2 });
    }
    const folder = houseFolder(flags.data);
    const ids = id === undefined ? await deadIn(folder) : [id];
    const { withErrandDesk } = await import('../../../wire-errands.js');
    const { errands, isHouseUp } = await withErrandDesk(folder, async (desk, isUp) => {
      const answers: ErrandAnswer[] = [];
      for (const one of ids) answers.push(await desk.ask(one, { action: 'retry' }));
      return { errands: answers, isHouseUp: isUp };
    });
    this.log('%s', said(errands, isHouseUp));
    return { errands };
  }
}

async function deadIn(folder: ReturnType<typeof houseFolder>): Promise<readonly string[]> {
  const { readFolderBook } = await import('../../../wire-pages.js');
  const failed = await readFolderBook(folder, undefined, ({ outbox }) => outbox.failed());
  return failed.map(({ errand }) => errand.id);
}

function said(errands: readonly ErrandAnswer[], isHouseUp: boolean): string {
  if (errands.length === 0) return 'Nothing was given up.';
  const what = errands.length === 1 ? (errands[0]?.id ?? '') : `${errands.length} errands`;
  return isHouseUp
    ? `The house tries ${what} again.`
    : `No house runs here: the next tries ${what} again when it opens with \`sothebais up\`.`;
}
