/** Where a lot stands. `settled`, `passed` and `withdrawn` are final. */
export type LotPhase =
  | 'catalogued'
  | 'previewed'
  | 'open'
  | 'fair-warning'
  | 'second-warning'
  | 'paused'
  /** Bidding is over; bids that were placed in time are still waited for. */
  | 'closing'
  | 'sold'
  | 'passed'
  | 'withdrawn'
  | 'settling'
  | 'settled'
  /** The winner did not pay; the runner-up may be offered a second chance. */
  | 'defaulted';
