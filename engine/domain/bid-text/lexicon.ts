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
interface NumberWord {
  readonly value: string;
  /** The word is also an article or a particle: a number only right before a unit. */
  readonly needsUnit: boolean;
}

/** A phrase, and the phrases that go on with another word. */
export interface Entry {
  /** The words of the phrase, spaced. */
  readonly phrase: string;
  /** What the phrase does to a sentence; undefined where it only begins a longer one. */
  readonly cue?: Cue;
  readonly number?: NumberWord;
  readonly isHalf: boolean;
  readonly isAndHalf: boolean;
  readonly isPoint: boolean;
  readonly next: ReadonlyMap<string, Entry> | undefined;
}

type Draft = { -readonly [Key in keyof Entry]: Entry[Key] } & {
  next: Map<string, Draft> | undefined;
};

const words = new Map<string, Draft>();

for (const vocabulary of VOCABULARIES) addVocabulary(vocabulary);
addUnaccented();

/** The word, if any phrase of any language begins with it. */
export const entryOf = (word: string): Entry | undefined => words.get(word);

/** Every word that begins a phrase, for a reader that has to find words in unspaced script. */
export const allWords = (): Iterable<string> => words.keys();

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
    for (const phrase of phrases(vocabulary[cue])) addCue(draft(phrase), cue);
  }
  for (const entry of phrases(vocabulary.numbers)) {
    const [phrase = '', figure = ''] = entry.split('=');
    const word = draft(phrase);
    const needsUnit = figure.endsWith('?') || (word.number?.needsUnit ?? false);
    word.number = { value: figure.replace('?', ''), needsUnit };
  }
  for (const phrase of phrases(vocabulary.half)) draft(phrase).isHalf = true;
  for (const phrase of phrases(vocabulary.andHalf)) draft(phrase).isAndHalf = true;
  for (const phrase of phrases(vocabulary.point)) draft(phrase).isPoint = true;
}

function addCue(entry: Draft, cue: Cue): void {
  if (entry.cue === undefined || CUES[cue] > CUES[entry.cue]) entry.cue = cue;
}

/** The entry of a phrase, made with those it goes on from where it is new. */
function draft(phrase: string): Draft {
  let entry: Draft | undefined;
  for (const word of phrase.split(' ')) {
    const beside: Map<string, Draft> = entry ? (entry.next ??= new Map<string, Draft>()) : words;
    const spaced: string = entry ? `${entry.phrase} ${word}` : word;
    entry = beside.get(word);
    if (!entry) {
      entry = { phrase: spaced, isHalf: false, isAndHalf: false, isPoint: false, next: undefined };
      beside.set(word, entry);
    }
  }
  if (!entry) throw new RangeError(`Expected a phrase, got ${JSON.stringify(phrase)}.`);
  return entry;
}

/** People leave accents out; a form that means something of its own keeps that meaning. */
function addUnaccented(): void {
  const accented = [...all(words)].filter(({ phrase }) => unaccented(phrase) !== phrase);
  const known = new Set([...all(words)].filter(means));
  for (const { phrase, cue, number } of accented) {
    const bare = draft(unaccented(phrase));
    if (known.has(bare)) continue;
    if (cue !== undefined) addCue(bare, cue);
    else if (number !== undefined && bare.cue === undefined) bare.number = number;
  }
}

function means({ cue, number }: Entry): boolean {
  return cue !== undefined || number !== undefined;
}

function* all(entries: ReadonlyMap<string, Draft>): Iterable<Draft> {
  for (const entry of entries.values()) {
    yield entry;
    if (entry.next) yield* all(entry.next);
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
