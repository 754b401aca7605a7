import { parseEth } from '../money.js';
import type { CatalogueView, LotView, ShowState } from '../show.js';

/** The figures on screen, by what they count. Scaled by ten to the eighteenth, to be exact. */
export interface FiguresOnScreen {
  /** Every amount there is, the next three included. */
  readonly amounts: ReadonlySet<bigint>;
  readonly asks: ReadonlySet<bigint>;
  readonly prices: ReadonlySet<bigint>;
  readonly openings: ReadonlySet<bigint>;
  readonly lotNumbers: ReadonlySet<bigint>;
  readonly lotCounts: ReadonlySet<bigint>;
  readonly soldCounts: ReadonlySet<bigint>;
  readonly paddles: ReadonlySet<bigint>;
  readonly bidCounts: ReadonlySet<bigint>;
  readonly bidderCounts: ReadonlySet<bigint>;
  readonly watching: ReadonlySet<bigint>;
  readonly extensions: ReadonlySet<bigint>;
}

/** A name or wording on screen, which a line may repeat as it stands. */
export interface PhraseOnScreen {
  readonly text: string;
  readonly of: 'house' | 'leader' | 'bidder';
}

/** Every figure that viewers can see now. */
export function figuresOnScreen(show: ShowState): FiguresOnScreen {
  const { lot, catalogue, auction } = show;
  const counts = (...values: readonly (number | undefined)[]) =>
    exact(values.map((value) => value?.toString()));
  return {
    amounts: exact([
      auction.totalEth,
      ...amountsOf(lot),
      ...catalogue.flatMap((row) => [row.openingEth, row.hammerEth]),
    ]),
    asks: exact([lot?.askEth]),
    prices: exact([lot?.priceEth, auction.totalEth, ...catalogue.map((row) => row.hammerEth)]),
    openings: exact([lot?.openingEth, ...catalogue.map((row) => row.openingEth)]),
    lotNumbers: counts(lot?.number, ...catalogue.map(({ number }) => number)),
    lotCounts: counts(auction.lotCount),
    soldCounts: counts(auction.soldCount),
    paddles: exact(lot ? [lot.highBidder?.paddle, ...lot.bids.map(({ paddle }) => paddle)] : []),
    bidCounts: counts(lot?.bidCount),
    bidderCounts: counts(lot?.bidderCount),
    watching: counts(show.live.watching),
    extensions: counts(lot?.extensions),
  };
}

/** Names, titles and wordings that viewers can read now. What the host itself said is not one. */
export function phrasesOnScreen(show: ShowState): readonly PhraseOnScreen[] {
  const { lot, auction, howToBid } = show;
  const house = [
    ...withParts(auction.title),
    ...withParts(auction.subtitle),
    show.host.name,
    ...(lot ? [lot.title, lot.artist, ...withParts(lot.medium)] : []),
    ...show.catalogue.flatMap(worksOf),
    howToBid.text,
    howToBid.example,
    ...mentionsIn(howToBid.text),
    ...mentionsIn(howToBid.example),
  ];
  return [
    ...house.map((text) => ({ text, of: 'house' as const })),
    ...biddersOf(show).flatMap(({ name, leads }) =>
      withBareHandle(name).map((text) => ({ text, of: leads ? 'leader' : 'bidder' }) as const),
    ),
  ].filter(({ text }) => text.trim() !== '');
}

function amountsOf(lot: LotView | undefined): readonly (string | undefined)[] {
  if (!lot) return [];
  return [lot.openingEth, lot.priceEth, lot.askEth, ...lot.bids.map((bid) => bid.amountEth)];
}

function worksOf({ title, artist }: CatalogueView): readonly string[] {
  return [title, artist];
}

function biddersOf({ lot, catalogue }: ShowState): readonly { name: string; leads: boolean }[] {
  const leader = lot?.highBidder?.name;
  const names = [
    ...(lot ? lot.bids.map(({ name }) => name) : []),
    ...catalogue.flatMap(({ winnerName }) => winnerName ?? []),
  ];
  return [
    ...(leader === undefined ? [] : [{ name: leader, leads: true }]),
    ...names.filter((name) => name !== leader).map((name) => ({ name, leads: false })),
  ];
}

/** A handle may be said without its `@`. */
const withBareHandle = (name: string): readonly string[] =>
  /^@[A-Za-z]{3,}$/.test(name) ? [name, name.slice(1)] : [name];

/** `2026 · on chain, edition of one` is read as a whole or by its parts. */
const withParts = (text: string): readonly string[] => [
  text,
  ...text.split(/[·,|]/).map((part) => part.trim()),
];

const mentionsIn = (text: string): readonly string[] => text.match(/@[A-Za-z0-9_]{1,15}/g) ?? [];

function exact(texts: readonly (string | undefined)[]): ReadonlySet<bigint> {
  const values = new Set<bigint>();
  for (const text of texts) {
    const value = text === undefined ? undefined : parseEth(text);
    if (value !== undefined) values.add(value);
  }
  return values;
}
