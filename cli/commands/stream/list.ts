import type { DestinationHealth } from '../../../engine/ports/program.js';
import { AuctionCommand } from '../../auction-command.js';
import { tableWidth } from '../../desk/columns.js';
import { houseFlags } from '../../flags.js';
import { houseFolder } from '../../house-folder.js';
import { reachStream } from '../../stream/reach-stream.js';
import { destinationTable } from '../../stream/say-stream.js';

export default class StreamList extends AuctionCommand {
  static override summary = 'List where the stream goes, and how each destination takes it.';
  static override examples = [
    '<%= config.bin %> stream list',
    '<%= config.bin %> stream list --data ./tonight --json',
  ];
  static override flags = houseFlags;

  async run(): Promise<{ readonly destinations: readonly DestinationHealth[] }> {
    const { flags } = await this.parse(StreamList);
    const stream = await reachStream(houseFolder(flags.data));
    const { destinations } = await stream.health();
    this.log('%s', destinationTable(destinations, tableWidth()).join('\n'));
    return { destinations };
  }
}
