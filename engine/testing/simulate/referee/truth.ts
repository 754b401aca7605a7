import type { Auction } from '../../../domain/auction.js';
import { parseSecondChance } from '../../../domain/registration.js';
import type { Bid } from '../../../domain/lot/lot.js';
import { postName, sourceKey } from '../../../domain/source-key.js';
import type { Batch } from '../../../ports/ledger.js';
import type { SimulatedX } from '../world/x.js';

type Note = (invariant: string, why: string) => void;

/** Whether a bid in the book is the one that was made: by whom, and when. */
export function judgeTruth(
  bid: Bid,
  auction: Auction | undefined,
  { x }: { readonly x: SimulatedX },
  note: Note,
): void {
  if (bid.source !== 'post' && bid.source !== 'chat') return;
  const said = x.find(bid.id);
  const paddle = said && auction?.paddles.get(said.authorId);
  if (said?.placedAt === bid.placedAt && paddle === bid.paddle) return;
  note('a bid is written down as it was made', `${bid.id} by ${bid.paddle} at ${bid.placedAt}`);
}

/** Whether everything that was heard is answered for: by a ruling, or by an answer that is owed. */
export function judgeHeard({ events, errands, heard }: Batch, note: Note): void {
  if (heard.length === 0) return;
  const causes = new Set(events.map(({ cause }) => cause));
  const keys = new Set(events.map(({ event }) => sourceKey(event)));
  const owed = new Set(errands.map(({ errand }) => errand.id));
  for (const post of heard) {
    const name = postName(post);
    const answer = `answer-${post.source}-${post.editOf ?? post.id}`;
    // An answer to a chance that nobody was offered changes nothing.
    if (parseSecondChance(post.text)) continue;
    const isRuledOn = causes.has(name) || keys.has(`ruled ${name}`) || owed.has(answer);
    if (!isRuledOn) note('every input is ruled on', name);
  }
}

/**
 * Nobody who said no more than this in the time around can have been counted as a flood, even if X
 * tells some of it twice, and some before what was said earlier.
 */
const FEW = { posts: 8, ms: 120_000 };

/** Whether every post of the evening was heard, unless its author flooded the door. */
export function judgeLost(
  x: SimulatedX,
  heard: ReadonlySet<string>,
  evening: { readonly from: number; readonly until: number },
  note: Note,
): void {
  for (const post of x.said) {
    const isOfEvening = post.placedAt >= evening.from && post.placedAt < evening.until;
    if (heard.has(postName(post)) || !isOfEvening) continue;
    const around = x.said.filter(
      ({ authorId, placedAt }) =>
        authorId === post.authorId && Math.abs(placedAt - post.placedAt) < FEW.ms,
    );
    if (around.length < FEW.posts) note('no input is lost', `${postName(post)}: ${post.text}`);
  }
}
