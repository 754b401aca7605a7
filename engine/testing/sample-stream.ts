import type { DestinationHealth, StreamHealth } from '../ports/program.js';

/** A destination that takes everything. */
export const aDestination = (over: Partial<DestinationHealth> = {}): DestinationHealth => ({
  ...{ id: 'main', kind: 'rtmp', url: 'rtmp://x/live', state: 'live' },
  ...{
    bytes: 12_345_678,
    isAcknowledged: true,
    reconnects: 0,
    bitrateKbps: 4_100,
    queueMs: 0,
    droppedFrames: 0,
  },
  ...over,
});

/** A stream on air that is well. */
export const aStream = (over: Partial<StreamHealth> = {}): StreamHealth => ({
  ...{ width: 1280, height: 720, fps: 30, backend: 'native', onAirMs: 65_000 },
  ...{ frames: 1950, unique: 1950, repeated: 0, dropped: 0, picture: 'show', uniqueFps: 30 },
  encoder: { name: 'native', speed: 1, bitrateKbps: 4_100, targetKbps: 4_000, restarts: 0 },
  latencyMs: { p50: 20, p95: 45 },
  browserRestarts: 0,
  destinations: [aDestination()],
  alarms: [],
  ...over,
});
