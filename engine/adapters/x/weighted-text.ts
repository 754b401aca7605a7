/** Most weight X takes in one post. */
export const POST_WEIGHT_MAX = 280;

/** Most characters X takes in one message of a broadcast's chat. */
export const CHAT_LENGTH_MAX = 140;

/** X shortens every link to this length, whatever it was. */
const LINK_WEIGHT = 23;

/** Code points that weigh one; every other weighs two. */
const LIGHT: readonly (readonly [number, number])[] = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
];

// X also links bare names, but only under endings that exist: "vitalik.eth" and "2.5" are none.
const ENDINGS =
  'com|org|net|io|xyz|app|dev|ai|art|co|gg|me|tv|live|info|biz|edu|gov|eu|uk|de|fr|es|it|nl|ch|us|ca|' +
  'auction|gallery|link|site|online|store|shop|finance|money|fun|club|page|news|world|pro';
const LINK = new RegExp(
  `https?://[^\\s]+|(?<![@\\w.-])(?:[a-z0-9-]+\\.)+(?:${ENDINGS})\\b(?:/[^\\s]*)?`,
  'giu',
);
const EMOJI = /\p{Emoji_Presentation}|\p{Regional_Indicator}|\uFE0F|\u20E3/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Length of `text` as X counts it: a link is 23, an emoji or an ideograph 2, a letter 1. */
export function weightedLength(text: string): number {
  const links = text.match(LINK)?.length ?? 0;
  let weight = links * LINK_WEIGHT;
  for (const { segment } of graphemes.segment(text.replace(LINK, '').normalize('NFC')))
    weight += EMOJI.test(segment) ? 2 : plainWeight(segment);
  return weight;
}

/** Whether X would make a link of any part of `text`. */
export function containsLink(text: string): boolean {
  return text.search(LINK) >= 0;
}

/**
 * `text` itself where it measures at most `max`, else its first whole words and an ellipsis.
 *
 * A single word that is too long is cut between two of its characters.
 */
export function cutAtWord(text: string, max: number, measure: (text: string) => number): string {
  if (measure(text) <= max) return text;
  const fits = (start: string) => measure(`${start.trimEnd()}…`) <= max;
  const whole = longestStart(text.split(/(?<=\s)/u), fits);
  const start =
    whole.trim() === ''
      ? longestStart(
          Array.from(graphemes.segment(text), ({ segment }) => segment),
          fits,
        )
      : whole;
  return `${start.trimEnd()}…`;
}

/** Characters of `text` as the chat counts them. */
export function chatLength(text: string): number {
  return text.length;
}

function longestStart(pieces: readonly string[], fits: (start: string) => boolean): string {
  let start = '';
  for (const piece of pieces) {
    if (!fits(start + piece)) break;
    start += piece;
  }
  return start;
}

function plainWeight(segment: string): number {
  let weight = 0;
  for (const character of segment) {
    const point = character.codePointAt(0) ?? 0;
    weight += LIGHT.some(([from, to]) => point >= from && point <= to) ? 1 : 2;
  }
  return weight;
}
