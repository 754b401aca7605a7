import type { Zone } from '../domain/campaign/zone.js';

/** The clocks of the world, by name. */
export interface Zones {
  /** @throws SothebaisError `ZONE_UNKNOWN`, naming zones of a like name */
  find(id: string): Zone;
}
