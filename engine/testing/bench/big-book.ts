import { causeOf } from '../../domain/moves.js';
import type { Move } from '../../domain/moves.js';
import type { Post } from '../../domain/post.js';
import type { Caused, Ledger } from '../../ports/ledger.js';
import { eveningOpening, playEvening, type EveningOptions } from './evening.js';
import { postOf } from './turns.js';

/** How many events go into one transaction. */
const AT_ONCE = 5_000;

export interface BigBookOptions extends Omit<EveningOptions, 'bids' | 'atOnce'> {
  /** About how many events the book comes to. */
  readonly events: number;
}

/** The evening that fills a book of that size from its opening to its seal. */
export function bigEvening({ events, ...options }: BigBookOptions): EveningOptions {
  const { lots, bidders } = options;
  return { ...options, bids: Math.max(lots, events - 3 * bidders - 7 * lots - 3) };
}

/**
 * Writes a whole evening into an empty book, by the real rules: opened, bid on, settled and
 * sealed. The auction is `eveningOpening(bigEvening(options)).id`.
 */
export async function writeBigBook(ledger: Ledger, options: BigBookOptions): Promise<void> {
  const evening = bigEvening(options);
  const { id } = eveningOpening(evening);
  let events: Caused[] = [];
  let heard: Post[] = [];
  let written = 0;
  const write = async () => {
    await ledger.append(id, { events, heard, errands: [] }, written);
    written += events.length;
    [events, heard] = [[], []];
  };
  for (const { move, events: ruled } of playEvening(evening)) {
    const cause = causeOf(move);
    for (const event of ruled) events.push({ event, cause });
    const post = heardIn(move);
    if (post) heard.push(post);
    if (events.length >= AT_ONCE) await write();
  }
  await write();
}

const heardIn = (move: Move): Post | undefined =>
  move.kind === 'offer' ? postOf(move.offer) : undefined;
