import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseLabelledTexts } from '../../../config/labelled-texts.js';
import { decide } from '../../domain/decide.js';
import type { Auction } from '../../domain/auction.js';
import { parseBidText } from '../../domain/bid-text/parse-bid-text.js';
import { foldAuction } from '../../domain/fold-auction.js';
import type { Move } from '../../domain/moves.js';
import { playEvening } from './evening.js';
import { rateOf, type Rate } from './figures.js';

const EVENING = { lots: 1, bidders: 1_000, seed: 1 };
/** Bids of one evening: fewer where there is little time. */
const BIDS_MAX = 100_000;
const BIDS_A_SECOND = 500_000;
const AT_ONCE = 200;

/** Bids ruled on and folded in memory, in one auction with deposits; whole evenings again and again. */
export function measureRules(seconds: number): Rate {
  const size = Math.min(BIDS_MAX, Math.ceil(seconds * BIDS_A_SECOND));
  const moves = [...playEvening({ ...EVENING, bids: size })].map(({ move }) => move);
  const isBid = ({ kind }: Move) => kind === 'offer';
  const opening = moves.slice(0, moves.findIndex(isBid));
  const bids = moves.filter(isBid);
  let count = 0;
  let ms = 0;
  while (ms < seconds * 1000) {
    let auction = ruleOnAll(undefined, opening);
    for (let n = 0; n < bids.length; n += AT_ONCE) {
      const batch = bids.slice(n, n + AT_ONCE).map(fresh);
      const start = performance.now();
      auction = ruleOnAll(auction, batch);
      ms += performance.now() - start;
    }
    count += bids.length;
  }
  return rateOf(count, ms);
}

/** An offer as the floor gets it: just read, and not fetched from the far end of the memory. */
const fresh = (move: Move): Move => JSON.parse(JSON.stringify(move)) as Move;

function ruleOnAll(before: Auction | undefined, moves: readonly Move[]): Auction | undefined {
  let auction = before;
  for (const move of moves) {
    for (const event of decide(auction, move)) auction = foldAuction(auction, event);
  }
  return auction;
}

/** Posts of the kept set, read one after another. */
export function measureParse(seconds: number): Rate {
  const texts = readTexts();
  let count = 0;
  const start = performance.now();
  let ms = 0;
  while (ms < seconds * 1000) {
    for (const text of texts) parseBidText(text, { hostHandle: 'aurelia', lotCurrency: 'ETH' });
    count += texts.length;
    ms = performance.now() - start;
  }
  return rateOf(count, ms);
}

function readTexts(): readonly string[] {
  const folder = fileURLToPath(new URL('../bid-texts/', import.meta.url));
  return globSync('*.jsonl', { cwd: folder }).flatMap((file) =>
    parseLabelledTexts(readFileSync(`${folder}${file}`, 'utf8'), file).map(({ text }) => text),
  );
}
