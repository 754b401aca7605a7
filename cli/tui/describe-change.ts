import type { HouseStatus } from '../../engine/app/house-status.js';
import type { LotView, ShowState } from '../../engine/domain/show.js';
import { plainText } from './plain-text.js';

/** What a person would want to hear of a change, a plain line each; nothing in it steers a terminal. */
export function describeChange(before: HouseStatus | undefined, after: HouseStatus): string[] {
  const { show } = after;
  if (!show) return newTroubles(before, after);
  return [
    ...describeScene(before?.show, show),
    ...describeBids(before?.show?.lot, show.lot),
    ...describeLine(before?.show, show),
    ...newTroubles(before, after),
  ];
}

function describeScene(before: ShowState | undefined, after: ShowState): string[] {
  const isSame = before?.scene === after.scene && before.lot?.number === after.lot?.number;
  if (isSame) return [];
  const { lot, auction } = after;
  switch (after.scene) {
    case 'standby':
      return [
        `On air: ${plainText(auction.title)}, ${auction.lotCount} ${auction.lotCount === 1 ? 'lot' : 'lots'}`,
      ];
    case 'catalogue':
      return lot
        ? [
            `Lot ${lot.number} of ${auction.lotCount}: ${plainText(lot.title)}, ${plainText(lot.artist)}`,
          ]
        : [];
    case 'lot':
      // A bid after fair warning calls it off; the bid and its extension tell so.
      return lot && before?.scene !== 'fair-warning'
        ? [`Lot ${lot.number} is open. Asking ${lot.askEth} ETH`]
        : [];
    case 'fair-warning':
      return lot ? [`Lot ${lot.number}: fair warning`] : [];
    case 'hammer':
      return lot?.priceEth && lot.highBidder
        ? [`Lot ${lot.number} sold for ${lot.priceEth} ETH to ${plainText(lot.highBidder.name)}`]
        : [];
    case 'passed':
      return lot ? [`Lot ${lot.number} passed`] : [];
    case 'credits':
      return [`Closed: ${auction.soldCount} sold, ${auction.totalEth} ETH in all`];
    case 'test-card':
      return [];
  }
}

function describeBids(before: LotView | undefined, after: LotView | undefined): string[] {
  if (!after) return [];
  const known = new Set(before?.number === after.number ? before.bids.map(({ id }) => id) : []);
  const news = after.bids.filter(({ id }) => !known.has(id)).reverse();
  const lines = news.map(
    (bid) => `  ${bid.amountEth} ETH  ${plainText(bid.name)}  by ${bid.source}`,
  );
  const isExtended = before?.number === after.number && after.extensions > before.extensions;
  return isExtended ? [...lines, `  A late bid extended lot ${after.number}`] : lines;
}

function describeLine(before: ShowState | undefined, after: ShowState): string[] {
  const { line, name } = after.host;
  return line && line.sinceMs !== before?.host.line?.sinceMs
    ? [`  ${name}: ${plainText(line.text)}`]
    : [];
}

function newTroubles(before: HouseStatus | undefined, after: HouseStatus): string[] {
  const known = new Set(before?.troubles ?? []);
  return after.troubles.filter((line) => !known.has(line)).map((line) => `! ${plainText(line)}`);
}
