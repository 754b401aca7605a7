import { allWords, entryOf, keyOf } from './lexicon.js';
import { allHanNumerals, hanValueOf } from './number-words.js';
import { respell } from './tokens.js';
import type { Token } from './tokens.js';
import { allUnits, unitOf } from './units.js';

/** Contractions undone, so that every phrase has one spelling in the lexicon. */
const CONTRACTED = new Map(
  (
    "i'm=i am;i'll=i will;i've=i have;i'd=i would;im=i am;ive=i have;don't=do not;dont=do not;won't=will not;wont=will not;" +
    "can't=can not;cant=can not;cannot=can not;didn't=did not;didnt=did not;doesn't=does not;doesnt=does not;isn't=is not;isnt=is not;" +
    "ain't=is not;aint=is not;wasn't=was not;wouldn't=would not;wouldnt=would not;shouldn't=should not;couldn't=could not;aren't=are not;" +
    "haven't=have not;hasn't=has not;hadn't=had not;it's=it is;that's=that is;here's=here is;heres=here is;what's=what is;whats=what is;" +
    "who's=who is;there's=there is;he's=he is;she's=she is;let's=let us;we're=we are;we'll=we will;they're=they are;you're=you are;" +
    "he'll=he will;she'll=she will;they'll=they will;you'll=you will;he'd=he would;she'd=she would;they'd=they would;we'd=we would;" +
    'bidd=bid;biid=bid;bidds=bids;biding=bidding;biddin=bidding;ofer=offer;offr=offer;ibid=i bid;ima=i am gonna;imma=i am gonna;lemme=let me;gimme=give me;ull=you will;cuz=because'
  )
    .split(';')
    .map((entry) => {
      const [from = '', to = ''] = entry.split('=');
      return [from, to.split(' ')] as const;
    }),
);

/** Known words of unspaced scripts, and the length of the longest by its first letter. */
const RUN_WORDS = new Set<string>();
const RUN_LENGTHS = new Map<string, number>();
for (const word of [...allWords(), ...allUnits(), ...allHanNumerals()]) {
  if (!/^[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(word)) continue;
  const [first = ''] = word;
  RUN_WORDS.add(word);
  RUN_LENGTHS.set(first, Math.max(RUN_LENGTHS.get(first) ?? 0, word.length));
}

/** Cuts runs of unspaced script into words, undoes contractions and stretched letters. */
export function spellOut(tokens: readonly Token[]): readonly Token[] {
  const spelled: Token[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'run') cutRun(token, spelled);
    else if (token.kind === 'word') spellWord(token, spelled);
    else if (token.text !== '-' || !isJoint(tokens, at)) spelled.push(token);
  }
  return spelled;
}

/**
 * `two-and-a-half`, `two-hundred` and `peut-être` are the words without the hyphens; `two-three` is
 * a range.
 */
function isJoint(tokens: readonly Token[], at: number): boolean {
  const [before, hyphen, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!hyphen?.glued || !after?.glued || after.kind !== 'word') return false;
  if (before?.kind === 'number') return after.text === 'and';
  if (before?.kind !== 'word') return false;
  const isPhrase = before.entry?.next?.has(after.text) ?? false;
  return isPhrase || JOINED.has(after.text) || JOINED.has(before.text);
}

const JOINED: ReadonlySet<string> = new Set(['and', 'a', 'an', 'hundred', 'thousand', 'million']);

function spellWord(token: Token, spelled: Token[]): void {
  const parts = CONTRACTED.get(token.text);
  if (parts) {
    for (const [at, part] of parts.entries())
      spelled.push(respell(token, part, at === 0 && token.glued));
    return;
  }
  const text = token.entry ? token.text : plainForm(token.text);
  spelled.push(text === token.text ? token : respell(token, text));
}

/** The form under which an unknown word may be known: `biiid`, `hahahaha`, Arabic without its seats. */
function plainForm(word: string): string {
  const key = keyOf(word);
  if (isKnown(key) || !/(.)\1\1|(..)\2\2/u.test(key)) return key;
  if (LAUGHTER.test(key)) return key.startsWith('l') ? 'lol' : 'haha';
  const short = key.replace(/(.)\1+/gu, '$1');
  const double = key.replace(/(.)\1{2,}/gu, '$1$1');
  return [double, short].find(isKnown) ?? key;
}

const LAUGHTER = /^(?:a?(?:ha){3,}h?|(?:he){3,}h?|(?:ja){3,}j?|(?:lo){2,}l)$/;

function isKnown(word: string): boolean {
  const entry = entryOf(word);
  const means = entry && (entry.cue ?? entry.number ?? (entry.isHalf || entry.isAndHalf));
  return Boolean(means) || hanValueOf(word) !== undefined || unitOf(word) !== undefined;
}

/** Longest known word first; a lone syllable counts as a particle only behind a known word. */
function cutRun(token: Token, spelled: Token[]): void {
  const { text } = token;
  const start = spelled.length;
  const push = (word: string): void => {
    spelled.push(respell(token, word, spelled.length > start || token.glued));
  };
  let unknownFrom = 0;
  for (let at = 0; at < text.length;) {
    const length = knownLength(text, at, unknownFrom < at);
    if (length === 0) {
      at += 1;
      continue;
    }
    if (unknownFrom < at) push(text.slice(unknownFrom, at));
    push(text.slice(at, at + length));
    at += length;
    unknownFrom = at;
  }
  if (unknownFrom < text.length) push(text.slice(unknownFrom));
}

/** Runs hold no pairs of surrogates: a letter is a code unit. */
function knownLength(text: string, at: number, isInUnknown: boolean): number {
  const most = RUN_LENGTHS.get(text[at] ?? '') ?? 0;
  for (let length = Math.min(most, text.length - at); length > 0; length -= 1) {
    const word = text.slice(at, at + length);
    const isSyllable = length === 1 && word >= '\uac00' && word <= '\ud7af';
    if (isSyllable && isInUnknown) return 0;
    if (RUN_WORDS.has(word)) return length;
  }
  return 0;
}
