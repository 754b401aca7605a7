import { Flags } from '@oclif/core';
import type { StreamSheet } from '../../../engine/app/desk/stream-desk.js';
import { AuctionCommand } from '../../auction-command.js';
import { deskFlags, houseFlags } from '../../flags.js';
import { houseFolder } from '../../house-folder.js';
import { reachStream } from '../../stream/reach-stream.js';

export default class StreamStop extends AuctionCommand {
  static override summary = 'Take the stream off air; the auction goes on.';
  static override description =
    'The stream ends at every destination, recordings among them, and can be put on air again ' +
    'with `stream start`. A stream of its own, without an auction, ends for good.';
  static override examples = ['<%= config.bin %> stream stop --why "Fire alarm in the room"'];
  static override flags = {
    ...houseFlags,
    by: deskFlags.by,
    why: Flags.string({
      summary: 'the reason, shown to whoever looks at the stream',
      required: true,
    }),
  };

  async run(): Promise<StreamSheet> {
    const { flags } = await this.parse(StreamStop);
    const { by, why } = flags;
    const stream = await reachStream(houseFolder(flags.data));
    const sheet = await stream.stop({ by, why });
    this.log('%s', 'The stream is off air.');
    return sheet;
  }
}
