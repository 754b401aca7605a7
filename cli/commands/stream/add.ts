import { setTimeout as sleep } from 'node:timers/promises';
import { Args, Flags } from '@oclif/core';
import { SothebaisError } from '../../../engine/domain/errors.js';
import type { DestinationHealth } from '../../../engine/ports/program.js';
import { AuctionCommand } from '../../auction-command.js';
import { houseFlags } from '../../flags.js';
import { houseFolder } from '../../house-folder.js';
import { destinationUrl } from '../../stream/destination-url.js';
import { reachStream, type StreamCalls } from '../../stream/reach-stream.js';
import { sayAdded } from '../../stream/say-stream.js';
import { KEY_HELP, keyFlags, readStreamKey } from '../../stream/stream-key.js';

/** How long its first connection is waited for. */
const CONNECT_LIMIT_MS = 6_000;
const LOOK_EVERY_MS = 200;

export default class StreamAdd extends AuctionCommand {
  static override summary = 'Send the running stream to one more destination.';
  static override description =
    'It begins with the next key frame, and touches no other destination. One that does not ' +
    `answer is tried again until it is removed. ${KEY_HELP}`;
  static override examples = [
    '<%= config.bin %> stream add rtmps://live.example/app --id second --key-env SECOND_KEY',
    '<%= config.bin %> stream add srt://127.0.0.1:9000',
    '<%= config.bin %> stream add ./tonight.mkv --id copy',
  ];
  static override args = {
    url: Args.string({
      description: 'rtmp://, rtmps:// or srt:// without its key, or a file to record to',
      required: true,
    }),
  };
  static override flags = {
    ...houseFlags,
    id: Flags.string({
      summary: 'name for it, in `stream list` and `stream remove`',
      defaultHelp: async () => 'its kind, such as rtmp-2',
    }),
    ...keyFlags,
  };

  async run(): Promise<DestinationHealth> {
    const { args, flags } = await this.parse(StreamAdd);
    const key = readStreamKey(flags, args.url, process.env);
    const stream = await reachStream(houseFolder(flags.data));
    const { id } = await stream.add({
      url: destinationUrl(args.url),
      ...(flags.id === undefined ? {} : { id: flags.id }),
      ...(key ? { key } : {}),
    });
    const added = await settled(stream, id);
    this.log('%s', sayAdded(added).join('\n'));
    return added;
  }
}

/** The destination once it is live or has failed for the first time, or as it is by then. */
async function settled(stream: StreamCalls, id: string): Promise<DestinationHealth> {
  const endMs = performance.now() + CONNECT_LIMIT_MS;
  for (;;) {
    const { destinations } = await stream.health();
    const found = destinations.find((one) => one.id === id);
    if (!found) {
      throw new SothebaisError('DESTINATION_UNKNOWN', `The destination ${id} was removed again.`);
    }
    const isWaiting = found.state === 'connecting' && !found.trouble;
    if (!isWaiting || performance.now() > endMs) return found;
    await sleep(LOOK_EVERY_MS);
  }
}
