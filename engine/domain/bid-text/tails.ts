import type { Item } from './items.js';
import type { Cue } from './words/vocabulary.js';

/** Words that a stranger to the reader may still stand among, behind `for this`. */
const NAME_WORDS_MAX = 3;
const POINTING =
  /^(?:this|diese[snr]?|est[ae]|cette|ce|quest[ao]|dit|deze|эту|этот|эта|bu|هذه|هذا)(?: |$)/;
/** What opens a reason or a dedication: the words behind it are the bidder's own affair. */
const REASON =
  /^(?:for|because|since|por|para|porque|pour|parce|für|weil|per|perché|voor|omdat|за|для|потому|için|çünkü)(?: |$)/;
/** Stems of the words that mean a bid and little else. */
const AUCTION =
  /bid|offer|from me|mi parte|minha parte|ma part|parte mia|von mir|van mij|от меня|benden|rais|bump|puj|ofre|ofert|ofere|licit|lance|lanço|propo|ench[eé]r|mise|biet|gebot|erhöh|bied|bod(?: |$)|offr|puntat|rilanc|став|предл|teklif|pey|عرض|زايد|سوم|入札|ビッド|オファー|입찰|비드|비딩|出|价|價|竞|标/;

/** Behind a verb of every day: `pago 2 ETH al mes`, `ich gebe 2 ETH aus`. */
const PAYMENT: ReadonlySet<Cue> = new Set(['duration', 'from']);

/** Whether a verb is one of every day (`I go`, `pago`), trusted only where little stands around. */
export const isSoft = (verb: string): boolean => !AUCTION.test(verb);

/** Whether words behind a figure point at the lot: `for this`, `por esta`. */
const pointsAt = (tail: readonly Item[]): boolean =>
  tail.slice(0, 2).some((item) => item.kind === 'cue' && POINTING.test(item.text));

/** `3 ETH for this masterpiece`: what is pointed at is the lot, whatever one calls it. */
export const namesTheLot = (tail: readonly Item[]): boolean =>
  pointsAt(tail) && countStrangers(tail) <= NAME_WORDS_MAX;

/**
 * Whether the words behind an offer may turn it into something else: `I bid 2 ETH in March`,
 * `I pay 2 ETH rent`. Only a name for the lot and, behind a verb of auctions, a reason do not.
 */
export function turnsOffer(tail: readonly Item[], isSoftVerb: boolean): boolean {
  if (isSoftVerb && tail.some((item) => item.kind === 'cue' && PAYMENT.has(item.cue))) return true;
  if (countStrangers(tail) === 0 || namesTheLot(tail)) return false;
  return isSoftVerb || !givesReason(tail);
}

const givesReason = ([first]: readonly Item[]): boolean =>
  first?.kind === 'cue' && REASON.test(first.text);

const countStrangers = (tail: readonly Item[]): number =>
  tail.filter((item) => item.kind === 'unknown').length;
