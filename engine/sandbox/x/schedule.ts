import type { Clock } from '../../ports/clock.js';
import { forbidden, notFound } from './problems.js';
import type { Asked } from './router.js';
import type { Broadcast, Store } from './store.js';

/** Finds the broadcast that a request is about, and tells how it stands. */
export interface Schedule {
  /** @throws XProblem 404 */
  find(asked: Asked): Broadcast;
  /** @throws XProblem 404, or 403 for the broadcast of another */
  findOwn(asked: Asked): Broadcast;
  stateOf(broadcast: Broadcast): 'Scheduled' | 'Running' | 'Ended';
}

export function createSchedule(store: Store, clock: Clock): Schedule {
  const find = (asked: Asked): Broadcast => {
    const id = asked.params['id'] ?? '';
    const broadcast = store.broadcasts.get(id);
    if (!broadcast || broadcast.deleted === true) throw notFound('broadcast', id);
    return broadcast;
  };
  const findOwn = (asked: Asked): Broadcast => {
    const broadcast = find(asked);
    if (broadcast.accountId !== asked.caller.account.id)
      throw forbidden('This broadcast is not yours.');
    return broadcast;
  };
  const stateOf = (broadcast: Broadcast) => {
    if (clock.now() >= broadcast.endMs) return 'Ended';
    const starts = broadcast.manualPublish ? Infinity : broadcast.startMs;
    return clock.now() >= (broadcast.liveAtMs ?? starts) ? 'Running' : 'Scheduled';
  };

  return { find, findOwn, stateOf };
}
