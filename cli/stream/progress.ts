import type { StreamHealth } from '../../engine/ports/program.js';
import type { StreamWatcher } from './ports.js';
import { streamLine } from './say-stream.js';

/** A log in a pipe is read later: every tenth second is enough of it. */
const [EVERY_ON_TERMINAL, EVERY_IN_PIPE] = [1, 10] as const;

/** Tells how a stream of its own goes, on a stream that is not for results. */
export function tellProgress(out: NodeJS.WriteStream): Omit<StreamWatcher, 'signal'> {
  const period = out.isTTY ? EVERY_ON_TERMINAL : EVERY_IN_PIPE;
  let heard = 0;
  const write = (line: string): void => void out.write(`${line}\n`);
  return {
    onStep: (step) => write(`· ${step}`),
    onTrouble: (cause) => write(`! ${cause instanceof Error ? cause.message : String(cause)}`),
    onHealth: (health: StreamHealth) => {
      if (heard % period === 0) write(streamLine(health));
      heard += 1;
    },
  };
}
