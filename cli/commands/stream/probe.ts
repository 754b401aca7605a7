import { Flags } from '@oclif/core';
import { FAILURES, SothebaisError } from '../../../engine/domain/errors.js';
import { AuctionCommand } from '../../auction-command.js';
import { tableWidth } from '../../desk/columns.js';
import { listenForInterruption } from '../../interruption.js';
import { pictureFlags, settingsOf } from '../../stream/flags.js';
import type { ProbeOutcome } from '../../stream/ports.js';
import { tellProgress } from '../../stream/progress.js';
import { sayProbe } from '../../stream/say-outcome.js';

const SECONDS_EACH = 3;

export default class StreamProbe extends AuctionCommand {
  static override summary =
    'Try how this machine makes the stream best, and knock at destinations.';
  static override description =
    'Runs each way for frames to leave Chromium for a while and tells what it costs; a house with ' +
    '`stage.backend` auto takes what is found best. Each destination of the settings is asked ' +
    'whether it would take the stream, and is sent nothing; none is while a house streams there. Exits with 0 where one way can be ' +
    'used and every destination answers.';
  static override examples = [
    '<%= config.bin %> stream probe',
    '<%= config.bin %> stream probe --config sothebais.yaml --size 1920x1080 --json',
  ];
  static override flags = {
    ...pictureFlags,
    each: Flags.integer({
      summary: 'seconds for each',
      default: SECONDS_EACH,
      min: 1,
      max: 60,
    }),
  };

  async run(): Promise<ProbeOutcome> {
    const { flags } = await this.parse(StreamProbe);
    const interruption = listenForInterruption(
      new SothebaisError('INTERRUPTED', 'The probe was interrupted.', { hint: 'Run it again.' }),
    );
    try {
      const { probeStream } = await import('../../wire-stream.js');
      const outcome = await probeStream(
        { ...settingsOf(flags), secondsEach: flags.each },
        { onStep: tellProgress(process.stderr).onStep, signal: interruption.signal },
      );
      const isFit = outcome.chosen !== null && outcome.destinations.every((one) => !one.trouble);
      if (!isFit) process.exitCode = FAILURES.DESTINATION_LOST.exit;
      this.log('%s', sayProbe(outcome, tableWidth()).join('\n'));
      return outcome;
    } finally {
      interruption.close();
    }
  }
}
