import type { Reserves } from '../../domain/auction.js';
import type { LotEvent } from '../../domain/events.js';
import type { BidId, LotId, Paddle, Wei } from '../../domain/ids.js';
import { createLot, foldLot } from '../../domain/lot/fold-lot.js';
import type { Lot } from '../../domain/lot/lot.js';
import { formatEth } from '../../domain/money.js';
import type { Entry } from '../../ports/ledger.js';
import { bidderName, type Roster } from '../desk/names.js';

/** What one event meant for one bid. */
export interface Consequence {
  readonly sequence: number;
  readonly at: string;
  readonly kind: LotEvent['kind'];
  /** Plain words. A handle in it is a stranger's. */
  readonly text: string;
}

/** Where a bid stands by now. */
export type BidState =
  | 'waits'
  | 'leads'
  | 'outbid'
  | 'voided'
  | 'won'
  | 'settled'
  | 'defaulted'
  | 'passed'
  | 'withdrawn'
  | 'refused';

/** One bid followed through the events of its lot. */
export interface LotStory {
  /** Takes the next event of the lot. */
  take(entry: Entry): void;
  /** The lot after the event that ruled on the bid; undefined before. */
  ruledOn(): Lot | undefined;
  /** What followed, oldest first. */
  consequences(): readonly Consequence[];
  state(): BidState;
  /** Whether no event can change anything for the bid any more. */
  isOver(): boolean;
}

/** Follows a bid through its lot, from the lot's first event on. */
export function createLotStory(
  bidId: BidId,
  lotId: LotId,
  names: Roster,
  reserves: Reserves,
): LotStory {
  const { opening } = names;
  const entry = opening.catalogue.find(({ id }) => id === lotId);
  let lot: Lot | undefined;
  let ruled: Lot | undefined;
  let isVoided = false;
  let isRefused = false;
  const told: Consequence[] = [];
  const reserveWei = reserves.get(lotId)?.reserveWei;
  const terms = entry && {
    ...entry.terms,
    ...(reserveWei === undefined ? {} : { reserveWei }),
  };

  return {
    take: ({ sequence, event }) => {
      if (!terms || isVoided || isRefused) return;
      if (!('lotId' in event) || event.lotId !== lotId) return;
      const before = lot ?? createLot(lotId, { ...terms, opensAt: event.at });
      lot = foldLot(before, event, opening.pace.fairWarningMs);
      const isRuling =
        (event.kind === 'bid-accepted' || event.kind === 'bid-refused') && event.bid.id === bidId;
      if (isRuling) {
        ruled = lot;
        isRefused = event.kind === 'bid-refused';
        return;
      }
      isVoided ||= event.kind === 'bid-voided' && event.bidId === bidId;
      const text = meaningOf({
        bidId,
        before,
        after: lot,
        event,
        names,
        isRuled: ruled !== undefined,
      });
      if (text === undefined) return;
      const isAgain = text.startsWith(STILL) && told.at(-1)?.text.startsWith(STILL);
      if (isAgain) told.pop();
      told.push({ sequence, at: new Date(event.at).toISOString(), kind: event.kind, text });
    },
    ruledOn: () => ruled,
    consequences: () => told,
    state: () => {
      if (isRefused) return 'refused';
      if (isVoided) return 'voided';
      return lot && ruled ? stateOf(lot, bidId) : 'waits';
    },
    isOver: () =>
      isRefused ||
      isVoided ||
      lot?.phase === 'settled' ||
      lot?.phase === 'passed' ||
      lot?.phase === 'withdrawn',
  };
}

const STILL = 'still leads';

/** Where an accepted bid stands on its lot. */
function stateOf({ phase, leader, dismissed }: Lot, bidId: BidId): BidState {
  if (leader?.id !== bidId) return 'outbid';
  switch (phase) {
    case 'sold':
    case 'settling':
      return dismissed.includes(leader.paddle) ? 'defaulted' : 'won';
    case 'settled':
    case 'defaulted':
    case 'passed':
    case 'withdrawn':
      return phase;
    default:
      return 'leads';
  }
}

interface Turn {
  readonly bidId: BidId;
  readonly before: Lot;
  readonly after: Lot;
  readonly event: LotEvent;
  readonly names: Roster;
  readonly isRuled: boolean;
}

/** What an event meant for a bid, in words; undefined where it meant nothing. */
function meaningOf(turn: Turn): string | undefined {
  const { bidId, after, event, names } = turn;
  if (event.kind === 'bid-voided' && event.bidId === bidId) {
    return `voided by ${event.desk.by}${event.desk.why ? `: ${event.desk.why}` : ''}`;
  }
  if (!turn.isRuled) return undefined;
  const led = turn.before.leader?.id === bidId;
  const leads = after.leader?.id === bidId;
  switch (event.kind) {
    case 'bid-accepted':
    case 'bid-voided':
      return leadMoved(turn, led, leads);
    case 'hammer-fell':
      return hammer(event, led, names);
    case 'lot-withdrawn':
      return `the lot was withdrawn by ${event.desk.by}`;
    case 'second-chance-offered':
      return turn.before.best.get(event.paddle)?.id === bidId
        ? `offered a second chance at ${eth(event.hammerWei)}`
        : undefined;
    case 'second-chance-taken':
      if (leads) return `the second chance was taken, at ${eth(after.priceWei)}`;
      return led ? `the lot went to ${nameOf(names, after.leader?.paddle)}` : undefined;
    case 'second-chance-declined': {
      const paddle = turn.before.secondChance?.paddle;
      const isHis = paddle !== undefined && turn.before.best.get(paddle)?.id === bidId;
      return isHis ? 'the second chance was declined' : undefined;
    }
    default:
      return leads ? ofTheWinner(event) : undefined;
  }
}

function leadMoved(
  { before, after, event, names }: Turn,
  led: boolean,
  leads: boolean,
): string | undefined {
  const { leader, priceWei } = after;
  if (led && leads) {
    return event.kind === 'bid-accepted' && event.priceWei === priceWei
      ? `${STILL} at ${eth(priceWei)}, against ${nameOf(names, event.bid.paddle)}`
      : undefined;
  }
  if (leads) return `leads again at ${eth(priceWei)}: a bid above it was voided`;
  if (!led || !leader) return undefined;
  if (before.leader?.paddle === leader.paddle)
    return `raised by the same bidder to ${eth(priceWei)}`;
  return `outbid by ${nameOf(names, leader.paddle)} at ${eth(priceWei)}`;
}

function hammer(
  { outcome, winner, hammerWei }: Extract<LotEvent, { kind: 'hammer-fell' }>,
  led: boolean,
  names: Roster,
): string {
  if (outcome === 'passed') return 'the hammer fell: passed';
  return led
    ? `the hammer fell: won at ${eth(hammerWei)}`
    : `the hammer fell: sold to ${nameOf(names, winner ?? undefined)} at ${eth(hammerWei)}`;
}

function ofTheWinner(event: LotEvent): string | undefined {
  switch (event.kind) {
    case 'settlement-begun':
      return 'settlement begun';
    case 'lot-settled':
      return `settled in ${event.txHash}`;
    case 'settlement-failed':
      return `settlement failed: ${event.reason}`;
    case 'lot-defaulted':
      return `called in default by ${event.desk.by}`;
    default:
      return undefined;
  }
}

const eth = (wei: Wei | undefined): string => (wei === undefined ? '?' : `${formatEth(wei)} ETH`);

const nameOf = (names: Roster, paddle: Paddle | undefined): string =>
  paddle === undefined ? 'nobody' : bidderName(names, paddle);
