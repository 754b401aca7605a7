import type { Config } from '../config/schema.js';
import { SothebaisError } from '../engine/domain/errors.js';
import { houseFolder } from './house-folder.js';
import type { House, HouseDesk } from './house.js';
import { listenForInterruption } from './interruption.js';
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
 * @throws SothebaisError `INTERRUPTED` after Ctrl-C, what kept the house from opening, or what
 *   was found wrong with its book; everything is closed by then
 */
export async function holdAuction(config: Config, openHouse: OpenHouse): Promise<HouseOutcome> {
  const folder = houseFolder(config.data);
  const interruption = listenForInterruption(
    new SothebaisError('INTERRUPTED', `The auction in ${folder.root} was interrupted.`),
  );
  const view = startView(process.stderr);
  try {
    const house = await openHouse(config, folder, {
      onStep: (step) => view.step(step),
      onTrouble: (cause) => view.trouble(cause instanceof Error ? cause.message : String(cause)),
      signal: interruption.signal,
    });
    view.follow(() => house.status());
    const end = await Promise.race([
      house.ended.catch((cause: unknown) => ({ cause })),
      interruption.happened,
    ]);
    view.unfollow();
    if (end) {
      await house.abandon();
      throw end.cause;
    }
    const outcome = await house.finish();
    interruption.signal.throwIfAborted();
    return outcome;
  } finally {
    view.close();
    interruption.close();
  }
}
