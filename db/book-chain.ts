import type { Decoded } from './event-codec.js';
import { chainHash, damaged, decodeForeign, GENESIS_HASH } from './event-codec.js';

/** A line of a book that follows from the one before. */
export interface Link extends Decoded {
  readonly sequence: number;
  readonly hash: string;
}

const HASH_LENGTH = 64;
const BEFORE_EVENT = '","event":';

/** One line of a book: where it stands, what stands before it, and what happened. */
export const formatLine = (
  sequence: number,
  previous: string,
  hash: string,
  payload: string,
): string => `${beforeHash(sequence, previous)}${hash}${BEFORE_EVENT}${payload}}`;

const beforeHash = (sequence: number, previous: string): string =>
  `{"sequence":${sequence},"previous":"${previous}","hash":"`;

/**
 * The chain of a book, held against its hashes link by link: what was changed, dropped, moved or
 * added is found where it first shows. Says nothing about the rules; `Replayer` does.
 */
export class BookChain {
  #sequence = 0;
  #head = GENESIS_HASH;
  #schema = 1;

  /** The sequence of the last link. */
  get sequence(): number {
    return this.#sequence;
  }

  /** The hash of the last link. */
  get head(): string {
    return this.#head;
  }

  /**
   * Takes the next line of a book's file, without its end of line.
   *
   * @throws SothebaisError `BOOK_DAMAGED`, `BOOK_TOO_NEW`
   */
  takeLine(line: string): Link {
    const sequence = this.#sequence + 1;
    const start = beforeHash(sequence, this.#head);
    const split = start.length + HASH_LENGTH;
    const isLine =
      line.startsWith(start) && line.startsWith(BEFORE_EVENT, split) && line.endsWith('}');
    if (!isLine) throw damaged(sequence, 'the line does not follow from the one before');
    const payload = line.slice(split + BEFORE_EVENT.length, -1);
    return this.take(sequence, payload, line.slice(start.length, split));
  }

  /**
   * Takes the next event of a book.
   *
   * @throws SothebaisError `BOOK_DAMAGED`, `BOOK_TOO_NEW`
   */
  take(sequence: number, payload: string, hash: string): Link {
    const due = this.#sequence + 1;
    if (sequence !== due) throw damaged(due, `event ${sequence} stands in its place`);
    if (chainHash(this.#head, payload) !== hash) throw damaged(due, 'the hash does not match');
    const decoded = decodeForeign(payload, sequence);
    if (decoded.schema < this.#schema) {
      throw damaged(due, `schema ${decoded.schema} follows on schema ${this.#schema}`);
    }
    this.#schema = decoded.schema;
    this.#sequence = due;
    this.#head = hash;
    return { ...decoded, sequence, hash };
  }
}
