import { describe, expect, test } from 'vitest';
import type { StreamHealth } from '../../engine/ports/program.js';
import { aDestination, aStream } from '../../engine/testing/sample-stream.js';
import { judgeTest } from './judge-test.js';

const faultsOf = (
  destination: Parameters<typeof aDestination>[0],
  over: Partial<StreamHealth> = {},
) => judgeTest(aStream({ destinations: [aDestination(destination)], ...over }), 320).faults;

describe('judgeTest', () => {
  test('finds no fault with a stream that is well, and tells what was sent', () => {
    expect(judgeTest(aStream({ onAirMs: 10_049 }), 320)).toEqual({
      ...{ url: 'rtmp://x/live', connectedMs: 320, sentSeconds: 10, bytes: 12_345_678 },
      ...{ isAcknowledged: true, reconnects: 0, droppedFrames: 0 },
      ...{ bitrateKbps: 4_100, targetKbps: 4_000, uniqueFps: 30, fps: 30, faults: [] },
    });
  });

  test('lets one frame in twenty be missing, and no more', () => {
    expect(faultsOf({}, { fps: 60, uniqueFps: 57 })).toEqual([]);
    expect(faultsOf({}, { fps: 60, uniqueFps: 56 })).toEqual([
      'Only 56 of 60 frames a second are drawn.',
    ]);
  });

  test.each([
    [{ state: 'reconnecting' }, 'The destination is reconnecting at the end.'],
    [{ state: 'failed' }, 'The destination is failed at the end.'],
    [{ reconnects: 1 }, 'The connection broke once.'],
    [{ reconnects: 2 }, 'The connection broke 2 times.'],
    [{ droppedFrames: 3 }, '3 frames could not leave in time.'],
  ] as const)('finds fault with %o', (destination, fault) => {
    expect(faultsOf(destination)).toEqual([fault]);
  });

  test('tells all of what is wrong', () => {
    expect(faultsOf({ state: 'failed', reconnects: 4, droppedFrames: 9 })).toHaveLength(3);
  });
});
