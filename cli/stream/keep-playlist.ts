import { SothebaisError } from '../../engine/domain/errors.js';
import type { Closeable } from '../../engine/ports/closeable.js';
import type { DestinationOrder, Program } from '../../engine/ports/program.js';

/** Names the playlist among the destinations. */
const ID = 'watch';
/** Nobody has looked for so long: the playlist is made no more. */
const IDLE_MS = 30_000;
const LOOK_EVERY_MS = 5_000;

/**
 * Refuses a destination that has the playlist's name: it would be ended where nobody watches.
 *
 * @throws SothebaisError `DESTINATION_KNOWN`
 */
export function checkName({ id }: Partial<Pick<DestinationOrder, 'id'>>): void {
  if (id !== ID) return;
  throw new SothebaisError('DESTINATION_KNOWN', `The name ${ID} is that of the watch page.`, {
    hint: 'Choose another name.',
  });
}

/** A playlist that is made while somebody watches. */
export interface KeptPlaylist extends Closeable {
  /** Somebody looks at it. */
  wanted(): void;
}

/**
 * Has the programme make a playlist from the first look at it until nobody has looked for half a
 * minute.
 *
 * Each begins once the one before has ended and what is left of that was cleared away: they have
 * the same files, and whoever came between would be shown an end.
 *
 * @param playlist - `clear` takes away the files of one that has ended
 */
export function keepPlaylist(
  program: Pick<Program, 'add' | 'remove' | 'health'>,
  playlist: { readonly url: string; readonly clear: () => void },
  onTrouble: (cause: unknown) => void,
): KeptPlaylist {
  let wantedMs = Number.NEGATIVE_INFINITY;
  let isEnding = false;
  const isWanted = () => performance.now() - wantedMs < IDLE_MS;
  const isThere = () => program.health().destinations.some(({ id }) => id === ID);
  const begin = () => {
    if (isEnding || isThere()) return;
    try {
      program.add({ id: ID, url: playlist.url });
    } catch (cause) {
      onTrouble(cause);
    }
  };
  const end = async () => {
    isEnding = true;
    try {
      await program.remove(ID);
      playlist.clear();
    } catch (cause) {
      onTrouble(cause);
    }
    isEnding = false;
    if (isWanted()) begin();
  };
  const look = setInterval(() => {
    if (!isEnding && !isWanted() && isThere()) void end();
  }, LOOK_EVERY_MS).unref();
  return {
    wanted: () => {
      wantedMs = performance.now();
      begin();
    },
    close: async () => clearInterval(look),
  };
}
