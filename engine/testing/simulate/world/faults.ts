import type { Instant } from '../../../domain/ids.js';
import type { Scenario } from '../scenario.js';
import type { SimulatedChain } from './chain.js';
import type { SimulatedErrands } from './errands.js';
import type { House } from './house.js';
import { oneIn } from './odds.js';
import type { SimulatedQueue } from './queue.js';
import type { VirtualTime } from './virtual-time.js';
import type { SimulatedX } from './x.js';

export interface FaultOptions {
  readonly scenario: Scenario;
  readonly time: VirtualTime;
  readonly house: House;
  readonly x: SimulatedX;
  readonly chain: SimulatedChain;
  readonly queue: SimulatedQueue;
  readonly errands: SimulatedErrands;
  /** Nothing goes wrong after that. */
  readonly until: Instant;
  /** Sets the clock of the house by so many milliseconds. */
  readonly skew: (ms: number) => void;
  readonly calm: () => void;
  readonly tell: (line: string) => void;
}

/** Lets time take its course: blocks are mined, clocks are set, and what can fail does. */
export function startFaults(options: FaultOptions): void {
  const { scenario, time, chain, tell, until } = options;
  const chance = scenario.chance.fork('faults');
  const every = (ms: number, act: () => void) => {
    if (ms === 0) return;
    const again = () => {
      if (time.now() >= until || options.house.isOver()) return;
      act();
      time.in(chance.between(ms / 2, ms * 2), again);
    };
    time.in(chance.between(ms / 2, ms * 2), again);
  };
  const mine = () => {
    chain.mine();
    time.in(scenario.chain.blockMs, mine);
  };
  mine();
  every(scenario.clock.everyMs, () => {
    const { byMs } = scenario.clock;
    const ms = chance.between(-byMs, byMs);
    tell(`the clock of the house is set by ${ms} ms`);
    options.skew(ms);
  });
  every(scenario.outages.everyMs, () => goAway(options, chance));
  if (scenario.perils.crashOneIn > 0) {
    every(45_000, () => {
      const isCrash = !oneIn(chance, 3);
      const isPower = isCrash && oneIn(chance, 2);
      if (isPower) tell('the power fails');
      options.house.interrupt(isCrash);
      if (isPower) options.queue.losePower();
    });
  }
  time.in(until - time.now(), () => {
    tell('from here on all goes well');
    options.calm();
  });
}

function goAway(
  { scenario, time, x, chain, queue, errands, tell }: FaultOptions,
  chance: Scenario['chance'],
): void {
  const [name, gone] = chance.pick<readonly [string, (away: boolean) => void]>([
    ['X', x.isAway],
    ['the chain', chain.isAway],
    [
      'the queue',
      (away) => {
        queue.isAway(away);
        errands.isAway(away);
      },
    ],
  ]);
  tell(`${name} is away`);
  gone(true);
  time.in(chance.between(100, scenario.outages.forMs), () => {
    tell(`${name} is back`);
    gone(false);
  });
}
