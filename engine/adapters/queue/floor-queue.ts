import { Queue, type ConnectionOptions } from 'bullmq';
import type { AuctionId, Instant } from '../../domain/ids.js';
import type { Clock } from '../../ports/clock.js';
import type { FloorQueue } from '../../ports/queues.js';
import {
  FLOOR_JOB,
  floorQueueName,
  formatTurn,
  HOUSE_PREFIX,
  jobIdOf,
  type FloorJob,
} from './jobs.js';

/**
 * The floor's queue on BullMQ.
 *
 * @param prefix - tells the houses on one Redis apart
 */
export function openFloorQueue(
  auctionId: AuctionId,
  connection: ConnectionOptions,
  clock: Clock,
  onTrouble: (cause: unknown) => void,
  prefix = HOUSE_PREFIX,
): FloorQueue {
  const queue = new Queue<FloorJob>(floorQueueName(auctionId), { connection, prefix });
  queue.on('error', onTrouble);
  let asked: Instant | undefined;
  return {
    add: async (turn, id) => {
      await queue.add(turn.kind, formatTurn(turn), { ...FLOOR_JOB, jobId: jobIdOf(id) });
    },
    tickAt: async (at) => {
      if (asked === at) return;
      asked = at;
      const now = clock.now();
      try {
        await queue.add('tick', formatTurn({ kind: 'tick', due: at }), {
          ...FLOOR_JOB,
          delay: Math.max(0, at - now),
          jobId: `tick-${at}-asked-${now}`,
        });
      } catch (cause) {
        if (asked === at) asked = undefined; // It is not on its way: whoever asks again is heard.
        throw cause;
      }
    },
    ticked: (due) => {
      if (asked === due) asked = undefined;
    },
    close: () => queue.close(),
  };
}
