import { SothebaisError } from '../../domain/errors.js';
import type { AuctionEvent } from '../../domain/events.js';
import { nearNames } from '../../domain/near-names.js';

type EventKind = AuctionEvent['kind'];

/** Every kind there is; the compiler holds the list to `AuctionEvent`. */
const KINDS: Readonly<Record<EventKind, true>> = {
  'absentee-left': true,
  'auction-closed': true,
  'auction-opened': true,
  'bid-accepted': true,
  'bid-held': true,
  'bid-refused': true,
  'bid-voided': true,
  'bidder-blocked': true,
  'bidder-limited': true,
  'bidder-unblocked': true,
  'book-sealed': true,
  'deposit-credited': true,
  'deposit-reverted': true,
  'fair-warning-given': true,
  'flood-counted': true,
  'hammer-fell': true,
  'lot-closing': true,
  'lot-defaulted': true,
  'lot-extended': true,
  'lot-opened': true,
  'lot-paused': true,
  'lot-previewed': true,
  'lot-resumed': true,
  'lot-settled': true,
  'lot-shown': true,
  'lot-withdrawn': true,
  'lots-reordered': true,
  'offer-refused': true,
  'paddle-registered': true,
  'reserve-opened': true,
  'second-chance-declined': true,
  'second-chance-offered': true,
  'second-chance-taken': true,
  'settlement-begun': true,
  'settlement-failed': true,
  'wallet-claimed': true,
};

/** Every kind of event, in alphabetical order. */
export const EVENT_KINDS = Object.keys(KINDS) as readonly EventKind[];

/**
 * The kind of event that somebody names.
 *
 * @throws SothebaisError `EVENT_KIND_UNKNOWN`, with the nearest there is
 */
export function kindNamed(name: string): EventKind {
  const kind = EVENT_KINDS.find((one) => one === name);
  if (kind) return kind;
  const near = nearNames(name, EVENT_KINDS, 3);
  const parts = EVENT_KINDS.filter((one) => one.includes(name.toLowerCase()));
  const [nearest, ...others] = near.length > 0 ? near : parts.slice(0, 4);
  throw new SothebaisError(
    'EVENT_KIND_UNKNOWN',
    `There is no event of the kind "${name.slice(0, 40)}"${nearest === undefined ? '' : `; the nearest is ${nearest}`}.`,
    {
      hint: others.length > 0 ? `Or did you mean ${others.join(' or ')}?` : ALL_KINDS,
    },
  );
}

const ALL_KINDS = 'List the kinds with `sothebais events tail --help`.';
