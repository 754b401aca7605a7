import { resolve } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { readCampaign } from '../../../config/campaign.js';
import { auctionIdOf, type Campaign } from '../../../engine/domain/campaign/campaign.js';
import type { StepRow } from '../../../engine/domain/campaign/step-row.js';
import { formatZoned, type Zone } from '../../../engine/domain/campaign/zone.js';
import { SothebaisError } from '../../../engine/domain/errors.js';
import { AuctionCommand } from '../../auction-command.js';
import { unassignedLots } from '../../campaign/plan-table.js';
import { countSteps } from '../../campaign/status-view.js';
import { listenForInterruption } from '../../interruption.js';
import { plainText } from '../../tui/plain-text.js';
import { findZone, followCampaign, readCampaignFolder } from '../../wire-campaign.js';

export default class CampaignRun extends AuctionCommand {
  static override summary = 'Follow the calendar of a campaign: announce, open, hold each auction.';
  static override description =
    'Begins the campaign, or goes on with the one in the data folder. Safe to stop with Ctrl-C and ' +
    'to start again: nothing is announced twice, an auction under way is gone on with, and what was ' +
    'missed is caught up or skipped as the file says. Each auction is a house of its own, in a folder ' +
    'of its own, with its words in up.log.';
  static override examples = [
    '<%= config.bin %> campaign run campaign.yaml --data ./spring',
    '<%= config.bin %> campaign run campaign.yaml --data ./spring --json',
  ];
  static override enableJsonFlag = false;
  static override args = {
    file: Args.string({ description: 'the campaign file', required: true }),
  };
  static override flags = {
    data: Flags.string({ char: 'd', summary: 'folder of the campaign', required: true }),
    json: Flags.boolean({ description: 'write JSON Lines: a line a step, then one of the whole' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CampaignRun);
    const file = readCampaign(args.file);
    const { campaign } = file;
    const zone = findZone(campaign.zone);
    const root = resolve(flags.data);
    const interruption = listenForInterruption(interrupted(root));
    try {
      if (!flags.json) this.log('%s', `Following ${plainText(campaign.title)} in ${root}`);
      const plan = await followCampaign(file, root, {
        onStep: (row) => {
          this.log('%s', flags.json ? stepJson(row, campaign, zone) : stepLine(row, zone));
        },
        onWords: (text) => this.logToStderr('%s', `“${plainText(text)}”`),
        signal: interruption.signal,
      });
      interruption.signal.throwIfAborted();

      const { rows } = await readCampaignFolder(root, campaign.id);
      const steps = countSteps(rows);
      const { days, skipped, unassigned } = plan;
      const whole = { campaign: campaign.id, auctions: days.length, steps, skipped, unassigned };
      if (flags.json) this.log('%s', JSON.stringify(whole));
      else {
        const { done, failed } = steps;
        this.log(`Over: ${done} steps done, ${steps.skipped} skipped, ${failed} failed`);
        for (const line of unassignedLots(unassigned)) this.log('%s', line);
      }
    } finally {
      interruption.close();
    }
  }
}

const interrupted = (root: string) =>
  new SothebaisError('INTERRUPTED', `The campaign in ${root} was interrupted.`, {
    hint: 'Run `campaign run` on the same folder to go on.',
  });

const stepJson = (row: StepRow, { id }: Campaign, zone: Zone): string => {
  const { date, stage, status, lots, why } = row;
  return JSON.stringify({
    ...{ at: formatZoned(zone, row.changedAt), date, auctionId: auctionIdOf(id, date) },
    ...{ stage, status, plannedAt: formatZoned(zone, row.plannedAt), lots, why },
  });
};

function stepLine({ changedAt, date, stage, status, why }: StepRow, zone: Zone): string {
  const at = formatZoned(zone, changedAt);
  const what = `${at.slice(0, 10)} ${at.slice(11, 19)}  ${date} ${stage} ${status}`;
  return why === '' ? what : `${what}: ${plainText(why)}`;
}
