import { Args, Errors, Flags } from '@oclif/core';
import { readCampaign } from '../../../config/campaign.js';
import { layOutCalendar } from '../../../engine/domain/campaign/calendar.js';
import { parseDate, type CalendarDate } from '../../../engine/domain/campaign/dates.js';
import { planCampaign } from '../../../engine/domain/campaign/plan.js';
import { AuctionCommand } from '../../auction-command.js';
import { planTable } from '../../campaign/plan-table.js';
import { viewPlan, type PlanView } from '../../campaign/plan-view.js';
import { findZone } from '../../wire-campaign.js';

const date = Flags.custom<CalendarDate>({
  parse: async (text) => {
    const parsed = parseDate(text);
    if (parsed !== undefined) return parsed;
    throw new Errors.CLIError(`Expected a date such as 2026-11-23, got "${text}".`, { exit: 2 });
  },
});

export default class CampaignPlanCommand extends AuctionCommand {
  static override summary = 'Print the calendar of a campaign.';
  static override description =
    'Reads the campaign file and its catalogue, and nothing else: no house, no network. Days when ' +
    'the clocks of the zone change are marked.';
  static override examples = [
    '<%= config.bin %> campaign plan examples/campaign/campaign.yaml',
    '<%= config.bin %> campaign plan campaign.yaml --from 2026-12-01 --json',
  ];
  static override args = {
    file: Args.string({ description: 'the campaign file', required: true }),
  };
  static override flags = {
    from: date({ description: 'leave out the days before this one' }),
  };

  async run(): Promise<PlanView> {
    const { args, flags } = await this.parse(CampaignPlanCommand);
    const { campaign, catalogue } = readCampaign(args.file);
    const zone = findZone(campaign.zone);
    const plan = planCampaign(campaign, layOutCalendar(campaign, zone), catalogue.lots, []);
    const view = viewPlan(campaign, plan, zone, flags.from);
    this.log('%s', planTable(view, campaign).join('\n'));
    return view;
  }
}
