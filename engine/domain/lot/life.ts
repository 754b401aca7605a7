import type { LotEvent } from '../events.js';
import type { LotPhase } from './phase.js';

type Turns = Readonly<Partial<Record<LotEvent['kind'], readonly LotPhase[]>>>;

const BEFORE = (phase: LotPhase) =>
  ({
    'absentee-left': [phase],
    'bid-refused': [phase],
    'bid-voided': [phase],
    'lot-opened': ['open'],
    'lot-withdrawn': ['withdrawn'],
  }) as const satisfies Turns;

const BIDDING = (phase: LotPhase) =>
  ({
    'bid-held': [phase],
    'bid-refused': [phase],
    'bid-voided': [phase],
    'lot-closing': ['closing'],
    'lot-paused': ['paused'],
    'lot-withdrawn': ['withdrawn'],
    'hammer-fell': ['sold', 'passed'],
  }) as const satisfies Turns;

const OVER = (phase: LotPhase) => ({ 'bid-refused': [phase] }) as const satisfies Turns;

/**
 * The life of a lot: for each phase, the events that can happen to it, and the phases that each
 * can lead to. What does not stand here cannot happen: `foldLot` holds every step against it.
 */
export const LIFE: Readonly<Record<LotPhase, Turns>> = {
  catalogued: { ...BEFORE('catalogued'), 'lot-previewed': ['previewed'] },
  // Again, where the program turned to another lot in between.
  previewed: { ...BEFORE('previewed'), 'lot-previewed': ['previewed'] },
  open: {
    ...BIDDING('open'),
    'bid-accepted': ['open'],
    'fair-warning-given': ['fair-warning'],
    'lot-extended': ['open'],
  },
  'fair-warning': {
    ...BIDDING('fair-warning'),
    'bid-accepted': ['fair-warning', 'open'],
    'fair-warning-given': ['second-warning'],
    'lot-extended': ['fair-warning', 'open'],
  },
  'second-warning': {
    ...BIDDING('second-warning'),
    'bid-accepted': ['second-warning', 'fair-warning', 'open'],
    'lot-extended': ['second-warning', 'fair-warning', 'open'],
  },
  paused: {
    'bid-refused': ['paused'],
    'bid-voided': ['paused'],
    'lot-resumed': ['open'],
    'lot-withdrawn': ['withdrawn'],
  },
  closing: {
    'bid-held': ['closing'],
    'bid-accepted': ['closing', 'open'],
    // Bidding goes on where it was ended by an offer to buy the lot that came to nothing.
    'bid-refused': ['closing', 'open'],
    'bid-voided': ['closing', 'open'],
    'lot-extended': ['open'],
    'lot-withdrawn': ['withdrawn'],
    'hammer-fell': ['sold', 'passed'],
  },
  sold: {
    ...OVER('sold'),
    'reserve-opened': ['sold'],
    'settlement-begun': ['settling'],
    // The books of the first rulebook tell of no beginning.
    'lot-settled': ['settled'],
    'settlement-failed': ['sold'],
  },
  settling: {
    ...OVER('settling'),
    'lot-settled': ['settled'],
    'settlement-failed': ['settling'],
    'lot-defaulted': ['defaulted'],
  },
  defaulted: {
    ...OVER('defaulted'),
    'second-chance-offered': ['defaulted'],
    'second-chance-declined': ['defaulted'],
    'second-chance-taken': ['sold'],
  },
  settled: OVER('settled'),
  passed: { ...OVER('passed'), 'reserve-opened': ['passed'] },
  withdrawn: { ...OVER('withdrawn'), 'reserve-opened': ['withdrawn'] },
};

/** Whether the life of a lot has that step. */
export const isInLife = (from: LotPhase, kind: LotEvent['kind'], to: LotPhase): boolean =>
  LIFE[from][kind]?.includes(to) ?? false;
