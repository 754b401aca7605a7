/** How many values a leaf holds, and how many nodes a branch, as a power of two. */
const BITS = 4;
const WIDTH = 2 ** BITS;
const MASK = WIDTH - 1;

/** A leaf of values or a branch of nodes, never changed once it is made. */
type Node = readonly unknown[];

/**
 * A map whose versions all stay readable. Setting a key leaves the map it was set on as it was and
 * takes next to no longer for many keys than for few.
 *
 * Each version has a tree of values of its own, of which it shares all but the path to the key set
 * last with the version before. Which place in the tree is a key's is in a table that versions
 * share, each seeing as many places as it has keys. No version knows of a later one, so those that
 * nobody holds are garbage at once: the floor goes through many thousands a second.
 */
export class PersistentMap<K, V> implements ReadonlyMap<K, V> {
  readonly size: number;
  readonly #places: Map<K, number>;
  readonly #root: Node;
  /** Bits of a place that lie below those which the root tells apart. */
  readonly #shift: number;

  private constructor(places: Map<K, number>, root: Node, shift: number, size: number) {
    this.size = size;
    this.#places = places;
    this.#root = root;
    this.#shift = shift;
  }

  static of<K, V>(entries: Iterable<readonly [K, V]> = []): PersistentMap<K, V> {
    let map = new PersistentMap<K, V>(new Map(), [], 0, 0);
    for (const [key, value] of entries) map = map.with(key, value);
    return map;
  }

  /** This map with one key set. */
  with(key: K, value: V): PersistentMap<K, V> {
    const { size } = this;
    const place = this.#places.get(key) ?? this.#places.size;
    // Another version took the next place for a key of its own.
    if (place > size) return PersistentMap.of(this).with(key, value);
    if (place < size) return this.#with(place, value, size);
    this.#places.set(key, place);
    return this.#with(place, value, size + 1);
  }

  get(key: K): V | undefined {
    const place = this.#places.get(key);
    return place === undefined || place >= this.size ? undefined : this.#at(place);
  }

  has(key: K): boolean {
    const place = this.#places.get(key);
    return place !== undefined && place < this.size;
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) visit(value, key, this);
  }

  entries(): MapIterator<[K, V]> {
    return this.#copy().entries();
  }

  keys(): MapIterator<K> {
    return this.#copy().keys();
  }

  values(): MapIterator<V> {
    return this.#copy().values();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  // Copied first: the table grows as soon as somebody sets a new key while iterating.
  #copy(): Map<K, V> {
    const copy = new Map<K, V>();
    for (const [key, place] of this.#places) {
      if (place === this.size) break;
      copy.set(key, this.#at(place));
    }
    return copy;
  }

  #at(place: number): V {
    let node = this.#root;
    for (let shift = this.#shift; shift > 0; shift -= BITS) {
      node = node[(place >> shift) & MASK] as Node;
    }
    return node[place & MASK] as V;
  }

  #with(place: number, value: V, size: number): PersistentMap<K, V> {
    const isFull = place >> this.#shift >= WIDTH;
    const root = isFull ? [this.#root] : this.#root;
    const shift = isFull ? this.#shift + BITS : this.#shift;
    return new PersistentMap(this.#places, nodeWith(root, shift, place, value), shift, size);
  }
}

/** A node with the value of one place set. */
function nodeWith(node: Node | undefined, shift: number, place: number, value: unknown): Node {
  const slot = (place >> shift) & MASK;
  const copy = node ? node.slice() : [];
  copy[slot] =
    shift === 0 ? value : nodeWith(node?.[slot] as Node | undefined, shift - BITS, place, value);
  return copy;
}
