import { arabic } from './words/arabic.js';
import { chinese } from './words/chinese.js';
import { dutch } from './words/dutch.js';
import { english } from './words/english.js';
import { french } from './words/french.js';
import { german } from './words/german.js';
import { italian } from './words/italian.js';
import { japanese } from './words/japanese.js';
import { korean } from './words/korean.js';
import { portuguese } from './words/portuguese.js';
import { russian } from './words/russian.js';
import { spanish } from './words/spanish.js';
import { turkish } from './words/turkish.js';
import { CUES } from './words/vocabulary.js';
import type { Cue, Vocabulary } from './words/vocabulary.js';

const VOCABULARIES: readonly Vocabulary[] = [
  english,
  spanish,
  portuguese,
  french,
  italian,
  german,
  dutch,
  russian,
  turkish,
  arabic,
  japanese,
  korean,
  chinese,
];

/** A word for a number. */
export interface NumberWord {
  readonly value: string;
  /** The word is also an article or a particle: a number only right before a unit. */
  readonly needsUnit: boolean;
}

const cues = new Map<string, Cue>();
const numbers = new Map<string, NumberWord>();
const halves = new Set<string>();
const additions = new Set<string>();
const points = new Set<string>();
/** Most words in any phrase that begins with this word. */
const longest = new Map<string, number>();

for (const vocabulary of VOCABULARIES) addVocabulary(vocabulary);
addUnaccented();

/** What the phrase of these words, spaced, does to a sentence. */
export const cueOf = (phrase: string): Cue | undefined => cues.get(phrase);
export const numberWordOf = (phrase: string): NumberWord | undefined => numbers.get(phrase);
export const isHalf = (phrase: string): boolean => halves.has(phrase);
export const isAndHalf = (phrase: string): boolean => additions.has(phrase);
export const isPoint = (word: string): boolean => points.has(word);
/** Most words that a phrase beginning with this word can have; zero when none does. */
export const longestPhrase = (word: string): number => longest.get(word) ?? 0;

/** Every phrase of every language, for a reader that has to find words in unspaced script. */
export const allPhrases = (): readonly string[] => [
  ...cues.keys(),
  ...numbers.keys(),
  ...halves,
  ...additions,
  ...points,
];

/** The form under which a word is looked up. */
export function keyOf(word: string): string {
  if (!/[\u0600-\u06ff]/.test(word)) return word;
  return word
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ى/g, 'ي')
    .replace(/[ؤ]/g, 'و')
    .replace(/ئ/g, 'ي');
}

function addVocabulary(vocabulary: Vocabulary): void {
  for (const cue of Object.keys(CUES) as Cue[]) {
    for (const phrase of phrases(vocabulary[cue])) addCue(phrase, cue);
  }
  for (const entry of phrases(vocabulary.numbers)) {
    const [phrase = '', figure = ''] = entry.split('=');
    const needsUnit = figure.endsWith('?');
    const known = numbers.get(phrase);
    const value = figure.replace('?', '');
    numbers.set(phrase, { value, needsUnit: needsUnit || (known?.needsUnit ?? false) });
    addLength(phrase);
  }
  for (const phrase of phrases(vocabulary.half)) addTo(halves, phrase);
  for (const phrase of phrases(vocabulary.andHalf)) addTo(additions, phrase);
  for (const phrase of phrases(vocabulary.point)) addTo(points, phrase);
}

function addCue(phrase: string, cue: Cue): void {
  const known = cues.get(phrase);
  if (known === undefined || CUES[cue] > CUES[known]) cues.set(phrase, cue);
  addLength(phrase);
}

function addTo(set: Set<string>, phrase: string): void {
  set.add(phrase);
  addLength(phrase);
}

function addLength(phrase: string): void {
  const words = phrase.split(' ');
  const [first = ''] = words;
  longest.set(first, Math.max(longest.get(first) ?? 0, words.length));
}

/** People leave accents out; a form that means something of its own keeps that meaning. */
function addUnaccented(): void {
  for (const [phrase, cue] of [...cues]) {
    const bare = unaccented(phrase);
    if (bare !== phrase && !cues.has(bare) && !numbers.has(bare)) addCue(bare, cue);
  }
  for (const [phrase, word] of [...numbers]) {
    const bare = unaccented(phrase);
    if (bare !== phrase && !numbers.has(bare) && !cues.has(bare)) {
      numbers.set(bare, word);
      addLength(bare);
    }
  }
}

function unaccented(phrase: string): string {
  if (!/[a-z]/.test(phrase)) return phrase;
  return phrase.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
}

function phrases(list = ''): readonly string[] {
  const all = list.split(',').map((phrase) => keyOf(phrase.trim()));
  return all.filter((phrase) => phrase !== '');
}
