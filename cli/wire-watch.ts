import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/schema.js';
import {
  PLAYLIST,
  startWatchServer,
  type WatchServer,
} from '../engine/adapters/web/watch-server.js';
import type { Closeable } from '../engine/ports/closeable.js';
import type { Program } from '../engine/ports/program.js';

/** Names the playlist among the destinations. */
const ID = 'watch';
/** Nobody has looked for so long: the playlist is made no more. */
const IDLE_MS = 30_000;
const LOOK_EVERY_MS = 5_000;

/**
 * Serves the page on which guests watch. Its stream is a destination like any other, which is there
 * only while somebody watches.
 *
 * @throws SothebaisError `CONFIG_INVALID` where `watch.host` is no address of this machine
 */
export async function openWatchPage(options: {
  readonly config: Config['watch'];
  readonly program: Pick<Program, 'add' | 'remove' | 'health'>;
  readonly isOnAir: () => boolean;
  readonly dir: string;
  readonly onTrouble: (cause: unknown) => void;
}): Promise<WatchServer> {
  const { config, program, isOnAir, onTrouble } = options;
  const liveDir = join(options.dir, 'live');
  rmSync(liveDir, { recursive: true, force: true });
  const playlist = keepPlaylist(program, join(liveDir, PLAYLIST), onTrouble);
  const server = await startWatchServer({
    ...{ host: config.host, port: config.port, liveDir, isOnAir },
    wanted: () => playlist.wanted(),
  });
  return {
    ...server,
    close: async () => {
      await playlist.close();
      await server.close();
    },
  };
}

function keepPlaylist(
  program: Pick<Program, 'add' | 'remove' | 'health'>,
  url: string,
  onTrouble: (cause: unknown) => void,
): Closeable & { wanted(): void } {
  let wantedMs = 0;
  const isThere = () => program.health().destinations.some(({ id }) => id === ID);
  const attempt = (work: () => Promise<void>): Promise<void> => work().catch(onTrouble);
  const look = setInterval(() => {
    if (performance.now() - wantedMs < IDLE_MS || !isThere()) return;
    void attempt(() => program.remove(ID));
  }, LOOK_EVERY_MS).unref();
  return {
    wanted: () => {
      wantedMs = performance.now();
      if (!isThere()) void attempt(async () => program.add({ id: ID, url }));
    },
    close: async () => clearInterval(look),
  };
}
