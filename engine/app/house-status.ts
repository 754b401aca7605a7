import type { ShowState } from '../domain/show.js';
import type { StreamHealth } from '../ports/program.js';

/** How a running house stands, as its desk shows it. Holds nothing that viewers may not know. */
export interface HouseStatus {
  readonly auctionId: string;
  /** The state on air; undefined before the auction opens. */
  readonly show?: ShowState;
  /** Undefined until the picture is on air. */
  readonly stream?: StreamHealth;
  readonly bids: { readonly received: number; readonly accepted: number; readonly refused: number };
  /** The latest troubles, newest last, five at most. */
  readonly troubles: readonly string[];
}
