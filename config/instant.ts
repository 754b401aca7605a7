import { z } from 'zod';
import type { Instant } from '../engine/domain/ids.js';

const FORM =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,3})0*)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** A time as ISO 8601 with its zone, to the millisecond at the finest. */
export const isoInstant = z.string().transform((text, context): Instant => {
  const instant = parseIso(text);
  if (instant !== undefined) return instant;
  context.addIssue({
    code: 'custom',
    message: `Expected a time such as 2026-11-23T19:00:00.000Z, got "${text.slice(0, 60)}".`,
  });
  return z.NEVER;
});

function parseIso(text: string): Instant | undefined {
  const [, day, time, fraction = '', zone] = FORM.exec(text) ?? [];
  if (day === undefined || time === undefined || zone === undefined) return undefined;
  const local = `${day}T${time}.${fraction.padEnd(3, '0')}Z`;
  const localMs = Date.parse(local);
  // Rolled over: there is no 30 February, though Date.parse makes it one of March.
  if (Number.isNaN(localMs) || new Date(localMs).toISOString() !== local) return undefined;
  return (localMs - offsetMs(zone)) as Instant;
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
