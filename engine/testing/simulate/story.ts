import { describeErrand, describeEvent } from '../describe-outcome.js';
import { EPOCH_MS } from '../builders.js';
import type { Batch, Entry } from '../../ports/ledger.js';
import type { VirtualTime } from './world/virtual-time.js';

/** The transcript of a simulated auction; it costs nothing where nobody reads it. */
export interface Story {
  readonly tell: (line: string) => void;
  /** What the book took in. */
  written(entries: readonly Entry[], batch: Batch): void;
}

/** @param write - takes each line; absent where nobody reads */
export function createStory(time: VirtualTime, write?: (line: string) => void): Story {
  const tell = (line: string) =>
    write?.(`${((time.now() - EPOCH_MS) / 1000).toFixed(3).padStart(9)}  ${line}`);
  return {
    tell,
    written: (entries, { errands, heard }) => {
      if (!write) return;
      for (const post of heard)
        tell(`hears @${post.handle} (${post.source}-${post.id}): ${post.text}`);
      for (const { sequence, event } of entries) tell(`  ${sequence} ${describeEvent(event)}`);
      for (const { errand } of errands) tell(`  owes ${errand.id}: ${describeErrand(errand)}`);
    },
  };
}
