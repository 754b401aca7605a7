import type { LotView, ShowState } from '../../../domain/show.js';

/** What stands beside the picture, as text; empty where there is nothing to say. */
export interface Panel {
  readonly number: string;
  readonly of: string;
  readonly title: string;
  readonly artist: string;
  readonly priceLabel: string;
  /** In ETH. */
  readonly amount: string;
  readonly name: string;
  readonly paddle: string;
  readonly clockLabel: string;
  readonly time: string;
  readonly clockNote: string;
  /** What is left of the time for bids, from 1 to 0; undefined where no clock runs. */
  readonly left: number | undefined;
  readonly asking: string;
}

/** A line of the table below the panel: an amount, whose or what it is, and how it came about. */
export type Row = readonly [amount: string, name: string, note: string];

/** The bids on the lot, newest first; once the auction is over what became of each lot. */
export function rowsOf({ scene, lot, catalogue }: ShowState): readonly Row[] {
  if (scene !== 'credits') {
    return (lot?.bids ?? []).map(({ amountEth, name, source }) => [amountEth, name, source]);
  }
  return catalogue.map(({ title, hammerEth, winnerName, outcome }) => [
    hammerEth ?? '–',
    title,
    winnerName ?? outcome ?? '',
  ]);
}

/** The panel of a show at a moment of the house's clock. */
export function panelOf(show: ShowState, nowMs: number): Panel {
  const { lot, auction, scene } = show;
  if (scene === 'credits') return { ...ofAuction(show), ...ending(show) };
  if (!lot) {
    const waits = { clockLabel: 'Doors open in', time: timeLeft(auction.doorsAtMs, nowMs) };
    return { ...ofAuction(show), ...(scene === 'standby' ? waits : {}) };
  }
  return {
    number: `Lot ${lot.number}`,
    of: `of ${auction.lotCount}`,
    title: lot.title,
    artist: [lot.artist, lot.medium].filter(Boolean).join(' · '),
    priceLabel: priceLabel(lot),
    amount: lot.priceEth ?? lot.openingEth,
    name: lot.highBidder?.name ?? (isTaking(lot) ? 'No bid yet' : ''),
    paddle: lot.highBidder ? `paddle ${lot.highBidder.paddle}` : '',
    ...clockOf(lot, nowMs),
    asking: isTaking(lot) ? `Asking ${lot.askEth} ETH` : '',
  };
}

const NOTHING: Panel = {
  ...{ number: '', of: '', title: '', artist: '', priceLabel: '', amount: '', name: '' },
  ...{ paddle: '', clockLabel: '', time: '', clockNote: '', left: undefined, asking: '' },
};

const ofAuction = ({ auction }: ShowState): Panel => ({
  ...NOTHING,
  number: counted(auction.lotCount, 'lot'),
  title: auction.title,
  artist: auction.subtitle,
});

const ending = ({ auction }: ShowState): Partial<Panel> => ({
  priceLabel: 'Sold in all',
  amount: auction.totalEth,
  name: `${counted(auction.soldCount, 'lot')} sold`,
  time: 'Closed',
});

/** Whether a bid can still be placed, or will again. */
const isTaking = ({ phase }: LotView): boolean =>
  phase === 'open' || phase === 'fair-warning' || phase === 'paused';

function priceLabel({ phase, priceEth }: LotView): string {
  if (phase === 'sold') return 'Hammer price';
  return priceEth === undefined ? 'Opens at' : 'High bid';
}

type Clock = Pick<Panel, 'clockLabel' | 'time' | 'clockNote' | 'left'>;

function clockOf(lot: LotView, nowMs: number): Clock {
  const still = (time: string, clockNote = ''): Clock => ({
    ...{ clockLabel: '', time, clockNote, left: undefined },
  });
  switch (lot.phase) {
    case 'previewed':
      return still('Next');
    case 'open':
      return running(lot, nowMs, 'Closes in');
    case 'fair-warning':
      return running(lot, nowMs, lot.warnings > 1 ? 'Last warning' : 'Fair warning');
    case 'closing':
      return still('Closing', 'late bids are read');
    case 'paused':
      return still('Paused');
    case 'sold':
      return still('Sold', SETTLEMENTS[lot.settlement?.state ?? 'none']);
    case 'passed':
      return still('Passed');
    case 'withdrawn':
      return still('Withdrawn');
  }
}

const SETTLEMENTS = {
  none: '',
  pending: 'settling on chain',
  settled: 'settled on chain',
  failed: 'not settled yet',
} as const;

function running(lot: LotView, nowMs: number, clockLabel: string): Clock {
  const { closesAtMs, opensAtMs, extensions } = lot;
  if (closesAtMs === undefined) {
    return { clockLabel, time: '–:––', clockNote: 'the first bid starts it', left: undefined };
  }
  const whole = closesAtMs - (opensAtMs ?? lot.phaseSinceMs);
  return {
    clockLabel,
    time: timeLeft(closesAtMs, nowMs),
    clockNote: extended(extensions),
    left: whole > 0 ? Math.min(1, Math.max(0, (closesAtMs - nowMs) / whole)) : 0,
  };
}

function extended(times: number): string {
  if (times === 0) return '';
  return times === 1 ? 'extended once' : `extended ${times} times`;
}

/** Time until a moment as `0:42` or `1:02:03`; never negative. */
export function timeLeft(atMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.ceil((atMs - nowMs) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (part: number): string => String(part).padStart(2, '0');
  const head = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${head}:${two(seconds % 60)}`;
}

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;
