import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/schema.js';
import {
  PLAYLIST,
  startWatchServer,
  type WatchServer,
} from '../engine/adapters/web/watch-server.js';
import type { Program } from '../engine/ports/program.js';
import { keepPlaylist } from './stream/keep-playlist.js';

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
  const clear = () => rmSync(liveDir, { recursive: true, force: true });
  clear();
  const playlist = keepPlaylist(program, { url: join(liveDir, PLAYLIST), clear }, onTrouble);
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
