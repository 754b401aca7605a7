import { join } from 'node:path';
import type { ShowState } from '../../../engine/domain/show.js';
import type { Clock } from '../../../engine/ports/clock.js';
import { busyShow } from './busy-show.js';
import { paintArtworks } from './paint-artworks.js';
import { ShowPlayer } from './show-player.js';
import type { ShowScript } from './show-script.js';
import { stillShow } from './still-show.js';

/** What a programme without an auction shows. */
export type StandaloneScene = 'standby' | 'test-card' | 'busy';

/** A show that needs no auction, and what a programme of it starts with. */
export interface StandaloneShow {
  readonly firstShow: ShowState;
  /** Key → file. */
  readonly artworks: ReadonlyMap<string, string>;
  /** Publishes its states until it is closed. */
  readonly player: ShowPlayer;
}

/**
 * Opens a show that begins now.
 *
 * @param dir - where the artworks of the busy one are painted
 */
export async function openStandaloneShow(
  scene: StandaloneScene,
  clock: Clock,
  dir: string,
): Promise<StandaloneShow> {
  const player = new ShowPlayer(SCRIPTS[scene], clock);
  const artworks = scene === 'busy' ? await paintArtworks(join(dir, 'shows')) : NO_ARTWORKS;
  return { firstShow: player.firstShow, artworks, player };
}

const NO_ARTWORKS: ReadonlyMap<string, string> = new Map();

const SCRIPTS: Readonly<Record<StandaloneScene, ShowScript>> = {
  standby: stillShow,
  busy: busyShow,
  'test-card': function* (startMs) {
    for (const { atMs, show } of stillShow(startMs)) {
      yield { atMs, show: { ...show, scene: 'test-card' } };
    }
  },
};
