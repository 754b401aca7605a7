import type { LotId, Paddle } from '../../domain/ids.js';
import type { BookPages } from '../../ports/book-pages.js';
import type { Errand, FailedErrand, Outbox } from '../../ports/outbox.js';
import { bidderName, numberOf } from '../desk/names.js';
import { createNames } from './roster.js';

/** An errand that was given up: a promise to scripts. */
export interface DeadLetter {
  readonly id: string;
  readonly kind: Errand['kind'];
  /** Whom it is for: a handle is a stranger's. */
  readonly for: string;
  readonly lot: number | null;
  /** What was to be said; null for deeds, and for words that the host had not found yet. */
  readonly text: string | null;
  readonly failures: number;
  /** Why the last try failed. */
  readonly why: string;
  readonly at: string;
  /** The event it follows from; null for an answer to mere words. */
  readonly sequence: number | null;
}

/** Every errand of an auction that was given up, oldest first. */
export async function readDeadLetters(book: {
  readonly pages: BookPages;
  readonly outbox: Pick<Outbox, 'failed'>;
}): Promise<readonly DeadLetter[]> {
  const { pages, outbox } = book;
  const failed = await outbox.failed();
  if (failed.length === 0) return [];
  const roster = await createNames(pages).at(await pages.length());
  return Promise.all(
    failed.map(async (dead) => {
      const { errand, failures, why, at, sequence } = dead;
      const { id, kind } = errand;
      const told = { id, kind, failures, why, at: new Date(at).toISOString(), sequence };
      if (errand.kind === 'reply' || errand.kind === 'answer')
        return { ...told, ...wordsOf(errand) };
      const lot = numberOf(roster, errand.lotId);
      const winner =
        errand.kind === 'settle' ? await winnerOf(pages, dead, errand.lotId) : undefined;
      const whose = winner === undefined ? 'the consignor' : bidderName(roster, winner);
      return { ...told, for: whose, lot, text: null };
    }),
  );
}

function wordsOf(errand: Extract<Errand, { kind: 'reply' | 'answer' }>) {
  return errand.kind === 'reply'
    ? { for: `@${errand.to.handle}`, lot: null, text: errand.begun ?? errand.text }
    : { for: `@${errand.post.handle}`, lot: null, text: errand.begun ?? null };
}

/** Who had won the lot when its settlement was owed. */
async function winnerOf(
  pages: BookPages,
  { sequence }: FailedErrand,
  lotId: LotId,
): Promise<Paddle | undefined> {
  const upTo = sequence === null ? {} : { upTo: sequence };
  const kinds = ['hammer-fell', 'second-chance-offered'] as const;
  const [last] = await pages.read({ ...upTo, limit: 1, keep: 'last' }, { lotId, kinds });
  if (last?.event.kind === 'hammer-fell') return last.event.winner ?? undefined;
  return last?.event.kind === 'second-chance-offered' ? last.event.paddle : undefined;
}
