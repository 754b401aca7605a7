import { auctionIdOf, type Campaign } from '../../domain/campaign/campaign.js';
import type { StepRow } from '../../domain/campaign/step-row.js';
import type { CampaignAuctions } from '../../ports/campaign-auctions.js';
import type { Clock } from '../../ports/clock.js';
import type { Pages } from './pages.js';

/** An auction that dies so often in a row is given up. */
const DEATHS_MAX = 5;
/** One that lived this long was well: its next death is counted as the first. */
const STEADY_MS = 600_000;
/** The wait before the first new start; it doubles with each. */
const WAIT_MS = 5_000;

/**
 * Holds an auction, again and again when it dies, and writes how it ended. When the signal aborts
 * nothing is written: it has begun and is to be gone on with.
 */
export async function holdUntilOver(
  desk: {
    readonly campaign: Pick<Campaign, 'id'>;
    readonly auctions: CampaignAuctions;
    readonly pages: Pages;
    readonly clock: Clock;
    readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  },
  row: StepRow,
  signal: AbortSignal,
): Promise<void> {
  const { auctions, pages, clock } = desk;
  const { date, lots } = row;
  const auction = { auctionId: auctionIdOf(desk.campaign.id, date), date, lots };
  let deaths = 0;
  while (!signal.aborted) {
    const startedAt = clock.now();
    const end = await auctions.hold(auction, signal);
    if (end.kind === 'stopped') return;
    if (end.kind === 'over') {
      await pages.write([{ ...row, status: 'done', why: '' }]);
      return;
    }
    deaths = clock.now() - startedAt >= STEADY_MS ? 1 : deaths + 1;
    if (!end.retryable || deaths >= DEATHS_MAX) {
      const times = end.retryable ? `died ${deaths} times: ` : '';
      await pages.write([{ ...row, status: 'failed', why: `${times}${end.why}` }]);
      return;
    }
    await desk.wait(WAIT_MS * 2 ** (deaths - 1), signal);
  }
}
