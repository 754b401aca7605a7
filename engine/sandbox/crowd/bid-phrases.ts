/** How a bidder talks. */
export const STYLES = [
  'terse',
  'chatty',
  'emoji',
  'words',
  'spanish',
  'french',
  'german',
  'portuguese',
  'italian',
  'dutch',
  'japanese',
] as const;
export type Style = (typeof STYLES)[number];

/** Where the amount goes in a phrase. */
const HERE = '#';

/** What is said of a bid. Each must be read as exactly that bid; a test keeps it so. */
export const BID_PHRASES: Readonly<Record<Style, readonly [string, ...string[]]>> = {
  terse: ['# ETH', 'bid #', 'bid # ETH', '#Ξ', '# eth please', 'I bid #'],
  chatty: [
    'I bid # ETH, what a beauty',
    "ok I'm in, # ETH",
    "I'll go # ETH",
    'make it # eth!',
    'My bid is # ETH',
    '# ETH please, I have just the wall for it',
    "I'll bid # ETH",
  ],
  emoji: ['🔥 # ETH 🔥', '# ETH 🙌', 'bid # ETH 🚀', '✨ # ETH', '#Ξ 🎨', '🎨 bid #'],
  words: ['I bid # ether', '# ether please', 'bid # eth', '# eth'],
  spanish: ['Pujo # ETH', 'Ofrezco # ETH', 'pujo # eth, qué maravilla', 'Doy # ETH', '# ETH'],
  french: ["J'offre # ETH", 'je mets # ETH', '# ETH pour moi', "j'enchéris à # ETH", '# ETH'],
  german: ['Ich biete # ETH', 'biete # ETH', '# ETH bitte', 'Mein Gebot: # ETH', '# ETH'],
  portuguese: ['Dou # ETH', 'Ofereço # ETH', 'Meu lance: # ETH', '# ETH por favor', '# ETH'],
  italian: ['Offro # ETH', 'offro # eth, bellissimo', '# ETH per me', 'La mia offerta: # ETH'],
  dutch: ['Ik bied # ETH', 'bied # ETH', '# ETH graag', 'mijn bod: # ETH', '# ETH'],
  japanese: ['# ETH お願いします', '#ETHで入札します', '入札 # ETH', '# ETH'],
};

/** A decimal comma is at home there; here a dot. */
const WITH_COMMA: ReadonlySet<Style> = new Set([
  'spanish',
  'french',
  'german',
  'portuguese',
  'italian',
  'dutch',
]);

/** The amount in the figures or words of the style. Exact: what cannot be said so stays digits. */
export function sayAmount(style: Style, amountEth: string): string {
  if (style === 'words') return spell(amountEth) ?? amountEth;
  // Three digits after a comma read as thousands, so only one or two may stand there.
  if (WITH_COMMA.has(style) && /\.\d{1,2}$/.test(amountEth)) return amountEth.replace('.', ',');
  return amountEth;
}

/** One phrase with its amount in place. */
export const phraseBid = (phrase: string, amount: string): string => phrase.replace(HERE, amount);

const WHOLE = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

function spell(amountEth: string): string | undefined {
  const [whole = '', fraction] = amountEth.split('.');
  const word = whole === '0' ? undefined : WHOLE[Number(whole)];
  if (word === undefined) return undefined;
  if (fraction === undefined) return word;
  return fraction === '5' ? `${word} and a half` : undefined;
}
