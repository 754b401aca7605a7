import type { Instant } from '../domain/ids.js';

/** When the picture first showed what the book held up to an event. */
export interface Airing {
  /** The last event that the picture shows. */
  readonly sequence: number;
  /** The number that the frame counter shows in it. */
  readonly frame: number;
  /** Since the stream began, in milliseconds. */
  readonly onAirMs: number;
  readonly at: Instant;
}

/** What was on air when, for one auction. It proves nothing, so losing some of it loses no bid. */
export interface Airings {
  /** Notes an airing. A second one of the same event changes nothing. */
  note(airing: Airing): void;
  /** The first airing that shows an event; undefined where none does yet. */
  showing(sequence: number): Airing | undefined;
}
