import type { Instant } from '../../domain/ids.js';
import type { ChainNotice, ChainRecord, Undoing } from '../../ports/chain.js';

/** A deposit or bid as the escrow recorded it. */
export type EscrowRecord = Extract<ChainNotice, { readonly kind: 'deposit' | 'bid' }>;

/** What the floor was told of the chain, and what of it still stands. */
export interface Told {
  /**
   * How a record of the chain is to be told; undefined where it was, and stands. One that was told
   * as undone is told anew, under a name of its own.
   */
  asNew(record: EscrowRecord): EscrowRecord | undefined;
  /** Notes that a record is told, or undone. */
  note(notice: ChainRecord | Undoing): void;
  /** The undoing of all that was told and is not on the chain any more, in the order it was told. */
  undoingOf(found: ReadonlySet<string>): readonly Undoing[];
  /** When a house before this one was told the last of it; undefined where none was. */
  readonly lastBefore: Instant | undefined;
}

/** @param before - what a house before this one was told, in that order */
export function createTold(before: readonly (ChainRecord | Undoing)[]): Told {
  const standing = new Map<string, ChainRecord>();
  const timesUndone = new Map<string, number>();

  const note = (notice: ChainRecord | Undoing) => {
    if (notice.kind !== 'reverted') {
      standing.set(nameOf(notice.id), notice);
      return;
    }
    const name = nameOf(notice.undoes.id);
    standing.delete(name);
    timesUndone.set(name, (timesUndone.get(name) ?? 0) + 1);
  };
  for (const notice of before) note(notice);
  let lastBefore: Instant | undefined;
  for (const { at } of standing.values()) if (at > (lastBefore ?? 0)) lastBefore = at;

  return {
    lastBefore,
    note,
    asNew: (record) => {
      if (standing.has(record.id)) return undefined;
      const times = timesUndone.get(record.id) ?? 0;
      return times === 0 ? record : { ...record, id: `${record.id}-again-${times}` };
    },
    undoingOf: (found) =>
      [...standing]
        .filter(([name]) => !found.has(name))
        .map(([, undoes]) => ({ kind: 'reverted', id: `${undoes.id}-undone`, undoes })),
  };
}

/** What a record is called on the chain, whichever time it is told. */
const nameOf = (id: string): string => id.replace(/-again-\d+$/, '');
