import { Temporal } from 'temporal-polyfill';
import type { CalendarDate } from '../../domain/campaign/dates.js';
import type { Shift, WallTime, Zone } from '../../domain/campaign/zone.js';
import { SothebaisError } from '../../domain/errors.js';
import type { Instant } from '../../domain/ids.js';
import { invariant } from '../../domain/invariant.js';
import type { Zones } from '../../ports/zone.js';
import { nearNames } from '../../domain/near-names.js';

/** A name, never a fixed offset: `+02:00` knows nothing of clocks that change. */
const NAME = /^[A-Za-z][\w+-]*(\/[\w+-]+)*$/;

/** The zones of the IANA database, as the JavaScript engine carries it. */
export function createZones(): Zones {
  return {
    find: (id) => createZone(canonicalId(id)),
  };
}

function canonicalId(id: string): string {
  if (NAME.test(id)) {
    try {
      return new Temporal.ZonedDateTime(0n, id).timeZoneId;
    } catch {
      // Told below, with what it may have meant.
    }
  }
  const near = nearNames(id, Intl.supportedValuesOf('timeZone'), 3);
  throw new SothebaisError(
    'ZONE_UNKNOWN',
    `There is no time zone "${id.slice(0, 60)}"${near.length > 0 ? `; near it are ${near.join(', ')}` : ''}.`,
  );
}

function createZone(id: string): Zone {
  return {
    id,
    instantOf: (wall) => {
      const plain = plainOf(wall);
      // In a gap, "earlier" is an hour before it and "later" an hour after: neither is wanted.
      const earlier = plain.toZonedDateTime(id, { disambiguation: 'earlier' });
      const later = plain.toZonedDateTime(id, { disambiguation: 'later' });
      if (earlier.epochMilliseconds === later.epochMilliseconds) return { at: instant(earlier) };
      if (earlier.toPlainDateTime().equals(plain)) return shifted(earlier, 'twice');

      const afterGap = earlier.getTimeZoneTransition('next');
      invariant(afterGap !== null, 'a gap ends where the clocks change');
      return shifted(afterGap, 'gap');
    },
    wallOf: (at) => {
      const zoned = new Temporal.ZonedDateTime(BigInt(at) * 1_000_000n, id);
      const { hour, minute, second, millisecond } = zoned;
      return {
        date: zoned.toPlainDate().toString() as CalendarDate,
        timeMs: ((hour * 60 + minute) * 60 + second) * 1000 + millisecond,
        offset: zoned.offset,
      };
    },
  };
}

function plainOf({ date, timeMs }: WallTime): Temporal.PlainDateTime {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const seconds = Math.floor(timeMs / 1000);
  return new Temporal.PlainDateTime(
    ...([year, month, day] as const),
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    seconds % 60,
    timeMs % 1000,
  );
}

const instant = (zoned: Temporal.ZonedDateTime) => zoned.epochMilliseconds as Instant;

const shifted = (zoned: Temporal.ZonedDateTime, shift: Shift) => ({ at: instant(zoned), shift });
