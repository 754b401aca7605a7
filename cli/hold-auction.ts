import type { Config } from '../config/schema.js';
import { SothebaisError } from '../engine/domain/errors.js';
import { houseFolder } from './house-folder.js';
import type { House, HouseDesk } from './house.js';
import type { HouseOutcome } from './leave-files.js';
import { startView } from './tui/view.js';

/** Opens a house; the composition root's own, handed in so that it loads only when it is used. */
export type OpenHouse = (
  config: Config,
  folder: ReturnType<typeof houseFolder>,
  desk: HouseDesk,
) => Promise<House>;

/**
 * Holds an auction from its settings until it ends, showing how it goes on stderr.
 *
 * Ctrl-C closes everything in good order and leaves recording and book as they are by then; a
 * second Ctrl-C ends at once.
 *
 * @throws SothebaisError `INTERRUPTED` after Ctrl-C, or what kept the house from opening
 */
export async function holdAuction(config: Config, openHouse: OpenHouse): Promise<HouseOutcome> {
  const folder = houseFolder(config.data);
  const interruption = listenForInterruption(folder.root);
  const view = startView(process.stderr);
  try {
    const house = await openHouse(config, folder, {
      onStep: (step) => view.step(step),
      onTrouble: (cause) => view.trouble(cause instanceof Error ? cause.message : String(cause)),
      signal: interruption.signal,
    });
    view.follow(() => house.status());
    await Promise.race([house.ended, interruption.happened]);
    view.unfollow();
    const outcome = await house.finish();
    interruption.signal.throwIfAborted();
    return outcome;
  } finally {
    view.close();
    interruption.close();
  }
}

/** Ctrl-C, a polite kill, and a terminal that was closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** One Ctrl-C reaches us twice where npm passes on what the terminal has sent already. */
const ECHO_MS = 1_000;

function listenForInterruption(folder: string) {
  const controller = new AbortController();
  let happen: () => void = () => undefined;
  const happened = new Promise<void>((resolve) => (happen = resolve));
  let interruptedAt: number | undefined;
  const interrupt = () => {
    if (interruptedAt !== undefined) {
      if (Date.now() - interruptedAt > ECHO_MS) process.exit(130);
      return;
    }
    interruptedAt = Date.now();
    controller.abort(
      new SothebaisError('INTERRUPTED', `The auction in ${folder} was interrupted.`),
    );
    happen();
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  return {
    signal: controller.signal,
    happened,
    close: () => {
      for (const signal of SIGNALS) process.off(signal, interrupt);
    },
  };
}
