import { invariant } from './invariant.js';

/** What one version's key held before the next version set it. */
interface Step<K, V> {
  readonly older: PersistentMap<K, V>;
  readonly newer: PersistentMap<K, V>;
  readonly key: K;
  readonly had: boolean;
  readonly value: V | undefined;
}

/**
 * A map whose versions all stay readable. Setting a key takes the same time however large it is,
 * and leaves the map it was set on as it was.
 *
 * The newest version holds the table; an older one holds the one step that leads back from it
 * (Baker's trick). Reading an old version turns the steps around, so it costs as many of them as
 * lie between: cheap for the version just before, which is the only one the floor goes back to.
 */
export class PersistentMap<K, V> implements ReadonlyMap<K, V> {
  #table: Map<K, V> | undefined;
  #step: Step<K, V> | undefined;

  private constructor(table: Map<K, V>) {
    this.#table = table;
  }

  static of<K, V>(entries: Iterable<readonly [K, V]> = []): PersistentMap<K, V> {
    return new PersistentMap(new Map(entries));
  }

  /** This map with one key set. */
  with(key: K, value: V): PersistentMap<K, V> {
    const table = this.#read();
    const newer = new PersistentMap(table);
    this.#step = { older: this, newer, key, had: table.has(key), value: table.get(key) };
    this.#table = undefined;
    table.set(key, value);
    return newer;
  }

  get size(): number {
    return this.#read().size;
  }

  get(key: K): V | undefined {
    return this.#read().get(key);
  }

  has(key: K): boolean {
    return this.#read().has(key);
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) visit(value, key, this);
  }

  // Copied first: the table moves on as soon as somebody sets a key while iterating.
  entries(): MapIterator<[K, V]> {
    return new Map(this.#read()).entries();
  }

  keys(): MapIterator<K> {
    return new Map(this.#read()).keys();
  }

  values(): MapIterator<V> {
    return new Map(this.#read()).values();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  /** The table as this version knows it, brought here from whichever version holds it. */
  #read(): Map<K, V> {
    if (this.#table) return this.#table;
    const path: Step<K, V>[] = [];
    for (let step = this.#step; step; step = step.newer.#step) path.push(step);
    const newest = path.at(-1)?.newer;
    let table = newest && newest.#table;
    invariant(table !== undefined, 'the steps of a version lead to the table');
    for (const step of path.reverse()) table = step.older.#takeTable(step, table);
    return table;
  }

  #takeTable({ newer, key, had, value }: Step<K, V>, table: Map<K, V>): Map<K, V> {
    newer.#step = { older: newer, newer: this, key, had: table.has(key), value: table.get(key) };
    newer.#table = undefined;
    if (had) table.set(key, value as V);
    else table.delete(key);
    this.#step = undefined;
    this.#table = table;
    return table;
  }
}
