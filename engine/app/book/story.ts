import type { Reserves } from '../../domain/auction.js';
import type { BidId, LotId } from '../../domain/ids.js';
import type { Airings } from '../../ports/airings.js';
import type { BookPages } from '../../ports/book-pages.js';
import type { Entry } from '../../ports/ledger.js';
import type { Outbox } from '../../ports/outbox.js';
import type { Roster } from '../desk/names.js';
import type { BidStory } from './bid-story.js';
import { findBid } from './find-bid.js';
import { createLotStory, type LotStory } from './lot-story.js';
import { readBook } from './read-book.js';
import { createNames } from './roster.js';
import {
  airedAs,
  lotOfBid,
  lotTold,
  madeIn,
  repliesTo,
  rulingOf,
  waitedIn,
} from './story-parts.js';

/** What a story is read from. */
export interface StorySources {
  readonly pages: BookPages;
  readonly outbox: Pick<Outbox, 'named'>;
  readonly airings: Pick<Airings, 'showing'>;
  readonly reserves: Reserves;
}

/**
 * The whole story of the bid that somebody names, see `findBid`.
 *
 * @throws SothebaisError `BID_UNKNOWN`
 */
export async function readStory(sources: StorySources, name: string): Promise<BidStory> {
  const { pages, outbox, airings } = sources;
  const { id, entries } = await findBid(pages, name);
  const roster = await createNames(pages).at(await pages.length());
  const ruledBy = entries.find(
    ({ event }) => event.kind !== 'bid-held' && event.kind !== 'absentee-left',
  );
  const lotId = lotOfBid(roster, entries);
  const lotStory = lotId && (await followLot(sources, roster, id, lotId, ruledBy));
  const made = madeIn(roster, entries);
  const isTaken = ruledBy?.event.kind === 'bid-accepted';
  const aired = isTaken ? airings.showing(ruledBy.sequence) : undefined;
  return {
    ...{ bid: id, auction: pages.auctionId, ...made },
    lot: lotTold(roster, lotId),
    waited: waitedIn(entries),
    ruling: ruledBy ? rulingOf(roster, ruledBy, lotStory?.ruledOn()) : null,
    state: ruledBy?.event.kind === 'offer-refused' ? 'refused' : (lotStory?.state() ?? 'waits'),
    followed: lotStory?.consequences() ?? [],
    replies: repliesTo(id, await outbox.named(`reply-${id}`)),
    onAir: aired ? airedAs(aired, made.receivedAt) : null,
  };
}

async function followLot(
  { pages, reserves }: StorySources,
  roster: Roster,
  id: BidId,
  lotId: LotId,
  ruledBy: Entry | undefined,
): Promise<LotStory> {
  const story = createLotStory(id, lotId, roster, reserves);
  // Nothing follows on what was refused.
  const upTo = ruledBy && ruledBy.event.kind !== 'bid-accepted' ? ruledBy.sequence : Infinity;
  for await (const page of readBook(pages, { filter: { lotId }, upTo })) {
    for (const entry of page) story.take(entry);
    if (story.isOver()) return story;
  }
  return story;
}
