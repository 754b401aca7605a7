import { join } from 'node:path';
import { readCounters } from '../../../../compositor/watch/counter.js';
import type { StreamHealth } from '../../../ports/program.js';
import { FrameCounter } from './count-frames.js';
import { roundParts, type StreamRun } from './figures.js';
import { hold, LiveRun } from './live-run.js';
import { MeteredIngest } from './metered-ingest.js';
import type { AskedPicture, Backend } from './picture-flags.js';
import type { Site } from './site.js';
import { readTimings } from './timings.js';
import { cpuBetween, snapshotCpu, type PerPart } from './usage.js';

const WARM_UP_MS = 3_000;
/** For the frames of the window to come out of the encoder. */
const AFTER_MS = 700;
const JOIN_LIMIT_MS = 20_000;
/** Decoding is given so many times as long as the recording plays. */
const PATIENCE = 20;

/** Puts the show on air by one backend, to a real RTMP ingest, and measures a window of it. */
export async function runBackend(
  site: Site,
  picture: AskedPicture,
  run: {
    readonly backend: Backend;
    readonly seconds: number;
    readonly artworks: ReadonlyMap<string, string>;
  },
): Promise<Omit<StreamRun, 'encodeOnlyCpuSeconds' | 'ratio'>> {
  const { backend, seconds, artworks } = run;
  const { widthPx, heightPx, fps, bitrateKbps, scene } = picture;
  const dir = join(site.dir, backend);
  const ingest = await MeteredIngest.start(site.ownProcesses, { ffmpegPath: site.ffmpegPath, dir });
  try {
    const live = await LiveRun.start(site, picture, {
      ...{ backend, artworks, ingestUrl: ingest.url },
      onTrouble: (error) => site.note(`${backend}: ${error.message}`),
    });
    let measured: { cpu: PerPart; first: number; health: StreamHealth };
    try {
      await hold(WARM_UP_MS, site.signal);
      const first = live.health().frames;
      const before = await snapshotCpu(ingest.pid);
      await hold(seconds * 1_000, site.signal);
      const cpu = cpuBetween(before, await snapshotCpu(ingest.pid));
      measured = { cpu, first, health: live.health() };
      await hold(AFTER_MS, site.signal);
    } finally {
      await live.close();
    }
    const file = join(dir, 'received.mp4');
    await ingest.finish(file, JOIN_LIMIT_MS);
    const counter = new FrameCounter();
    const limitMs = (seconds + WARM_UP_MS / 1_000) * 1_000 * PATIENCE;
    counter.add(await readCounters({ ...site, file, limitMs }));
    const window = { first: measured.first, end: measured.first + Math.round(seconds * fps) };
    const firstTick = counter.firstTick ?? 0;
    const { originMs, calledMs, published, shown } = live;
    const { arrivals } = await ingest.take();
    return {
      ...{ backend, scene, encoder: measured.health.encoder.name },
      ...{ width: widthPx, height: heightPx, fps, seconds, bitrateKbps },
      ...counter.take(firstTick + window.first, firstTick + window.end),
      cpuSeconds: roundParts(measured.cpu),
      encoderLatencyMs: measured.health.latencyMs,
      ...readTimings({ fps, calledMs, originMs, arrivals, published, shown, window }),
    };
  } finally {
    await ingest.close();
  }
}
