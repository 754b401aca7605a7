import { Flags } from '@oclif/core';
import type { StreamSheet } from '../../../engine/app/desk/stream-desk.js';
import { SothebaisError } from '../../../engine/domain/errors.js';
import { AuctionCommand } from '../../auction-command.js';
import { tableWidth } from '../../desk/columns.js';
import { houseFlags } from '../../flags.js';
import { houseFolder } from '../../house-folder.js';
import { listenForInterruption } from '../../interruption.js';
import { every, Redrawn } from '../../stream/follow.js';
import { reachStream } from '../../stream/reach-stream.js';
import { streamLine, streamPage } from '../../stream/say-stream.js';

const A_SECOND = 1_000;

export default class StreamStatus extends AuctionCommand {
  static override summary = 'Tell how the stream stands: picture, encoder, destinations, alarms.';
  static override description =
    'LEFT OUT counts video frames that could not leave in time, AGAIN the connections after the ' +
    'first. With --follow it goes on until Ctrl-C: drawn anew every second in a terminal, a line ' +
    'a second in a pipe, and with --json a line of JSON a second.';
  static override examples = [
    '<%= config.bin %> stream status',
    '<%= config.bin %> stream status --follow',
    '<%= config.bin %> stream status --follow --json | jq .uniqueFps',
  ];
  static override enableJsonFlag = false;
  static override flags = {
    ...houseFlags,
    follow: Flags.boolean({ char: 'f', summary: 'go on, once a second', default: false }),
    json: Flags.boolean({ summary: 'as JSON', default: false }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(StreamStatus);
    const stream = await reachStream(houseFolder(flags.data));
    if (!flags.follow) {
      const sheet = await stream.health();
      const page = flags.json ? [JSON.stringify(sheet, null, 2)] : streamPage(sheet, tableWidth());
      this.log('%s', page.join('\n'));
      return;
    }
    const interruption = listenForInterruption(new SothebaisError('INTERRUPTED', 'Enough seen.'));
    const page = process.stdout.isTTY && !flags.json ? new Redrawn(process.stdout) : undefined;
    const show = (sheet: StreamSheet): void => {
      if (page) page.draw(streamPage(sheet, tableWidth()));
      else this.log('%s', flags.json ? JSON.stringify(sheet) : streamLine(sheet));
    };
    try {
      await every(A_SECOND, interruption.signal, async () => show(await stream.health()));
    } finally {
      page?.close();
      interruption.close();
    }
  }
}
