import { auctionIdOf, type Campaign } from '../../domain/campaign/campaign.js';
import type { StepRow } from '../../domain/campaign/step-row.js';
import { stepKey } from '../../domain/campaign/steps.js';
import type { CampaignAuctions } from '../../ports/campaign-auctions.js';
import type { CampaignVoice } from '../../ports/campaign-voice.js';
import type { NewRow, Pages } from './pages.js';

interface Desk {
  readonly campaign: Pick<Campaign, 'id'>;
  readonly pages: Pages;
  readonly voice: CampaignVoice;
  readonly auctions: CampaignAuctions;
}

/**
 * Settles every step that a run before this one left begun, or an auction it left failed.
 *
 * Words: those found said are done, those found unsaid are planned again, and those that nobody
 * can tell of are left, since it is better to be silent than to say a thing twice. Auctions: one
 * with a book is gone on with, however late; one without is planned again, so that its time says
 * whether it is still held.
 *
 * @returns the auctions to go on with
 */
export async function recoverSteps(desk: Desk): Promise<readonly StepRow[]> {
  const goingOn: StepRow[] = [];
  for (const row of desk.pages.rows()) {
    if (row.stage !== 'auction' && row.status === 'begun') {
      await desk.pages.write([await settleWords(desk, row)]);
    } else if (row.stage === 'auction' && (row.status === 'begun' || row.status === 'failed')) {
      const settled = await settleAuction(desk, row);
      if (settled.status === 'begun') goingOn.push(settled);
    }
  }
  return goingOn;
}

async function settleWords({ campaign, voice }: Desk, row: StepRow): Promise<NewRow> {
  const found = await voice.lookUp(stepKey(auctionIdOf(campaign.id, row.date), row.stage));
  switch (found) {
    case 'said':
      return { ...row, status: 'done', why: 'cut off, and found said' };
    case 'unsaid':
      return { ...row, status: 'planned', why: 'cut off before it was said' };
    case 'unknown':
      return {
        ...row,
        status: 'failed',
        why: 'cut off; left, since it may have been said',
      };
  }
}

async function settleAuction({ campaign, auctions, pages }: Desk, row: StepRow): Promise<StepRow> {
  const isOpened = await auctions.isOpened(auctionIdOf(campaign.id, row.date));
  if (isOpened && row.status === 'begun') return row;
  const status = isOpened ? 'begun' : 'planned';
  const [settled] = await pages.write([{ ...row, status }]);
  return settled ?? row;
}
