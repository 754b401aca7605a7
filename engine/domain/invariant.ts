/** Stops the program where the house's own logic is broken; never for bad input. */
export function invariant(holds: boolean, law: string): asserts holds {
  if (!holds) throw new BrokenInvariant(law);
}

/** A law of the house that did not hold: our bug, to be restarted from the book. */
class BrokenInvariant extends Error {
  override readonly name = 'BrokenInvariant';

  constructor(law: string) {
    super(`Broken invariant: ${law}.`);
  }
}
