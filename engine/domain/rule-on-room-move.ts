import type { Auction } from './auction.js';
import { SothebaisError } from './errors.js';
import type { RoomEvent } from './events.js';
import type { LotId, Paddle } from './ids.js';
import { isOpen } from './lot/clock.js';
import type { Lot } from './lot/lot.js';
import type { RoomMove } from './moves.js';

/**
 * Rules on what the operator asks of the room.
 *
 * @throws SothebaisError `LOT_UNKNOWN`, `LOT_NOT_OPEN`, `BIDDER_UNKNOWN`
 */
export function ruleOnRoomMove(auction: Auction, move: RoomMove): RoomEvent[] {
  const { at, desk } = move;
  switch (move.kind) {
    case 'show-lot':
      return [{ kind: 'lot-shown', at, shown: showable(auction, move.lotId), desk }];
    case 'reorder-lots':
      return [{ kind: 'lots-reordered', at, order: orderAfter(auction, move.order), desk }];
    case 'block-bidder':
      return [{ kind: 'bidder-blocked', at, paddle: known(auction, move.paddle), desk }];
    case 'unblock-bidder':
      return [{ kind: 'bidder-unblocked', at, paddle: known(auction, move.paddle), desk }];
    case 'limit-bidder': {
      const { limitWei } = move;
      return [{ kind: 'bidder-limited', at, paddle: known(auction, move.paddle), limitWei, desk }];
    }
  }
}

function known({ bidders }: Auction, paddle: Paddle): Paddle {
  if (bidders.has(paddle)) return paddle;
  throw new SothebaisError('BIDDER_UNKNOWN', `There is no paddle ${paddle} in this auction.`);
}

function lotOf({ lots }: Auction, lotId: LotId): Lot {
  const lot = lots.get(lotId);
  if (lot) return lot;
  throw new SothebaisError('LOT_UNKNOWN', `There is no lot ${lotId} in this auction.`);
}

function showable(auction: Auction, lotId: LotId): LotId {
  const lot = lotOf(auction, lotId);
  if (isOpen(lot) || lot.phase === 'paused') return lotId;
  throw new SothebaisError(
    'LOT_NOT_OPEN',
    `Lot ${lotId} is ${lot.phase} and cannot be shown, expected one that is open.`,
  );
}

/** What has been on program stays where it was in the order. */
function orderAfter(auction: Auction, asked: readonly LotId[]): readonly LotId[] {
  for (const lotId of asked) {
    const { phase } = lotOf(auction, lotId);
    if (phase !== 'catalogued') {
      throw new SothebaisError(
        'LOT_NOT_OPEN',
        `Lot ${lotId} is ${phase} and keeps its place, expected one that was not on program yet.`,
      );
    }
  }
  const first = new Set(asked);
  const isWaiting = (id: LotId) => auction.lots.get(id)?.phase === 'catalogued';
  const waiting = [...first, ...auction.order.filter((id) => isWaiting(id) && !first.has(id))];
  return auction.order.map((id) => (isWaiting(id) ? (waiting.shift() ?? id) : id));
}
