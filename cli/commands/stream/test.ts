import { Flags } from '@oclif/core';
import { FAILURES, SothebaisError } from '../../../engine/domain/errors.js';
import { AuctionCommand } from '../../auction-command.js';
import { listenForInterruption } from '../../interruption.js';
import { destinationUrl } from '../../stream/destination-url.js';
import { seconds } from '../../flags.js';
import { pictureFlags, settingsOf } from '../../stream/flags.js';
import type { TestOutcome } from '../../stream/ports.js';
import { tellProgress } from '../../stream/progress.js';
import { sayTest } from '../../stream/say-outcome.js';
import { KEY_HELP, keyFlags, readStreamKey } from '../../stream/stream-key.js';

export default class StreamTest extends AuctionCommand {
  static override summary =
    'Send the test card and a tone to a destination, and tell what arrived.';
  static override description =
    'Exits with 0 where the destination is fit to go on air, and else with the failure. ' +
    'On X a stream that arrives is seen by nobody before a broadcast is made of it. ' +
    KEY_HELP;
  static override examples = [
    '<%= config.bin %> stream test --to rtmp://127.0.0.1:1935/live --seconds 5',
    '<%= config.bin %> stream test --config sothebais.yaml --json',
  ];
  static override flags = {
    to: Flags.string({ summary: 'where to, instead of where the settings say', helpValue: 'URL' }),
    ...keyFlags,
    seconds: seconds({ summary: 'how long', default: 10 }),
    ...pictureFlags,
  };

  async run(): Promise<TestOutcome> {
    const { flags } = await this.parse(StreamTest);
    const { to } = flags;
    const key = to === undefined ? undefined : readStreamKey(flags, to, process.env);
    const interruption = listenForInterruption(
      new SothebaisError('INTERRUPTED', 'The test was interrupted.', { hint: 'Run it again.' }),
    );
    try {
      const { testStream } = await import('../../wire-stream.js');
      const outcome = await testStream(
        {
          ...settingsOf(flags),
          seconds: flags.seconds,
          ...(to === undefined
            ? {}
            : {
                destination: { id: 'main', url: destinationUrl(to), ...(key ? { key } : {}) },
              }),
        },
        { ...tellProgress(process.stderr), signal: interruption.signal },
      );
      if (outcome.faults.length > 0) process.exitCode = FAILURES.DESTINATION_STALLED.exit;
      this.log('%s', sayTest(outcome).join('\n'));
      return outcome;
    } finally {
      interruption.close();
    }
  }
}
