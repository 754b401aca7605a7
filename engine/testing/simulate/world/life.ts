import type { Chance } from '../../../sandbox/crowd/chance.js';
import type { VirtualTime } from './virtual-time.js';

/** One run of the house's process, from its start to its end or its crash. */
export interface Life {
  isOver(): boolean;
  /** The process is gone: whatever it waited for never comes, and nothing it asks is heard. */
  end(): void;
  /** A port as this process sees it: at every call it may die, before the call or after it. */
  mortal<Port extends object>(name: string, port: Port): Port;
}

/** What may befall a process at a call. */
export interface Perils {
  /** It dies at one call in so many; 0 never. */
  readonly crashOneIn: number;
  /** One call in so many takes a while; 0 none. */
  readonly slowOneIn: number;
  readonly slowMs: number;
}

/** Begins a life; `onCrash` is told at which call it ended. */
export function beginLife(
  time: VirtualTime,
  chance: Chance,
  perils: Perils,
  onCrash: (where: string) => void,
): Life {
  let over = false;
  const strikes = (where: string): boolean => {
    if (perils.crashOneIn === 0 || chance.below(perils.crashOneIn) > 0) return false;
    over = true;
    onCrash(where);
    return true;
  };
  const call = async (where: string, act: () => unknown): Promise<unknown> => {
    if (over || strikes(`before ${where}`)) return never();
    if (perils.slowOneIn > 0 && chance.below(perils.slowOneIn) === 0) {
      await time.wait(chance.between(1, perils.slowMs));
      if (isOver()) return never();
    }
    try {
      return await act();
    } finally {
      if (isOver() || strikes(`after ${where}`)) await never();
    }
  };
  const isOver = () => over;

  return {
    isOver,
    end: () => (over = true),
    mortal: (name, port) =>
      new Proxy(port, {
        get: (target, key) => {
          const own: unknown = Reflect.get(target, key);
          if (typeof own !== 'function' || typeof key !== 'string') return own;
          return (...args: unknown[]) =>
            call(`${name}.${key}`, () => Reflect.apply(own, target, args) as unknown);
        },
      }),
  };
}

/** Each its own: whoever waits for it is forgotten with it. */
const never = () => new Promise<never>(() => undefined);
