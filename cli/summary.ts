import { relative } from 'node:path';
import { formatEth } from '../engine/domain/money.js';
import type { Wei } from '../engine/domain/ids.js';
import type { LotOutcome } from '../engine/app/result.js';
import type { HouseOutcome } from './leave-files.js';

/** What an auction came to, for a person at a terminal. */
export function summarize({ result, files }: HouseOutcome): string {
  const { bids, stream, ledger, auction } = result;
  const share = stream.frames > 0 ? ((100 * stream.unique) / stream.frames).toFixed(1) : '0';
  return [
    '',
    auction.title,
    ...result.lots.map(lotLine),
    '',
    `Bids       ${bids.accepted} taken, ${bids.refused} refused`,
    `Stream     ${stream.seconds.toFixed(1)} s, ${stream.frames} frames, ${share} % distinct`,
    `Book       ${ledger.events} events, head ${ledger.head.slice(0, 16)}…`,
    '',
    ...Object.entries(files).map(([name, path]) => `${name.padEnd(10)} ${relative('.', path)}`),
    '',
  ].join('\n');
}

function lotLine(lot: LotOutcome): string {
  const name = `${String(lot.number).padStart(3)}  ${lot.title}`;
  if (lot.outcome !== 'sold') return `${name}: ${lot.outcome ?? 'not reached'}`;
  const price = formatEth(BigInt(lot.hammerWei) as Wei);
  const settled = lot.settlementTx ? `, settled in ${lot.settlementTx.slice(0, 10)}…` : '';
  return `${name}: sold for ${price} ETH to paddle ${lot.winner?.paddle ?? '?'}${settled}`;
}
