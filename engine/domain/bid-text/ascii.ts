/** Kinds of ASCII characters, by code; a character beyond ASCII has none of them. */
const LETTER = 1;
const DIGIT = 2;
const SPACE = 4;
const KINDS = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  const character = String.fromCharCode(code);
  if (/[a-z]/i.test(character)) KINDS[code] = LETTER;
  if (/[0-9]/.test(character)) KINDS[code] = DIGIT;
  if (/[ \t]/.test(character)) KINDS[code] = SPACE;
}

export const isLetter = (code: number): boolean => KINDS[code] === LETTER;
export const isDigit = (code: number): boolean => KINDS[code] === DIGIT;
/** A blank or a tab; a new line is a mark of its own. */
export const isSpace = (code: number): boolean => KINDS[code] === SPACE;

/** Index behind the letters that begin at `start`. */
export function lettersEnd(text: string, start: number): number {
  let at = start;
  while (isLetter(text.charCodeAt(at))) at += 1;
  return at;
}

/** Index behind the decimal that begins at `start`: digits, and a point with digits behind it. */
export function decimalEnd(text: string, start: number): number {
  const whole = digitsEnd(text, start);
  if (text[whole] !== '.') return whole;
  const end = digitsEnd(text, whole + 1);
  return end > whole + 1 ? end : whole;
}

function digitsEnd(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}
