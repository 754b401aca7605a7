import type { DestinationHealth, StreamHealth } from '../ports/program.js';

/** A destination that takes what it is sent. */
export const aDestination = (over: Partial<DestinationHealth> = {}): DestinationHealth => ({
  ...{ id: 'main', kind: 'rtmp', url: 'rtmp://live.example/app', state: 'live' },
  ...{ bytes: 12_345_678, reconnects: 0, bitrateKbps: 4100, queueMs: 12, droppedFrames: 0 },
  ...over,
});

/** A stream that has been on air for a minute and five seconds, and is well. */
export const aStream = (over: Partial<StreamHealth> = {}): StreamHealth => ({
  ...{ width: 1280, height: 720, fps: 30, backend: 'webcodecs', onAirMs: 65_000 },
  ...{ frames: 1950, unique: 1950, repeated: 0, dropped: 0 },
  ...{ picture: 'show', uniqueFps: 30, latencyMs: { p50: 41, p95: 58 }, browserRestarts: 0 },
  encoder: { name: 'libx264', speed: 1, bitrateKbps: 4100, targetKbps: 4000, restarts: 0 },
  destinations: [aDestination()],
  alarms: [],
  ...over,
});
