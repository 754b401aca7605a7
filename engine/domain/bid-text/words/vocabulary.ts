/**
 * What a phrase does to a sentence.
 *
 * Offers: `self` names the speaker, `bare` may be anyone's, and needs a plain beginning.
 * The rest either stops an offer, makes it doubtful, or does nothing (`filler`).
 */
export type Cue = keyof typeof CUES;

/** How much a cue weighs when one word means two things in two languages: the heavier wins. */
export const CUES = {
  filler: 0,
  is: 0,
  and: 0,
  bare: 1,
  self: 1,
  range: 1,
  or: 1,
  from: 1,
  duration: 1,
  like: 1,
  now: 0,
  no: 2,
  fix: 2,
  about: 2,
  ceiling: 2,
  least: 2,
  raise: 2,
  vague: 2,
  would: 2,
  want: 2,
  doubt: 2,
  kidding: 2,
  /** The offer was made before, and is asked after. */
  stale: 2,
  not: 3,
  if: 3,
  past: 3,
  later: 3,
  might: 3,
  ask: 3,
  /** A question where it opens the sentence, nothing elsewhere. */
  askFirst: 0,
  other: 3,
  report: 3,
  own: 3,
  caller: 3,
  machine: 3,
  spam: 3,
  undo: 2,
  retract: 3,
  mock: 3,
} as const;

/** Phrases of one language, a comma between each; words inside a phrase are spaced. */
export type Vocabulary = Readonly<Partial<Record<Cue, string>>> & {
  /** `word=7`; with `?` after the figure where the word is also something else. */
  readonly numbers?: string;
  /** Words that mean one half, and words that add one half to the number before. */
  readonly half?: string;
  readonly andHalf?: string;
  /** Words for the decimal mark. */
  readonly point?: string;
};
