import type { Instant, XUserId } from '../domain/ids.js';
import type { Move } from '../domain/moves.js';
import type { BidSource } from '../domain/post.js';
import { fullBucket, giveBack, take, type Bucket, type Rate } from './token-bucket.js';

/** What stands before the id of the last message counted, in the source id of a flood. */
export const FLOOD_PREFIX = 'flood-';

/** How much the floor hears of one bidder and of one source. */
export interface DoorLimits {
  readonly bidder: Rate;
  readonly source: Rate;
  /** Bidders remembered at once, a source; the one heard longest ago is forgotten first. */
  readonly biddersMax: number;
  /** Floods told by name at a time, a source; the rest are told as the source's. */
  readonly namedMax: number;
}

/**
 * A person types a bid in two seconds at the best, and 20 in a flurry are taken at once. X itself
 * hands on 250 posts a second, so what is faster is no crowd; 5,000 at once is what the intake
 * fetches after a gap. 10,000 bidders are more than ever bid in one room, and weigh about 2 MB.
 */
const DOOR_LIMITS: DoorLimits = {
  bidder: { burst: 20, perSecond: 0.5 },
  source: { burst: 5_000, perSecond: 250 },
  biddersMax: 10_000,
  namedMax: 20,
};

/** A message that wants to reach the floor. */
export interface Knock {
  readonly source: BidSource;
  /** Unique within its source. */
  readonly id: string;
  /** Who sent it: an X user, or a wallet. */
  readonly author: string;
  readonly xUserId: XUserId | null;
  /** The bidder is measured by when he wrote: what a gap held up comes all at once. */
  readonly placedAt: Instant;
  /** The source is measured by when it delivers: that is what the floor must bear. */
  readonly receivedAt: Instant;
}

export type CountFlood = Extract<Move, { kind: 'count-flood' }>;

/** Keeps floods from the floor's queue: beyond the limits messages are counted and go no further. */
export interface Door {
  /** Whether the message may be queued; one that knocks again at once gets the same answer. */
  admits(knock: Knock): boolean;
  /** What was counted since the last call, a move for each bidder or source. */
  floods(now: Instant): readonly CountFlood[];
  /** Bidders remembered at the moment. */
  remembered(): number;
}

interface Counter {
  count: number;
  /** The last message that was counted. */
  lastId: string;
}

interface Caller extends Counter {
  readonly xUserId: XUserId | null;
  readonly bucket: Bucket;
  /** The last message that was let in: the queue may be away, and it knocks again. */
  admittedId: string | undefined;
}

interface Gate extends Counter {
  readonly bucket: Bucket;
  /** In the order they were last heard. */
  readonly callers: Map<string, Caller>;
}

/** Opens a door; memory stays within the limits whoever knocks. Safe to ask in any order of time. */
export function createDoor(limits: DoorLimits = DOOR_LIMITS): Door {
  const gates = new Map<BidSource, Gate>();

  const gateOf = (source: BidSource): Gate => {
    const known = gates.get(source);
    if (known) return known;
    const gate = { bucket: fullBucket(limits.source), callers: new Map(), count: 0, lastId: '' };
    gates.set(source, gate);
    return gate;
  };

  const callerOf = ({ callers }: Gate, { author, xUserId }: Knock): Caller => {
    const bucket = () => fullBucket(limits.bidder);
    const fresh = () => ({
      xUserId,
      bucket: bucket(),
      admittedId: undefined,
      count: 0,
      lastId: '',
    });
    const caller = callers.get(author) ?? fresh();
    callers.delete(author); // So that it is the newest.
    callers.set(author, caller);
    return caller;
  };

  return {
    admits: (knock) => {
      const gate = gateOf(knock.source);
      const caller = callerOf(gate, knock);
      forgetOldest(gate, limits.biddersMax);
      if (caller.admittedId === knock.id) return true;
      if (!take(caller.bucket, limits.bidder, knock.placedAt)) return countIn(caller, knock.id);
      if (!take(gate.bucket, limits.source, knock.receivedAt)) {
        giveBack(caller.bucket);
        return countIn(gate, knock.id);
      }
      caller.admittedId = knock.id;
      return true;
    },
    floods: (now) =>
      [...gates].flatMap(([source, gate]) => {
        const flooding = [...gate.callers.values()].filter(({ count }) => count > 0);
        flooding.sort((a, b) => b.count - a.count);
        const named = flooding.filter(({ xUserId }) => xUserId !== null).slice(0, limits.namedMax);
        for (const caller of flooding) if (!named.includes(caller)) pour(caller, gate);
        return [...named, gate].flatMap((counter) => {
          const xUserId = 'xUserId' in counter ? counter.xUserId : null;
          return tell(counter, { source, xUserId, at: now });
        });
      }),
    remembered: () => [...gates.values()].reduce((sum, { callers }) => sum + callers.size, 0),
  };
}

function countIn(counter: Counter, id: string): false {
  counter.count += 1;
  counter.lastId = id;
  return false;
}

/** Nothing counted is forgotten with whom it was counted for. */
function forgetOldest(gate: Gate, most: number): void {
  if (gate.callers.size <= most) return;
  for (const [author, caller] of gate.callers) {
    gate.callers.delete(author);
    pour(caller, gate);
    return;
  }
}

function pour(from: Counter, into: Counter): void {
  if (from.count === 0) return;
  into.count += from.count;
  into.lastId = from.lastId;
  from.count = 0;
}

function tell(
  counter: Counter,
  about: Pick<CountFlood, 'source' | 'xUserId' | 'at'>,
): readonly CountFlood[] {
  const { count, lastId } = counter;
  if (count === 0) return [];
  counter.count = 0;
  const sourceId = `${FLOOD_PREFIX}${about.source}-${lastId}`;
  return [{ kind: 'count-flood', sourceId, ...about, count }];
}
