/**
 * Text with the characters of a legitimate keyboard brought to one form.
 *
 * `marks` has one entry a code unit of `text`; undefined means nothing was remarkable.
 */
export interface FoldedText {
  readonly text: string;
  readonly marks: Uint8Array | undefined;
}

/** The character was made to look like this one: trusted in no number and no unit. */
const LOOKALIKE = 1;
/** Something invisible stood before the character. */
const AFTER_GAP = 2;

const PLAIN = /^[\n\x20-\x7e]*$/;
const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]|[\ufe00-\ufe0f\u034f]/u;
/** Marks that stack on any letter; those that only some scripts need are letters to us. */
const STACKING = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]/;
/** Vowel signs and the stretching dash that Arabic spelling leaves out. */
const ARABIC_ORNAMENT = /[\u0640\u064b-\u065f\u0670]/;
const KEYCAP = '\u20e3';
const RIGHT_TO_LEFT_OVERRIDE = '\u202e';
const END_OF_OVERRIDE = '\u202c';

const SAME = pairs(
  '‘\' ’\' ʼ\' ＇\' `\' ´\' ′\' “" ”" „" ‟" «" »" ‹" ›" 「" 」" 『" 』" 〝" 〞" ＂" ' +
    '‐- ‑- ‒- –- −- －- ﹣- ―— ：: ；; ؛; ！! ！! ？? ؟? \u037e? ‽? ❓? ❔? ❗! ≈~ ≃~ 〜~ ～~ （( ）) ' +
    '【( 】) ［( ］) ＄$ ￡£ ＠@ ＃# ％% ٪% ＋+ ＊* ＝= ＞> ＜< ＆& №# İi ºo ⁺+',
);
/** Read as these for their place in a sentence, but never inside a number. */
const ALIKE = pairs('․. ｡。 ﹒. ٬, ，, 、, ､, ،, ‚, ﹐, ⁄/ ∕/ ／/ ⧸/ ·· •· ∙· ⋅· ・· ‧·');

/**
 * Brings compatibility characters to one form and drops invisible ones, remembering where either
 * could mislead a reader of a number or a unit.
 */
export function foldText(raw: string): FoldedText {
  if (PLAIN.test(raw)) return { text: raw, marks: undefined };
  const folding = new Folding();
  folding.takeAll(JAMO.test(raw) ? composeJamo(raw) : raw);
  return folding.result();
}

/** Whether the stretch from `start` to before `end` holds a lookalike or hides something. */
export function isDoubtful(folded: FoldedText, start: number, end: number): boolean {
  const { marks } = folded;
  if (!marks) return false;
  for (let at = start; at < end; at += 1) {
    const mark = marks[at] ?? 0;
    if (mark & LOOKALIKE || (mark & AFTER_GAP && at > start)) return true;
  }
  return false;
}

class Folding {
  readonly #parts: string[] = [];
  readonly #marks: number[] = [];
  #hasGap = false;
  #isOverridden = false;

  takeAll(raw: string): void {
    for (const character of raw) {
      if (isPlainLetter(character.charCodeAt(0))) this.#put(character, false);
      else this.#take(character);
    }
  }

  #take(character: string): void {
    if (INVISIBLE.test(character)) this.#skip(character);
    else if (STACKING.test(character)) this.#stack(character);
    else if (!ARABIC_ORNAMENT.test(character)) this.#fold(character);
  }

  result(): FoldedText {
    return { text: this.#parts.join(''), marks: new Uint8Array(this.#marks) };
  }

  #skip(character: string): void {
    this.#hasGap = true;
    // Under an override the digits on screen stand in another order than in the text.
    if (character === RIGHT_TO_LEFT_OVERRIDE) this.#isOverridden = true;
    if (character === END_OF_OVERRIDE) this.#isOverridden = false;
  }

  #stack(character: string): void {
    const base = this.#parts.at(-1);
    if (character === KEYCAP) {
      // A keycap digit is the digit, a gap and the cap: the gap belongs to it.
      this.#hasGap = false;
      if (base !== undefined && !/[0-9]/.test(base)) this.#parts[this.#parts.length - 1] = ' ';
      return;
    }
    const composed = base === undefined ? character : (base + character).normalize('NFC');
    if (base !== undefined && composed.length === base.length) {
      this.#parts[this.#parts.length - 1] = composed;
    } else {
      const last = this.#marks.length - 1;
      if (last >= 0) this.#marks[last] = (this.#marks[last] ?? 0) | LOOKALIKE;
    }
  }

  #fold(character: string): void {
    const [text, isAlike] = foldCharacter(character);
    if (text === '\n') this.#isOverridden = false;
    this.#put(text, isAlike);
  }

  #put(text: string, isAlike: boolean): void {
    const mark = isAlike || this.#isOverridden ? LOOKALIKE : 0;
    for (let unit = 0; unit < text.length; unit += 1) {
      this.#marks.push(mark | (unit === 0 && this.#hasGap ? AFTER_GAP : 0));
    }
    this.#parts.push(text);
    this.#hasGap = false;
  }
}

/** Characters that fold to themselves: blank to tilde, and the letters that are met most. */
const isPlainLetter = (code: number): boolean =>
  (code >= 0x20 && code <= 0x7e) ||
  (code >= 0xe0 && code <= 0xf6) ||
  (code >= 0x0410 && code <= 0x044f) ||
  (code >= 0x3041 && code <= 0x3096) ||
  (code >= 0x30a1 && code <= 0x30fa) ||
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code >= 0xac00 && code <= 0xd7a3);

/** The form of one visible character, and whether it only looks like that form. */
function foldCharacter(character: string): readonly [text: string, isAlike: boolean] {
  if (character >= ' ' && character <= '~') return [character, false];
  const same = SAME.get(character);
  if (same !== undefined) return [same, false];
  if (character === '。') return [character, true];
  const alike = ALIKE.get(character);
  if (alike !== undefined) return [alike, true];
  if (character === '…') return ['...', false];
  if (character === '٫') return ['.', false];
  if (/[\n\r\v\f\u0085\u2028\u2029]/.test(character)) return ['\n', false];
  if (/[\s\u2800\p{Cc}]/u.test(character)) return [' ', false];
  return foldLetterOrDigit(character);
}

function foldLetterOrDigit(character: string): readonly [text: string, isAlike: boolean] {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x0660 && code <= 0x0669) return [String(code - 0x0660), false];
  if (code >= 0x06f0 && code <= 0x06f9) return [String(code - 0x06f0), false];
  // Full-width letters, digits and the dot; the rest of the row only looks like ASCII.
  if (code >= 0xff01 && code <= 0xff5e) {
    const plain = String.fromCharCode(code - 0xfee0);
    return [plain, !/[a-zA-Z0-9.]/.test(plain)];
  }
  if (code >= 0xff65 && code <= 0xff9f) return [character.normalize('NFKC'), false];
  const flat = character.normalize('NFKC');
  return flat !== character && /^[\x21-\x7e]+$/.test(flat) ? [flat, true] : [character, false];
}

/** Joins Korean letters that some systems send apart; other characters stay as they came. */
const JAMO = /[\u1100-\u115e\u1161-\u11ff]/;

function composeJamo(raw: string): string {
  return raw.replace(/[\u1100-\u115e\u1161-\u11ff]+/g, (letters) => letters.normalize('NFC'));
}

function pairs(list: string): ReadonlyMap<string, string> {
  return new Map(
    list.split(' ').map((pair) => {
      const [from = '', to = ''] = Array.from(pair);
      return [from, to];
    }),
  );
}
