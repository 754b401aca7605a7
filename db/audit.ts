import { SothebaisError } from '../engine/domain/errors.js';
import type { AuctionId } from '../engine/domain/ids.js';
import type { KeptBook } from './kept-book.js';
import { encodeAuction, isSameAuction } from './snapshot-codec.js';
import type { SnapshotBytes, SnapshotFolder } from './snapshots.js';
import { Examination } from './verify-book.js';

export interface AuditOptions {
  readonly book: KeptBook;
  readonly auctionId: AuctionId;
  readonly snapshots: SnapshotFolder;
}

/** A house folds so many events in about a second: more often, snapshots would save nothing. */
const KEEP_EVERY = 50_000;
/** A shorter book is folded before anybody notices. */
const KEEP_FROM = 2_000;

/**
 * Reads a book over the shoulder of the house that writes it: from its first event, hashes and
 * rules, page by page. Holds the snapshot that the house may have opened on against its own fold,
 * and keeps new ones.
 */
export class Audit {
  readonly #options: AuditOptions;
  readonly #examination: Examination;
  /** The snapshot that was there first, until the audit comes to its event. */
  #found: SnapshotBytes | undefined;
  #keptAt = 0;

  constructor(options: AuditOptions) {
    this.#options = options;
    this.#examination = new Examination(options.book.reserves(options.auctionId));
    this.#found = options.snapshots.newestBytes(options.auctionId);
  }

  /** The sequence of the last event examined. */
  get sequence(): number {
    return this.#examination.chain.sequence;
  }

  /**
   * Examines the next page; tells whether there was any.
   *
   * @throws SothebaisError `BOOK_DAMAGED`, `BOOK_TOO_NEW`, `SNAPSHOT_WRONG` once it was removed
   */
  step(): boolean {
    const { book, auctionId } = this.#options;
    const rows = book.page(auctionId, this.sequence);
    for (const { sequence, payload, hash } of rows) {
      this.#examination.take(sequence, payload, hash);
      if (sequence === this.#found?.sequence) this.#compare(this.#found);
    }
    return rows.length > 0;
  }

  /**
   * Keeps a snapshot where enough has happened since the last; tells whether it did. To be asked
   * where the book was read to its end.
   *
   * @param isLast - the house closes: whatever has happened is enough
   */
  keep(isLast = false): boolean {
    const { auction, chain, isBetweenMoves } = this.#examination;
    const { sequence, head: hash } = chain;
    const isDue = isLast ? sequence > this.#keptAt : sequence - this.#keptAt >= KEEP_EVERY;
    if (!auction || !isBetweenMoves || !isDue || sequence < KEEP_FROM) return false;
    const { auctionId, snapshots } = this.#options;
    snapshots.write(auctionId, { sequence, hash, bytes: encodeAuction(auction) });
    this.#keptAt = sequence;
    return true;
  }

  #compare({ sequence, hash, bytes }: SnapshotBytes): void {
    const { auctionId, snapshots } = this.#options;
    const { auction, chain } = this.#examination;
    this.#found = undefined;
    if (auction && chain.head === hash && isSameAuction(encodeAuction(auction), bytes)) {
      this.#keptAt = sequence;
      return;
    }
    void snapshots.discard(auctionId, sequence);
    throw new SothebaisError(
      'SNAPSHOT_WRONG',
      `The snapshot at event ${sequence} says another thing than the book of ${auctionId}.`,
      { details: { sequence } },
    );
  }
}
