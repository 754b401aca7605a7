import type { Closeable } from '../../ports/closeable.js';
import type { Figures } from './figures.js';
import { measureBigBook, measureDurable, measureLots100 } from './measure-durable.js';
import { measurePaced, measureQueue, openBenchRedis } from './measure-queue.js';
import { measureDecide, measureParse, measureRules } from './measure-rules.js';

/** What can be measured, in the order that it is. */
export const PARTS = [
  ...(['rules', 'decide', 'parse', 'durable', 'queue', 'paced', 'lots100', 'million'] as const),
] as const;
type Part = (typeof PARTS)[number];

interface BenchOptions {
  readonly parts: readonly Part[];
  /** How long each part runs, once it is prepared. */
  readonly seconds: number;
  readonly dir: string;
  /** Size of the big book. */
  readonly events: number;
  readonly note: (part: Part) => void;
  /** Told of what must be closed where the run is cut short. */
  readonly keep: (thing: Closeable) => void;
}

/** Measures what was asked for, one part after the other, in a folder of its own. */
export async function measure(options: BenchOptions): Promise<Figures> {
  const { parts, seconds, dir, note } = options;
  const run = async <T>(part: Part, work: () => T | Promise<T>): Promise<T | undefined> => {
    if (!parts.includes(part)) return undefined;
    note(part);
    return work();
  };
  const figures: { -readonly [Name in keyof Figures]: Figures[Name] | undefined } = {
    rules: await run('rules', () => measureRules(seconds)),
    decide: await run('decide', () => measureDecide(seconds)),
    parse: await run('parse', () => measureParse(seconds)),
    durable: await run('durable', () => measureDurable(dir, seconds)),
  };
  if (parts.includes('queue') || parts.includes('paced')) {
    const redis = await openBenchRedis(dir);
    options.keep(redis);
    try {
      Object.assign(figures, await run('queue', () => measureQueue(dir, redis, seconds)));
      figures.paced250 = await run('paced', () => measurePaced(dir, redis, seconds));
    } finally {
      await redis.close();
    }
  }
  figures.lots100 = await run('lots100', () => measureLots100(dir, seconds));
  Object.assign(figures, await run('million', () => measureBigBook(dir, seconds, options.events)));
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined));
}
