import { Errors, Flags } from '@oclif/core';
import { isAddress } from '../../../config/is-address.js';
import type { StreamSheet } from '../../../engine/app/desk/stream-desk.js';
import { SothebaisError } from '../../../engine/domain/errors.js';
import type { DestinationOrder } from '../../../engine/ports/program.js';
import { AuctionCommand } from '../../auction-command.js';
import { tableWidth } from '../../desk/columns.js';
import { houseFlags, seconds } from '../../flags.js';
import { houseFolder } from '../../house-folder.js';
import { listenForInterruption } from '../../interruption.js';
import { destinationUrl } from '../../stream/destination-url.js';
import { pictureFlags, settingsOf } from '../../stream/flags.js';
import { STANDALONE_SCENES, type StreamOutcome } from '../../stream/ports.js';
import { tellProgress } from '../../stream/progress.js';
import { findStream } from '../../stream/reach-stream.js';
import { sayOutcome } from '../../stream/say-outcome.js';
import { KEY_HELP, keyFlags, readStreamKey } from '../../stream/stream-key.js';

export default class StreamStart extends AuctionCommand {
  static override summary = 'Put the stream on air again, or one of its own without an auction.';
  static override description =
    'Where a house runs that `stream stop` took off air, its stream goes on at every destination. ' +
    'Where none runs, a stream of its own begins: standby, the test card or the busiest picture ' +
    'there is, until Ctrl-C, --seconds, or `stream stop` in another terminal. ' +
    KEY_HELP;
  static override examples = [
    '<%= config.bin %> stream start',
    '<%= config.bin %> stream start --scene test-card --to rtmp://127.0.0.1:1935/live --seconds 60',
    '<%= config.bin %> stream start --to rtmps://live.example/app --key-file ./key --to ./copy.mkv',
  ];
  static override flags = {
    ...houseFlags,
    scene: Flags.option({ summary: 'what it shows', options: STANDALONE_SCENES })(),
    to: Flags.string({
      summary: 'where to, instead of where the settings say; may be said more than once',
      description: 'The stream key is that of the first address; a file has none.',
      helpValue: 'URL',
      multiple: true,
    }),
    ...keyFlags,
    seconds: seconds({ summary: 'how long; for ever where it is not said' }),
    counter: Flags.boolean({ summary: 'stamp every frame with its number' }),
    ...pictureFlags,
  };

  async run(): Promise<StreamSheet | StreamOutcome> {
    const { flags } = await this.parse(StreamStart);
    const folder = houseFolder(flags.data);
    const running = await findStream(folder);
    if (running) {
      const isOwn = Object.keys(flags).some((name) => !['data', 'json'].includes(name));
      if (isOwn) throw alreadyRunning(folder.root);
      const { offAir } = await running.health();
      const sheet = await running.start();
      this.log('%s', `The stream is on air ${offAir ? 'again' : 'already'}.`);
      return sheet;
    }
    const interruption = listenForInterruption(
      new SothebaisError('INTERRUPTED', 'The stream was stopped before it was on air.', {
        hint: 'Run it again.',
      }),
    );
    try {
      const { startStream } = await import('../../wire-stream.js');
      const outcome = await startStream(
        {
          ...settingsOf(flags),
          folder,
          scene: flags.scene ?? 'standby',
          destinations: destinationsOf(flags),
          ...(flags.counter ? { counter: true } : {}),
          ...(flags.seconds === undefined ? {} : { seconds: flags.seconds }),
        },
        { ...tellProgress(process.stderr), signal: interruption.signal },
      );
      this.log('%s', sayOutcome(outcome, tableWidth()).join('\n'));
      return outcome;
    } finally {
      interruption.close();
    }
  }
}

/** `main`, and the others by their number. */
function destinationsOf(flags: {
  readonly to?: readonly string[] | undefined;
  readonly 'key-env'?: string | undefined;
  readonly 'key-file'?: string | undefined;
}): readonly DestinationOrder[] {
  const { to = [] } = flags;
  const keyed = to.findIndex((url) => isAddress(url));
  const key = keyed === -1 ? undefined : readStreamKey(flags, to[keyed] ?? '', process.env);
  if (keyed === -1 && (flags['key-env'] ?? flags['key-file']) !== undefined) {
    throw new Errors.CLIError('Expected an address in --to with the stream key: whose is it?', {
      exit: 2,
    });
  }
  return to.map((url, i) => ({
    id: i === 0 ? 'main' : `to-${i + 1}`,
    url: destinationUrl(url),
    ...(i === keyed && key ? { key } : {}),
  }));
}

const alreadyRunning = (root: string): SothebaisError =>
  new SothebaisError('HOUSE_RUNNING', `A house streams from ${root} already.`, {
    hint: 'Leave out all flags to put its stream on air again, or name another folder with `--data`.',
  });
