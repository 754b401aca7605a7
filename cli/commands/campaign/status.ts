import { resolve } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { readCampaign } from '../../../config/campaign.js';
import { layOutCalendar } from '../../../engine/domain/campaign/calendar.js';
import { AuctionCommand } from '../../auction-command.js';
import { statusTable } from '../../campaign/status-table.js';
import { viewStatus, type StatusView } from '../../campaign/status-view.js';
import { clock, findZone, readCampaignFolder } from '../../wire-campaign.js';

export default class CampaignStatus extends AuctionCommand {
  static override summary = 'Tell what became of each step of a campaign, and what comes next.';
  static override description =
    'Reads the diary in the data folder, whether a run is under way there or not.';
  static override examples = [
    '<%= config.bin %> campaign status campaign.yaml --data ./spring',
    '<%= config.bin %> campaign status campaign.yaml --data ./spring --json',
  ];
  static override args = {
    file: Args.string({ description: 'the campaign file', required: true }),
  };
  static override flags = {
    data: Flags.string({ char: 'd', summary: 'folder of the campaign', required: true }),
  };

  async run(): Promise<StatusView> {
    const { args, flags } = await this.parse(CampaignStatus);
    const { campaign, catalogue } = readCampaign(args.file);
    const zone = findZone(campaign.zone);
    const folder = await readCampaignFolder(resolve(flags.data), campaign.id);
    const view = viewStatus({
      ...{ campaign, zone, lots: catalogue.lots, now: clock.now() },
      calendar: layOutCalendar(campaign, zone),
      ...folder,
    });
    this.log('%s', statusTable(view, campaign).join('\n'));
    return view;
  }
}
