import { startSource, type SourceProcess } from '../source-process.js';
import type { HousePlace } from './house.js';

/** A house in a process that can be killed. */
export interface HouseProcess {
  /** Opens the house at a place; resolves when it is open or gone. */
  open(place: HousePlace): Promise<void>;
  /** Has it stop in good order; resolves once it is gone. */
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** Processes that have read their code and wait: a house that died is followed at once. */
export interface HousePool {
  take(): HouseProcess;
  /** Kills those that wait and those that were taken. */
  close(): Promise<void>;
}

const CODE = `
  import { runHouse } from ${JSON.stringify(new URL('./house.js', import.meta.url).href)};
  await runHouse();`;

export function createHousePool(waitingMax: number): HousePool {
  const all = new Set<SourceProcess>();
  const begin = (): SourceProcess => {
    const source = startSource(CODE);
    all.add(source);
    source.process.once('exit', () => all.delete(source));
    // A house that is killed leaves what was being written to it.
    source.process.stdin?.on('error', () => undefined);
    return source;
  };
  const waiting = Array.from({ length: waitingMax }, begin);

  return {
    take: () => {
      waiting.push(begin());
      return houseIn(waiting.shift() ?? begin());
    },
    close: async () => {
      await Promise.all([...all].map((source) => source.kill()));
    },
  };
}

function houseIn(source: SourceProcess): HouseProcess {
  const { process: child, lines } = source;
  const exited = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  return {
    open: async (place) => {
      child.stdin?.write(`${JSON.stringify(place)}\n`);
      await Promise.race([lines.next(), exited]);
    },
    stop: () => {
      child.stdin?.write('stop\n');
      return exited;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
