import { SothebaisError } from '../../domain/errors.js';
import type { LotId, Wei } from '../../domain/ids.js';
import type { ShowState } from '../../domain/show.js';
import type { Clock } from '../../ports/clock.js';
import type { Closeable } from '../../ports/closeable.js';
import type { Act } from './acts.js';
import { createChance } from './chance.js';
import { createConduct, type Conduct } from './conduct.js';
import type { CrowdBidder, Speaker } from './crowd-bidder.js';
import { pause, within } from './limits.js';
import { castMembers } from './members.js';
import type { LotPlan } from './plan.js';
import { registerAll } from './register.js';

export { planLots } from './plan.js';

/** The people of the stand-in world. They act from the end of `register` until `close`. */
export interface Crowd extends Closeable {
  /** Registers and deposits, unless the world goes on. What fails is told as trouble. */
  register(): Promise<void>;
}

export interface CrowdOptions {
  readonly seed: number;
  readonly clock: Clock;
  /** What viewers see; undefined before there is anything. */
  readonly readShow: (signal: AbortSignal) => Promise<ShowState | undefined>;
  /** Without `@`. */
  readonly hostHandle: string;
  /** While it is undefined, what would be said in the chat is posted. */
  readonly broadcastId: () => string | undefined;
  /** From four on, the last comes by chain alone and the one before him is poor. */
  readonly bidders: readonly CrowdBidder[];
  /** They have no paddle, and talk. */
  readonly talkers: readonly Speaker[];
  readonly plan: ReadonlyMap<number, LotPlan>;
  /** The soft close of the lots: ordinary bids keep clear of it. */
  readonly softCloseMs: number;
  /** The world goes on after a crash: everybody has registered and deposited before. */
  readonly resumed: boolean;
  /** Hears of every call that failed, and of the show once when it cannot be read. */
  readonly onTrouble: (cause: Error) => void;
}

const LOOK_EVERY_MS = 250;
const CALL_LIMIT_MS = 5_000;
const SHOW_LIMIT_MS = 2_000;
/** A crowd that goes on must not say again what it said: X refuses it. */
const RESUMED_SEED = 0x5eed;

/** Lets a crowd in that bids, talks and errs like people, the same people for the same seed. */
export function startCrowd(options: CrowdOptions): Crowd {
  const { bidders, talkers, plan, softCloseMs, hostHandle, resumed, onTrouble } = options;
  const chance = createChance(resumed ? options.seed ^ RESUMED_SEED : options.seed);
  const members = castMembers(
    bidders.map(({ handle, wallet }) => ({ handle, address: wallet.address })),
    talkers.length,
    createChance(options.seed).fork('cast'),
  );
  const conduct = createConduct({ members, plan, softCloseMs, hostHandle, chance });
  const perform = createPerformer(options, new Map(members.map((member, i) => [member.id, i])));
  const leaving = new AbortController();
  const { signal } = leaving;

  const call = async (work: Promise<unknown>, doing: string): Promise<boolean> => {
    try {
      await within(work, { ms: CALL_LIMIT_MS, signal, doing });
      return true;
    } catch (cause) {
      if (!signal.aborted) onTrouble(asFailure(cause, doing));
      return false;
    }
  };
  const act = async (what: Act): Promise<void> => {
    const done = await call(perform(what), `${what.who.id}'s ${what.kind}`);
    if (!done) conduct.failed(what);
  };

  let attending: Promise<void> | undefined;
  return {
    register: async () => {
      if (!resumed) await registerAll({ bidders, members, plan, hostHandle, chance, call });
      attending ??= attend(options, conduct, (what) => void act(what), signal);
    },
    close: async () => {
      leaving.abort();
      await attending;
    },
  };
}

/** Looks at the show and acts on it, until the signal. */
async function attend(
  { readShow, clock, onTrouble }: CrowdOptions,
  conduct: Conduct,
  act: (what: Act) => void,
  signal: AbortSignal,
): Promise<void> {
  let isBlind = false;
  const doing = 'looking at the show';
  while (!hasLeft(signal)) {
    try {
      const show = await within(readShow(signal), { ms: SHOW_LIMIT_MS, signal, doing });
      isBlind = false;
      if (show) conduct.next(show, clock.now()).forEach(act);
    } catch (cause) {
      // A house that is away for a while is one trouble, not four a second.
      if (!isBlind && !hasLeft(signal)) onTrouble(asFailure(cause, doing));
      isBlind = true;
    }
    await pause(LOOK_EVERY_MS, signal);
  }
}

/** Asked anew each time: the signal changes while a call is waited for. */
const hasLeft = (signal: AbortSignal): boolean => signal.aborted;

/** Turns an act into the call it stands for. */
function createPerformer(
  { bidders, talkers, broadcastId, hostHandle }: CrowdOptions,
  places: ReadonlyMap<string, number>,
): (act: Act) => Promise<unknown> {
  return async (act) => {
    const place = places.get(act.who.id) ?? 0;
    const bidder = bidders[place];
    if (act.kind === 'chain') {
      const { lotNumber, amountWei } = act;
      return bidder?.wallet.bid(`${lotNumber}` as LotId, amountWei, 0n as Wei);
    }
    const speaker = bidder?.user ?? talkers[place - bidders.length];
    if (act.kind === 'post') return speaker?.post(act.text);
    const broadcast = broadcastId();
    return broadcast === undefined
      ? speaker?.post(`@${hostHandle} ${act.text}`)
      : speaker?.chat(broadcast, act.text);
  };
}

const asFailure = (cause: unknown, doing: string): Error =>
  cause instanceof SothebaisError
    ? cause
    : new SothebaisError('SANDBOX_FAILED', `The crowd failed at ${doing}.`, { cause });
