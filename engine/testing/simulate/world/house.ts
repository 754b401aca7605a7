import { createAuctionRun, type AuctionRun } from '../../../app/run-auction.js';
import { createErrandRunner } from '../../../app/run-errand.js';
import type { Floor, FloorOptions } from '../../../app/run-floor.js';
import { createShow } from '../../../app/run-show.js';
import type { Auction } from '../../../domain/auction.js';
import { SothebaisError } from '../../../domain/errors.js';
import type { Instant } from '../../../domain/ids.js';
import type { Ledger } from '../../../ports/ledger.js';
import type { Outbox } from '../../../ports/outbox.js';
import type { FloorQueue } from '../../../ports/queues.js';
import type { Scenario } from '../scenario.js';
import type { SimulatedChain } from './chain.js';
import type { SimulatedErrands } from './errands.js';
import { beginLife, type Life, type Perils } from './life.js';
import { oneIn } from './odds.js';
import type { SimulatedQueue } from './queue.js';
import type { VirtualTime } from './virtual-time.js';
import type { SimulatedX } from './x.js';

/** What outlives the house, and what is told about it. */
export interface Site {
  readonly scenario: Scenario;
  readonly time: VirtualTime;
  /** What the clock of the house says. */
  readonly clock: () => Instant;
  readonly perils: Perils;
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly queue: SimulatedQueue;
  readonly errands: SimulatedErrands;
  readonly x: SimulatedX;
  readonly chain: SimulatedChain;
  readonly openFloor: (options: FloorOptions) => Promise<Floor>;
  /** A line for the story. */
  readonly tell: (line: string) => void;
  /** Something that no house may do: our bug. */
  readonly blame: (cause: unknown) => void;
}

/** The house, over all its lives. */
export interface House {
  /** Opens it, and again after every crash. */
  open(): void;
  /** The auction as its viewers see it. */
  seen(): Auction | undefined;
  /** Whether the auction is over by the house's own account. */
  isOver(): boolean;
  /** Kills it, or stops it in good order; it opens again. */
  interrupt(isCrash: boolean): void;
  /** Stops it in good order for good. */
  close(): Promise<void>;
}

const AWAY_MS = [200, 2_000, 30_000] as const;

export function createHouse(site: Site): House {
  const { scenario, time, tell } = site;
  const chance = scenario.chance.fork('house');
  let now: { readonly life: Life; readonly run: AuctionRun } | undefined;
  let seen: Auction | undefined;
  let over = false;
  let closing = false;
  let lives = 0;

  const later = () => {
    if (!closing) time.in(chance.between(1, chance.pick(AWAY_MS)), () => void open());
  };
  const open = async (): Promise<void> => {
    if (closing) return;
    lives += 1;
    const name = `life ${lives}`;
    tell(`the house opens: ${name}`);
    const life = beginLife(time, scenario.chance.fork(name), site.perils, (where) => {
      tell(`the house dies ${where}`);
      now = undefined;
      later();
    });
    try {
      now = { life, run: await begin(life) };
      tell('the house is open');
      void now.run.ended.then(() => {
        if (!life.isOver()) over = true;
      });
    } catch (cause) {
      if (life.isOver()) return;
      judge(cause);
      end(life);
    }
  };
  /** One house at a time: the next opens only once this one has gone. */
  const end = (life: Life) => {
    if (life.isOver()) return;
    life.end();
    now = undefined;
    later();
  };
  /** What a house may not be able to do is an operating failure; anything else is a bug. */
  const judge = (cause: unknown) => {
    if (cause instanceof SothebaisError) tell(`trouble: ${cause.code} ${cause.message}`);
    else site.blame(cause);
  };

  const begin = async (life: Life): Promise<AuctionRun> => {
    const { opening, reserves } = scenario;
    const ledger = life.mortal('ledger', site.ledger);
    const outbox = life.mortal('outbox', site.outbox);
    const clock = { now: site.clock };
    const floor: Floor = await site.openFloor({
      ...{ auctionId: opening.id, ledger, reserves, clock, hostHandle: 'aurelia' },
      checksum: (wallet) => wallet,
      onCommit: (committed) => {
        seen = committed.auction;
        run.hear(committed);
      },
    });
    seen = floor.auction() ?? seen;
    const show = createShow({
      hostName: 'Aurelia',
      howToBid: { text: '', example: '' },
      publish: () => undefined,
    });
    const hostDesk = {
      hear: () => undefined,
      answer: async () => (oneIn(chance, 2) ? 'Good evening.' : undefined),
      ...{ tally: () => ({ lines: 0, spokenSeconds: 0, vetoed: 0 }), close: async () => undefined },
    };
    const settlement = life.mortal('settlement', site.chain.desk);
    const queue = site.queue.of(site.clock);
    // Saying that a tick was taken is no call of another program: it takes no time.
    const floorQueue: FloorQueue = {
      ...life.mortal('queue', queue),
      ticked: (due) => {
        queue.ticked(due);
      },
    };
    const outboxQueue = life.mortal(
      'errands',
      site.errands.of({
        life,
        run: createErrandRunner({
          ...{ outbox, settlement, hostDesk, clock },
          announcer: life.mortal('x', site.x.announcer),
          auction: () => floor.auction(),
          propose: (move, id) => floorQueue.add({ kind: 'move', move }, id),
        }),
        onTrouble: judge,
      }),
    );
    const run = createAuctionRun({
      ...{ opening, clock, floor, floorQueue, outbox, outboxQueue, ledger, show, hostDesk },
      ...{ settlement, posts: site.x.posts(life, site.clock), chain: site.chain.source(life) },
      watching: async () => 0,
      startWorker: (afterTurn) =>
        site.queue.work({
          life,
          run: (turns) => floor.runAll(turns),
          afterTurn,
          onTrouble: judge,
        }),
      onTrouble: judge,
      pause: (ms, signal) => pauseIn(life, ms, signal),
    });
    await run.start();
    return run;
  };

  /** Looking whether something has happened yet may take longer here: it is no less right. */
  const pauseIn = async (life: Life, ms: number, signal?: AbortSignal): Promise<void> => {
    const stopped = () => new SothebaisError('INTERRUPTED', 'The house is stopping.');
    if (signal?.aborted) throw stopped();
    await new Promise<void>((resolve, reject) => {
      const give = () => {
        reject(stopped());
      };
      signal?.addEventListener('abort', give, { once: true });
      time.in(Math.max(ms, LOOK_MS), () => {
        signal?.removeEventListener('abort', give);
        if (!life.isOver()) resolve();
      });
    });
  };

  return {
    open: () => void open(),
    seen: () => seen,
    isOver: () => over,
    interrupt: (isCrash) => {
      const { life, run } = now ?? {};
      if (!life || !run || closing) return;
      now = undefined;
      tell(isCrash ? 'the house is killed' : 'the house stops in good order');
      if (isCrash) end(life);
      else
        void run
          .stop()
          .catch(judge)
          .then(() => end(life));
    },
    close: async () => {
      closing = true;
      await now?.run.stop().catch(judge);
      now?.life.end();
    },
  };
}

const LOOK_MS = 1_000;
