/** Draws that are the same for the same seed, whatever machine they are drawn on. */
export interface Chance {
  /** A whole number from 0 up to, not including, `count`. */
  below(count: number): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** One of them. */
  pick<T>(from: readonly [T, ...T[]]): T;
  /** All of them, in a drawn order. */
  shuffle<T>(all: readonly T[]): T[];
  /** Draws of their own, so that what one part of the crowd does never moves another's dice. */
  fork(name: string): Chance;
}

/** @param seed - any whole number; its low 32 bits count */
export function createChance(seed: number): Chance {
  const draw = mulberry32(seed);
  const below = (count: number) => Math.floor(draw() * count);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: (from) => from[below(from.length)] ?? from[0],
    shuffle: (all) => {
      const deck = [...all];
      for (let i = deck.length - 1; i > 0; i -= 1) {
        const j = below(i + 1);
        [deck[i], deck[j]] = [deck[j] as (typeof deck)[number], deck[i] as (typeof deck)[number]];
      }
      return deck;
    },
    fork: (name) => createChance(hash(name, seed)),
  };
}

/** Gives everything once before it gives anything twice, in an order drawn anew each time round. */
export function createBag<T>(chance: Chance, all: readonly [T, ...T[]]): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = chance.shuffle(all);
    return left.pop() ?? all[0];
  };
}

/** Numbers from 0 up to 1, by Tommy Ettinger's generator of 32 bits of state. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a, begun at the seed. */
function hash(name: string, seed: number): number {
  let mixed = seed ^ 0x811c9dc5;
  for (const character of name)
    mixed = Math.imul(mixed ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return mixed;
}
