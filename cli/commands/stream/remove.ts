import { Args } from '@oclif/core';
import { AuctionCommand } from '../../auction-command.js';
import { houseFlags } from '../../flags.js';
import { houseFolder } from '../../house-folder.js';
import { reachStream } from '../../stream/reach-stream.js';

export default class StreamRemove extends AuctionCommand {
  static override summary = 'End the stream at one destination; the others go on.';
  static override examples = ['<%= config.bin %> stream remove second'];
  static override args = {
    id: Args.string({ description: 'the destination, as `stream list` names it', required: true }),
  };
  static override flags = houseFlags;

  async run(): Promise<{ readonly id: string }> {
    const { args, flags } = await this.parse(StreamRemove);
    const stream = await reachStream(houseFolder(flags.data));
    const removed = await stream.remove(args.id);
    this.log('%s', `${removed.id} is removed.`);
    return removed;
  }
}
