import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseLabelledTexts } from '../../../config/labelled-texts.js';
import { decide } from '../../domain/decide.js';
import type { Auction } from '../../domain/auction.js';
import { parseBidText } from '../../domain/bid-text/parse-bid-text.js';
import { foldAuction } from '../../domain/fold-auction.js';
import type { LotId } from '../../domain/ids.js';
import { invariant } from '../../domain/invariant.js';
import { foldLot } from '../../domain/lot/fold-lot.js';
import { ruleOnBid } from '../../domain/lot/rule-on-bid.js';
import type { Move } from '../../domain/moves.js';
import { playEvening } from './evening.js';
import { rateOf, type Rate } from './figures.js';

const EVENING = { lots: 1, bidders: 1_000, seed: 1 };
/** Bids of one evening: fewer where there is little time. */
const BIDS_MAX = 100_000;
const BIDS_A_SECOND = 500_000;
const AT_ONCE = 200;

/** Bids ruled on by the rules of their lot, each folded into it before the next. */
export function measureRules(seconds: number): Rate {
  const evening = [...playEvening({ ...EVENING, bids: sizeFor(seconds) })];
  const opened = evening.find(({ auction }) => auction.activeLotIds.length > 0)?.auction;
  const lot = opened?.lots.get(opened.activeLotIds[0] ?? ('1' as LotId));
  invariant(lot !== undefined, 'an evening opens its lot');
  const bids = evening.flatMap(({ events: [event] }) => (event && 'bid' in event ? event.bid : []));
  let count = 0;
  const start = performance.now();
  let ms = 0;
  while (ms < seconds * 1000) {
    let after = lot;
    for (const bid of bids) {
      for (const event of ruleOnBid(after, bid, bid.receivedAt)) after = foldLot(after, event);
    }
    count += bids.length;
    ms = performance.now() - start;
  }
  return rateOf(count, ms);
}

/**
 * Offers ruled on and folded in memory as the floor does it: whose they are, what his deposit
 * covers, the rules of the lot, and the auction after. Whole evenings again and again.
 */
export function measureDecide(seconds: number): Rate {
  const moves = [...playEvening({ ...EVENING, bids: sizeFor(seconds) })].map(({ move }) => move);
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

const sizeFor = (seconds: number): number => Math.min(BIDS_MAX, Math.ceil(seconds * BIDS_A_SECOND));

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
