import { openFloor, type Floor, type FloorOptions } from '../../app/run-floor.js';
import type { Instant } from '../../domain/ids.js';
import type { Ledger } from '../../ports/ledger.js';
import { EPOCH_MS } from '../builders.js';
import { createFakeBook } from '../fake-ledger.js';
import { createReferee } from './referee/referee.js';
import { drawScenario, type Scenario } from './scenario.js';
import { createStory, type Story } from './story.js';
import { createSimulatedChain } from './world/chain.js';
import { startCrowd } from './world/crowd.js';
import { createSimulatedErrands } from './world/errands.js';
import { createHouse, type House, type Site } from './world/house.js';
import { oneIn } from './world/odds.js';
import { startOperator } from './world/operator.js';
import { createSimulatedQueue } from './world/queue.js';
import { createVirtualTime, type VirtualTime } from './world/virtual-time.js';
import { createSimulatedX } from './world/x.js';
import { startFaults } from './world/faults.js';
import { SothebaisError } from '../../domain/errors.js';

/** What became of one seed. */
export interface Outcome {
  readonly seed: number;
  /** The first law that was broken, and how; absent where all held. */
  readonly failure?: { readonly invariant: string; readonly why: string };
  readonly simulatedMs: number;
  readonly events: number;
}

/** The crowd goes home after this; then everything that goes wrong goes right again. */
const BUSY_MS = 240_000;
/** By then the auction is over, whatever happened. */
const LIMIT_MS = 3_600_000;
/** By then the chain has mined what was sent, and the house was told. */
const QUIET_MS = 40_000;
/** How often it is looked whether anything is owed. */
const LOOK_MS = 2_000;
/** What is left in the queues when the auction is over is done by then. */
const AFTER_MS = 180_000;

/** Something put into the house that a right one has not, to see that it is found. */
export interface Plant {
  readonly openFloor?: (options: FloorOptions, open: typeof openFloor) => Promise<Floor>;
  readonly ledger?: (ledger: Ledger) => Ledger;
}

/**
 * Holds one auction in virtual time, with all that its seed lets go wrong, and looks after every
 * step whether the laws of the saleroom hold. The same seed gives the same auction.
 *
 * @param story - where every step is told; for the reader of a seed that failed
 */
export async function simulate(
  seed: number,
  options: { readonly story?: (line: string) => void; readonly plant?: Plant } = {},
): Promise<Outcome> {
  const scenario = drawScenario(seed);
  const time = createVirtualTime(EPOCH_MS as Instant);
  const story = createStory(time, options.story);
  const world = createWorld(scenario, time, story, options.plant ?? {});
  const { house, referee } = world;
  const isFound = () => referee.failure() !== undefined;

  house.open();
  world.begin();
  const limit = (EPOCH_MS + LIMIT_MS) as Instant;
  const ended = await time.run(() => isFound() || house.isOver(), limit);
  if (!isFound() && ended !== 'over') referee.note('it ends', `The auction is not over: ${ended}.`);
  if (!isFound()) {
    const settled = (time.now() + AFTER_MS) as Instant;
    world.calm();
    const quiet = time.now() + QUIET_MS;
    await time.run(() => isFound() || (time.now() >= quiet && world.isIdle()), settled);
    const closed = house.close();
    let isClosed = false;
    void closed.then(() => (isClosed = true));
    await time.run(() => isClosed, (settled + AFTER_MS) as Instant);
    if (!isFound()) await world.lastLook();
  }
  const failure = referee.failure();
  if (failure) story.tell(`BROKEN ${failure.invariant}: ${failure.why}`);
  return {
    seed,
    ...(failure ? { failure } : {}),
    simulatedMs: time.now() - EPOCH_MS,
    events: referee.events(),
  };
}

interface World {
  readonly house: House;
  readonly referee: ReturnType<typeof createReferee>;
  begin(): void;
  /** Lets nothing go wrong any more. */
  calm(): void;
  /** Whether nothing is owed any more. */
  isIdle(): boolean;
  lastLook(): Promise<void>;
}

function createWorld(scenario: Scenario, time: VirtualTime, story: Story, plant: Plant): World {
  const { opening, reserves, chance } = scenario;
  const book = createFakeBook();
  const outbox = book.outbox(opening.id);
  let skewMs = 0;
  const clock = () => (time.now() + skewMs) as Instant;
  const perils = { ...scenario.perils };
  const queue = createSimulatedQueue({ time, chance: chance.fork('queue'), ...scenario.queue });
  const errands = createSimulatedErrands(time, chance.fork('errands'));
  const x = createSimulatedX(time, chance.fork('x'), scenario.x, story.tell);
  const chain = createSimulatedChain(time, chance.fork('chain'), scenario.chain);
  const referee = createReferee({ opening, reserves, x, chain, time, story });

  /** Whether a deed may be owed, as far as it was looked. */
  let isOwed = true;
  const disk = chance.fork('disk');
  let diskFailOneIn = scenario.disk.failOneIn;
  const fail = () => {
    if (oneIn(disk, diskFailOneIn)) {
      throw new SothebaisError('TIMED_OUT', 'The disk was too slow.');
    }
  };
  const told: Ledger = {
    ...book.ledger,
    append: async (id, batch, after) => {
      fail();
      const entries = await book.ledger.append(id, batch, after);
      referee.written(entries, batch);
      isOwed ||= batch.errands.length > 0;
      fail();
      return entries;
    },
  };
  const site: Site = {
    ...{ scenario, time, clock, perils, outbox, queue, errands, x, chain },
    ledger: plant.ledger ? plant.ledger(told) : told,
    openFloor: (options) => plant.openFloor?.(options, openFloor) ?? openFloor(options),
    tell: story.tell,
    blame: (cause) =>
      referee.note(
        'nothing breaks',
        cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
      ),
  };
  const house = createHouse(site);
  const until = (time.now() + BUSY_MS) as Instant;
  const seen = () => house.seen();
  const look = async (): Promise<void> => {
    const deeds = (await outbox.waiting()).filter(
      ({ kind }) => kind !== 'reply' && kind !== 'answer',
    );
    isOwed = deeds.length > 0;
    time.in(LOOK_MS, () => void look());
  };
  void look();
  const calm = () => {
    perils.crashOneIn = 0;
    diskFailOneIn = 0;
    chain.calm();
    for (const one of [x, chain, queue, errands]) one.isAway(false);
  };

  return {
    house,
    referee,
    begin: () => {
      startCrowd({ scenario, time, x, chain, seen, until });
      startOperator({
        ...{ scenario, time, clock, seen, until },
        ask: (move, id) => {
          story.tell(`the operator asks: ${move.kind} ${id}`);
          queue
            .of(clock)
            .add({ kind: 'move', move }, id)
            .catch(() => undefined);
        },
      });
      startFaults({
        ...{ scenario, time, house, x, chain, queue, errands, until, tell: story.tell },
        skew: (ms) => (skewMs += ms),
        calm,
      });
    },
    calm,
    isIdle: () => queue.length() === 0 && errands.waiting() === 0 && x.waiting() === 0 && !isOwed,
    lastLook: () => referee.lastLook(book.ledger, outbox, seen()),
  };
}
