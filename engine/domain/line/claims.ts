import type { LotView, ShowState } from '../show.js';

/** Words that say how things stand, and when they are true. */
interface Claim {
  readonly words: RegExp;
  readonly why: string;
  readonly holds: (show: ShowState) => boolean;
}

const never = (): boolean => false;
const phase = (...phases: readonly LotView['phase'][]) => {
  return ({ lot }: ShowState): boolean => lot !== undefined && phases.includes(lot.phase);
};
const isLive = phase('previewed', 'open', 'fair-warning', 'closing', 'paused');

/** True of this lot; or, with no lot on the block, of one in the catalogue. */
const ended = (outcome: 'sold' | 'passed' | 'withdrawn') => (show: ShowState) =>
  show.lot?.phase === outcome ||
  (!isLive(show) && show.catalogue.some((row) => row.outcome === outcome)) ||
  (!isLive(show) && outcome === 'sold' && show.auction.soldCount > 0);

/** In each pattern the alternatives are bounded, so that matching stays linear. */
const CLAIMS: readonly Claim[] = [
  {
    // How many lots were sold is a figure, and judged as one.
    words: /(?<!\blots )\b(?:sold|gone|won|wins?|winners?|winning)\b/,
    why: 'It says sold, and the screen does not.',
    holds: ended('sold'),
  },
  {
    words: /\b(?:passed|we pass|bought in|unsold)\b/,
    why: 'It says passed, and the screen does not.',
    holds: ended('passed'),
  },
  {
    words: /\bwithdrawn?\b/,
    why: 'It says withdrawn, and the screen does not.',
    holds: ended('withdrawn'),
  },
  {
    words: /\bhammer (?:is |has |just )?(?:down|fell|falls|fallen)\b/,
    why: 'It says the hammer fell, and the screen does not.',
    holds: phase('sold', 'passed'),
  },
  {
    words:
      /\b(?:going once|going twice|going,? going|fair warning|(?:last|final) (?:call|chance))\b/,
    why: 'It gives the last call outside fair warning.',
    holds: phase('fair-warning', 'closing'),
  },
  {
    words: /\b(?:bidding|floor|lot) (?:is |is now |now )?open\b/,
    why: 'It says bidding is open, and it is not.',
    holds: phase('open', 'fair-warning'),
  },
  {
    words: /\b(?:bidding|floor|lot) (?:is |has |is now |now )?(?:closed|over|ended|shut)\b/,
    why: 'It says bidding is over, and it is not.',
    holds: (show) => !phase('open', 'fair-warning', 'paused')(show),
  },
  {
    words:
      /\breserve (?:is |has been |was |has now been |is now )?(?:met|cleared|reached)\b|\bmet (?:the|its) reserve\b/,
    why: 'It says the reserve is met, and the screen does not.',
    holds: ({ lot }) => lot?.reserveMet === true,
  },
  {
    words:
      /\breserve (?:is|has|was)(?: not|n['’]t)\b|\b(?:below|short of|under) (?:the|its) reserve\b/,
    why: 'It says the reserve is not met, and the screen does not.',
    holds: ({ lot }) => lot?.reserveMet === false,
  },
  {
    words: /\b(?:no|without(?: a)?) reserve\b/,
    why: 'It says there is no reserve, and there is one.',
    holds: ({ lot }) => lot !== undefined && lot.reserveMet === undefined,
  },
  {
    words: /\b(?:no bids?|without (?:a|any) bids?|(?:no one|nobody) has bid)\b/,
    why: 'It says there is no bid, and there is one.',
    holds: ({ lot }) => lot?.bidCount === 0,
  },
  {
    words: /\b(?:extended|extensions?|close has moved|close moves|more time)\b/,
    why: 'It says the close moved, and it did not.',
    holds: ({ lot }) => lot !== undefined && lot.extensions > 0,
  },
  {
    words: /\b(?:leads|leading|high bidder|in the lead)\b/,
    why: 'It says somebody leads, and nobody does.',
    holds: ({ lot }) => lot?.highBidder !== undefined,
  },
  {
    words: /\b(?:settled|paid|transferred)\b/,
    why: 'It says the lot is settled, and the screen does not.',
    holds: ({ lot }) => lot?.settlement?.state === 'settled',
  },
  {
    words:
      /\b(?:accept(?:s|ed|ing)?|refus(?:e|es|ed|al)|reject(?:s|ed)?|disqualif\w{0,6}|void(?:ed)?|invalid|valid|overruled?)\b/,
    why: 'It rules on a bid, which is for the floor alone.',
    holds: never,
  },
  {
    words:
      /\byour (?:\w{1,12} )?bid (?:is|has|was|stands|counts|went|leads)\b|\bbid (?:is )?(?:in|registered|recorded|counted|received)\b|\b(?:have|take|took|taken|see|got) your bid\b/,
    why: 'It rules on a bid, which is for the floor alone.',
    holds: never,
  },
  {
    words:
      /\byou(?:['’]re| are| have|['’]ve)? (?:now )?(?:the )?(?:won|win|lead|leading|high(?:est)? bidder|winning|ahead|outbid|got it|have it)\b/,
    why: 'It tells a viewer where he stands, which it cannot know.',
    holds: never,
  },
  {
    words:
      /\b(?:guarantee\w{0,2}|promis(?:e|es|ed|ing)|invest(?:s|ed|ing|ors?|ments?)?|profit\w{0,7}|resale|resell\w{0,3}|undervalued|underpriced|financial\w{0,2})\b/,
    why: 'It promises, or speaks of investment.',
    holds: never,
  },
  {
    words:
      /\b(?:be worth|worth more|in value|price will|prices will|will (?:soar|moon|rise|climb|double|triple|skyrocket)|to the moon|risk[ -]free|can(?:no|['’])t lose|sure thing|safe bet|returns? on|your money|make money|get rich|store of value|blue[ -]chip|floor price)\b/,
    why: 'It promises, or speaks of investment.',
    holds: never,
  },
];

/**
 * Why these words may not be said now; undefined when they may.
 *
 * @param words - in lower case, with names on screen masked
 */
export function falseClaim(words: string, show: ShowState): string | undefined {
  return CLAIMS.find((claim) => claim.words.test(words) && !claim.holds(show))?.why;
}

/** Whether the words, wherever they stand, can say how things stand. */
export function isClaim(words: string): boolean {
  return CLAIMS.some((claim) => claim.words.test(words));
}
