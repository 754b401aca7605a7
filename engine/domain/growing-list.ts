/**
 * A list that only grows. Adding to it takes the same time however long it is, and leaves the list
 * it was added to as it was.
 *
 * All versions share one array, of which each sees its own first `length` items. Only when an
 * older version grows in another direction are its items copied.
 */
export class GrowingList<T> implements Iterable<T> {
  readonly length: number;
  readonly #items: T[];

  private constructor(items: T[], length: number) {
    this.#items = items;
    this.length = length;
  }

  static of<T>(items: Iterable<T>): GrowingList<T> {
    const own = [...items];
    return new GrowingList(own, own.length);
  }

  /** This list and one item more. */
  with(item: T): GrowingList<T> {
    const { length } = this;
    const isTaken = this.#items.length > length && this.#items[length] !== item;
    const items = isTaken ? this.slice() : this.#items;
    if (items.length === length) items.push(item);
    return new GrowingList(items, length + 1);
  }

  /** The item at an index; a negative one counts from the end. */
  at(index: number): T | undefined {
    const place = index < 0 ? this.length + index : index;
    return place < this.length ? this.#items[place] : undefined;
  }

  /** A copy of part of it, as `Array.prototype.slice` gives. */
  slice(start = 0, end = this.length): T[] {
    const { length } = this;
    const from = start < 0 ? Math.max(0, length + start) : start;
    return this.#items.slice(from, Math.min(end < 0 ? length + end : end, length));
  }

  map<U>(change: (item: T, index: number) => U): U[] {
    return this.slice().map(change);
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.slice().values();
  }
}
