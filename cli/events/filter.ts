import { kindNamed } from '../../engine/app/book/event-filter.js';
import { lotNumbered, type Roster } from '../../engine/app/desk/names.js';
import type { Instant } from '../../engine/domain/ids.js';
import type { EventFilter } from '../../engine/ports/book-pages.js';

/** The filter that flags come to. @throws SothebaisError `LOT_UNKNOWN`, `EVENT_KIND_UNKNOWN` */
export function filterOf(
  roster: Roster,
  flags: {
    readonly lot?: number | undefined;
    readonly kind?: readonly string[] | undefined;
    readonly since?: Instant | undefined;
    readonly until?: Instant | undefined;
  },
): EventFilter {
  const { lot, kind, since, until } = flags;
  return {
    ...(lot === undefined ? {} : { lotId: lotNumbered(roster, lot).id }),
    ...(kind === undefined ? {} : { kinds: kind.map(kindNamed) }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}
