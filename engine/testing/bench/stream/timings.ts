import { percentile, spreadOf } from './figures.js';
import type { PublishedState } from './live-run.js';
import type { Arrival } from './meter.js';

/** What a run noted about times. All but the arrivals' own are milliseconds since the epoch. */
export interface Noted {
  readonly fps: number;
  readonly calledMs: number;
  /** When the first frame was due. */
  readonly originMs: number;
  readonly arrivals: readonly Arrival[];
  readonly published: readonly PublishedState[];
  readonly shown: readonly { readonly revision: number; readonly onAirMs: number }[];
  /** The frames that count, by their places in the stream. */
  readonly window: { readonly first: number; readonly end: number };
}

/**
 * Reads latencies and the rate out of when frames were due, published and read.
 *
 * The n-th frame of the picture is taken for that of the n-th tick, as the programme promises; the
 * times that the stream itself carries are not relied on.
 */
export function readTimings(noted: Noted) {
  const { fps, originMs, window } = noted;
  const dueMs = (place: number) => originMs + (place * 1_000) / fps;
  const isInside = (atMs: number) => atMs >= dueMs(window.first) && atMs < dueMs(window.end);
  const pictures = noted.arrivals.filter(({ kind }) => kind === 'video');
  const latencies = pictures
    .map(({ arrivedMs }, place) => arrivedMs - dueMs(place))
    .slice(window.first, window.end);
  const waits = noted.published
    .filter(({ atMs }) => isInside(atMs))
    .flatMap((state) => {
      const shown = noted.shown.find(({ revision }) => revision >= state.revision);
      const atMs = shown && pictures[Math.round((shown.onAirMs * fps) / 1_000)]?.arrivedMs;
      return atMs === undefined ? [] : [{ ...state, waitMs: atMs - state.atMs }];
    });
  const waitsOf = (isNewScene: boolean) =>
    waits.filter((each) => each.isNewScene === isNewScene).map(({ waitMs }) => waitMs);
  const bytes = noted.arrivals
    .filter(({ arrivedMs }) => isInside(arrivedMs))
    .reduce((sum, arrival) => sum + arrival.bytes, 0);
  const seconds = (window.end - window.first) / fps;
  return {
    receivedKbps: Math.round((bytes * 8) / 1_000 / seconds),
    latencyMs: { p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95) },
    stateToPixelMs: spreadOf(waitsOf(false)),
    sceneToPixelMs: spreadOf(waitsOf(true)),
    startMs: Math.round((pictures[0]?.arrivedMs ?? Number.NaN) - noted.calledMs),
  };
}
