import { invariant } from '../../engine/domain/invariant.js';
import type { StreamHealth } from '../../engine/ports/program.js';
import type { TestOutcome } from './ports.js';

/** The least of the frames that a stream which is fit carries. */
const UNIQUE_LEAST = 0.95;

/**
 * Says how a test went, and what makes the stream unfit to go on air.
 *
 * @param health - as it stood at the end
 * @param connectedMs - how long the destination took to agree
 */
export function judgeTest(health: StreamHealth, connectedMs: number): TestOutcome {
  const { destinations, encoder, uniqueFps, fps, onAirMs } = health;
  const [line] = destinations;
  invariant(line !== undefined, 'a test has a destination');
  const { url, bytes, reconnects, droppedFrames, state, isAcknowledged } = line;
  const faults = [
    ...(state === 'live' ? [] : [`The destination is ${state} at the end.`]),
    ...(reconnects > 0 ? [`The connection broke ${times(reconnects)}.`] : []),
    ...(droppedFrames > 0 ? [`${droppedFrames} frames could not leave in time.`] : []),
    ...(uniqueFps < fps * UNIQUE_LEAST
      ? [`Only ${uniqueFps} of ${fps} frames a second are drawn.`]
      : []),
  ];
  return {
    ...{ url, connectedMs, bytes, reconnects, droppedFrames, uniqueFps, fps, faults },
    ...{ sentSeconds: Math.round(onAirMs / 100) / 10, isAcknowledged },
    ...{ bitrateKbps: encoder.bitrateKbps, targetKbps: encoder.targetKbps },
  };
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
