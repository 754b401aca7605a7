import type { Campaign, SpokenStage } from '../../domain/campaign/campaign.js';
import type { PlannedDay } from '../../domain/campaign/plan.js';
import type { StepStatus } from '../../domain/campaign/step-row.js';
import { stepKey, type StepDue } from '../../domain/campaign/steps.js';
import { fillWords } from '../../domain/campaign/words.js';
import { formatTime, type Zone } from '../../domain/campaign/zone.js';
import { SothebaisError } from '../../domain/errors.js';
import type { CampaignAuctions } from '../../ports/campaign-auctions.js';
import type { CampaignVoice } from '../../ports/campaign-voice.js';
import { rowOf, type Pages } from './pages.js';

interface Desk {
  readonly campaign: Campaign;
  readonly zone: Zone;
  readonly pages: Pages;
  readonly voice: CampaignVoice;
  readonly auctions: CampaignAuctions;
}

/**
 * Says the words of a step, at most once: what was refused, or may or may not have been heard, is
 * written down as failed and not said again.
 */
export async function say(desk: Desk, due: StepDue, stage: SpokenStage): Promise<void> {
  const { campaign, pages, voice } = desk;
  const words = campaign.words[stage];
  if (words === null) {
    await pages.write([rowOf(due, 'skipped', 'the campaign has no words for it')]);
    return;
  }
  const text = await fill(desk, words, due.day);
  await pages.write([rowOf(due, 'begun')]);
  const [status, why] = await announce(voice, text, stepKey(due.day.auctionId, stage));
  await pages.write([rowOf(due, status, why)]);
}

async function announce(
  voice: CampaignVoice,
  text: string,
  key: string,
): Promise<readonly [StepStatus, string]> {
  try {
    const sent = await voice.announce(text, key);
    return sent.kind === 'sent' ? ['done', sent.id] : ['failed', sent.why];
  } catch (cause) {
    if (cause instanceof SothebaisError) return ['failed', cause.message];
    throw cause;
  }
}

async function fill({ campaign, zone, auctions }: Desk, words: string, day: PlannedDay) {
  const { date, timeMs } = zone.wallOf(day.at.auction);
  return fillWords(words, {
    ...{ date, title: campaign.title, zone: zone.id, time: formatTime(timeMs) },
    lots: day.lots.join(', '),
    count: String(day.lots.length),
    result: (await auctions.result(day.auctionId)) ?? 'the auction is over',
  });
}
