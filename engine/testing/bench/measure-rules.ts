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

/** Bids ruled on and folded in memory, in one auction with deposits; whole evenings again and again. */
export function measureRules(seconds: number): Rate {
  const size = Math.min(BIDS_MAX, Math.ceil(seconds * BIDS_A_SECOND));
  const moves = [...playEvening({ ...EVENING, bids: size })].map(({ move }) => move);
  const firstBid = moves.findIndex(({ kind }) => kind === 'offer');
  const lastBid = moves.findLastIndex(({ kind }) => kind === 'offer');
  const before = moves.slice(0, firstBid);
  const bids = moves.slice(firstBid, lastBid + 1);
  let count = 0;
  let ms = 0;
  while (ms < seconds * 1000) {
    const opened = ruleOnAll(undefined, before);
    const start = performance.now();
    ruleOnAll(opened, bids);
    ms += performance.now() - start;
    count += bids.length;
  }
  return rateOf(count, ms);
}

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
