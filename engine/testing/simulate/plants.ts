import type { AuctionEvent } from '../../domain/events.js';
import type { Instant, Paddle, Wei } from '../../domain/ids.js';
import type { Caused, Ledger, Owed } from '../../ports/ledger.js';
import type { Plant } from './simulate.js';

type Event<Kind extends AuctionEvent['kind']> = Extract<AuctionEvent, { kind: Kind }>;

/** A house that writes other events, or owes other errands, than the rules gave. */
function writing(
  change: (event: AuctionEvent) => AuctionEvent | undefined,
  keep: (owed: Owed) => boolean = () => true,
): Plant {
  return {
    ledger: (ledger): Ledger => ({
      ...ledger,
      append: (auctionId, batch, afterSequence) => {
        const events = batch.events.flatMap(({ event, cause }): Caused[] => {
          const changed = change(event);
          return changed ? [{ event: changed, cause }] : [];
        });
        const errands = batch.errands.filter(keep);
        return ledger.append(auctionId, { ...batch, events, errands }, afterSequence);
      },
    }),
  };
}

/** A house that takes bids which it should refuse for a reason. */
const taking = (why: Event<'bid-refused'>['why']): Plant =>
  writing((event) => (event.kind === 'bid-refused' && event.why === why ? taken(event) : event));

function taken({ lotId, at, bid, askWei }: Event<'bid-refused'>): AuctionEvent {
  const { amountWei: priceWei, paddle: leader } = bid;
  const closesAt = (at + 60_000) as Instant;
  const accepted = { ...bid, priceWei };
  return {
    ...{ kind: 'bid-accepted', lotId, at, bid: accepted, leader, priceWei, askWei },
    ...{ closesAt, extended: false },
  };
}

const losing = (kind: AuctionEvent['kind']): Plant =>
  writing((event) => (event.kind === kind ? undefined : event));

/**
 * Houses with a bug each, by what they do wrong, and the law that must find them out. What cannot
 * fail proves nothing.
 */
export const PLANTS: Readonly<Record<string, { readonly plant: Plant; readonly law: string }>> = {
  'takes a bid after the close': {
    plant: taking('LATE'),
    law: 'nothing is accepted after the close',
  },
  'takes a bid while the lot is paused': {
    plant: taking('LOT_PAUSED'),
    law: 'nothing is accepted while a lot is paused',
  },
  'takes less than is asked': {
    plant: taking('BELOW_ASK'),
    law: 'every bid reaches what is asked',
  },
  'bids on money that was never paid in': {
    // What it writes down is a tenth of what it goes by.
    plant: writing((event) =>
      event.kind === 'deposit-credited'
        ? { ...event, amountWei: (event.amountWei / 10n) as Wei }
        : event,
    ),
    law: 'nobody commits more than he may',
  },
  'lets a leader bid against himself': {
    plant: taking('ALREADY_HIGH_BIDDER'),
    law: 'nobody bids against himself',
  },
  'drops a bid that it should hold': {
    plant: losing('bid-held'),
    law: 'every input is ruled on',
  },
  'refuses a good bid': {
    plant: writing((event) =>
      event.kind === 'bid-accepted'
        ? {
            ...{ kind: 'bid-refused', lotId: event.lotId, at: event.at, bid: event.bid },
            ...{ why: 'BELOW_ASK', askWei: event.askWei },
          }
        : event,
    ),
    law: 'no bid is refused wrongly',
  },
  'sells to another': {
    plant: writing((event) =>
      event.kind === 'hammer-fell' && event.winner !== null
        ? { ...event, winner: '999' as Paddle }
        : event,
    ),
    law: 'the first of the greatest bids wins',
  },
  'sells for a wei more': {
    plant: writing((event) =>
      event.kind === 'hammer-fell' && event.winner !== null
        ? { ...event, hammerWei: (event.hammerWei + 1n) as Wei }
        : event,
    ),
    law: 'the first of the greatest bids wins',
  },
  'drops the hammer a second early': {
    plant: writing((event) =>
      event.kind === 'hammer-fell' ? { ...event, at: (event.at - 1_000) as Instant } : event,
    ),
    law: 'the hammer waits for the close',
  },
  'gives late bids no more time': {
    plant: writing((event) =>
      event.kind === 'bid-accepted' && event.extended
        ? { ...event, closesAt: (event.closesAt - 1) as Instant }
        : event,
    ),
    law: 'the close moves as the terms say',
  },
  'writes a bid down for another': {
    plant: writing((event) =>
      event.kind === 'bid-refused' && event.bid.source !== 'operator'
        ? { ...event, bid: { ...event.bid, paddle: '999' as Paddle } }
        : event,
    ),
    law: 'a bid is written down as it was made',
  },
  'forgets what it has ruled on': {
    plant: {
      ledger: (ledger) => ({
        ...ledger,
        known: async () => ({ heard: new Set(), ruled: new Set() }),
      }),
    },
    law: 'nothing breaks',
  },
  'owes no settlement': {
    plant: writing(
      (event) => event,
      ({ errand }) => errand.kind !== 'settle',
    ),
    law: 'every sale is settled, or known not to be',
  },
  'hears only half of what is said': {
    plant: {
      openFloor: async (options, open) => {
        const floor = await open(options);
        const isHeard = (id: string) => Number(id.slice(-1)) % 2 === 0;
        return {
          ...floor,
          runAll: (turns) =>
            floor.runAll(turns.filter((turn) => turn.kind !== 'post' || isHeard(turn.post.id))),
        };
      },
    },
    law: 'no input is lost',
  },
  'credits a deposit twice': {
    plant: {
      openFloor: async (options, open) => {
        const floor = await open(options);
        return {
          ...floor,
          runAll: async (turns) => {
            for (const turn of turns) {
              if (turn.kind !== 'move' || turn.move.kind !== 'credit-deposit') continue;
              const move = { ...turn.move, sourceId: `${turn.move.sourceId}-twice` };
              await floor.run({ kind: 'move', move });
            }
            return floor.runAll(turns);
          },
        };
      },
    },
    law: 'every deposit counts once',
  },
};
