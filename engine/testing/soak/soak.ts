import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { join } from 'node:path';
import { paintArtworks } from '../../../compositor/probe/shows/paint-artworks.js';
import { FrameCounter, type FrameCounts } from '../bench/stream/count-frames.js';
import { percentile, round, roundParts } from '../bench/stream/figures.js';
import { hold, LiveRun } from '../bench/stream/live-run.js';
import type { Arrival } from '../bench/stream/meter.js';
import { MeteredIngest } from '../bench/stream/metered-ingest.js';
import type { AskedPicture, Backend } from '../bench/stream/picture-flags.js';
import type { Site } from '../bench/stream/site.js';
import {
  cpuBetween,
  memoryUsed,
  snapshotCpu,
  type CpuSnapshot,
  type PerPart,
} from '../bench/stream/usage.js';
import type { SoakFigures, SoakMinute } from './figures.js';
import { SyncGauge, type Lead } from './sync.js';
import { growthPerHour, meanOf, settledGrowthPercent } from './trend.js';

/** What nobody holds is not counted as ours: V8 lets it lie for as long as there is room. */
const collectGarbage = exposedGarbageCollector();

const MINUTE_MS = 60_000;
/** A short soak is told of so many times. */
const LINES_LEAST = 4;
/** What was received is counted in parts of so many seconds. */
const PART_SECONDS = 30;
const LEAVE_LIMIT_MS = 10_000;
const MIB = 2 ** 20;

export interface SoakOrder extends AskedPicture {
  readonly backend: Backend;
  readonly minutes: number;
  /** Told of each minute, or of a shorter time in a short soak. */
  readonly onMinute: (minute: SoakMinute) => void;
}

/** Holds a stream to a real RTMP ingest and looks on. Frames are counted as they are received. */
export async function soak(site: Site, order: SoakOrder): Promise<SoakFigures> {
  const artworks = await paintArtworks(join(site.dir, 'artworks'));
  const seconds = order.minutes * 60;
  const ingest = await MeteredIngest.start(site.ownProcesses, {
    ...{ ffmpegPath: site.ffmpegPath, dir: join(site.dir, 'ingest') },
    countEverySeconds: Math.min(PART_SECONDS, seconds / LINES_LEAST),
  });
  try {
    const troubles: string[] = [];
    const live = await LiveRun.start(site, order, {
      ...{ backend: order.backend, artworks, ingestUrl: ingest.url },
      onTrouble: (error) => {
        troubles.push(error.message);
        site.note(error.message);
      },
    });
    const watch = new Watch(order, live, ingest);
    try {
      await watch.follow(site, Math.min(MINUTE_MS, (seconds * 1_000) / LINES_LEAST));
    } finally {
      await live.close();
    }
    await ingest.finish(join(site.dir, 'rest.mp4'), LEAVE_LIMIT_MS);
    return { ...(await watch.sum()), troubles };
  } finally {
    await ingest.close();
  }
}

class Watch {
  readonly #order: SoakOrder;
  readonly #live: LiveRun;
  readonly #ingest: MeteredIngest;
  readonly #counter = new FrameCounter();
  readonly #sync: SyncGauge;
  readonly #minutes: SoakMinute[] = [];
  readonly #leads: Lead[] = [];
  readonly #latencies: number[] = [];
  #startCpu: CpuSnapshot = [];
  #countedTick = 0;
  #counts: FrameCounts = { expected: 0, unique: 0, repeated: 0, dropped: 0 };
  #onAirMs = 0;
  #cpu: PerPart = { browser: 0, node: 0, ffmpeg: 0, total: 0 };

  constructor(order: SoakOrder, live: LiveRun, ingest: MeteredIngest) {
    this.#order = order;
    this.#live = live;
    this.#ingest = ingest;
    this.#sync = new SyncGauge(order.fps);
  }

  /** Looks every so often until the time is up. */
  async follow(site: Site, everyMs: number): Promise<void> {
    const endMs = this.#order.minutes * MINUTE_MS;
    this.#startCpu = await snapshotCpu(this.#ingest.pid);
    let before = this.#startCpu;
    for (let dueMs = everyMs; dueMs <= endMs; dueMs += everyMs) {
      await hold(Math.max(0, dueMs - this.#live.health().onAirMs), site.signal);
      const now = await snapshotCpu(this.#ingest.pid);
      const minute = await this.#look(cpuBetween(before, now), everyMs);
      this.#cpu = cpuBetween(this.#startCpu, now);
      before = now;
      this.#minutes.push(minute);
      this.#order.onMinute(minute);
    }
  }

  async #look(cpu: PerPart, lastedMs: number): Promise<SoakMinute> {
    collectGarbage();
    const memory = await memoryUsed(this.#ingest.pid);
    const { onAirMs, encoder } = this.#live.health();
    this.#onAirMs = onAirMs;
    const { latencies, bytes, frames } = await this.#take();
    return {
      ...{
        onAirSeconds: round(onAirMs / 1_000),
        frames,
        bitrateKbps: round((bytes * 8) / lastedMs),
      },
      cpuCores: roundParts(scaled(cpu, 1_000 / lastedMs)),
      memoryMib: roundParts(scaled(memory, 1 / MIB)),
      latencyMs: { p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95) },
      targetKbps: encoder.targetKbps,
    };
  }

  /** Takes over what was received and counted since the last time. */
  async #take() {
    const { arrivals, counters } = await this.#ingest.take();
    const latencies = this.#latenciesOf(arrivals);
    for (const latency of latencies) this.#latencies.push(latency);
    const lead = this.#sync.add(arrivals);
    if (lead) this.#leads.push(lead);
    this.#counter.add(counters);
    const frames = this.#count(this.#counter.endTick);
    return { latencies, frames, bytes: arrivals.reduce((sum, each) => sum + each.bytes, 0) };
  }

  #latenciesOf(arrivals: readonly Arrival[]): readonly number[] {
    const first = this.#sync.pictures;
    const { originMs } = this.#live;
    return arrivals
      .filter(({ kind }) => kind === 'video')
      .map(({ arrivedMs }, i) => arrivedMs - originMs - ((first + i) * 1_000) / this.#order.fps);
  }

  /** Counts the ticks from where counting ended to before `endTick`. */
  #count(endTick: number): FrameCounts {
    const firstTick = this.#countedTick === 0 ? (this.#counter.firstTick ?? 0) : this.#countedTick;
    const counts = this.#counter.take(firstTick, Math.max(firstTick, endTick));
    this.#countedTick = Math.max(firstTick, endTick);
    this.#counts = {
      expected: this.#counts.expected + counts.expected,
      unique: this.#counts.unique + counts.unique,
      repeated: this.#counts.repeated + counts.repeated,
      dropped: this.#counts.dropped + counts.dropped,
    };
    return counts;
  }

  /** The figures of the whole, once the stream has ended and all of it was received. */
  async sum(): Promise<Omit<SoakFigures, 'troubles'>> {
    await this.#take();
    const { widthPx, heightPx, fps, backend, scene } = this.#order;
    const { encoder, destinations, browserRestarts } = this.#live.program.health();
    const memory = (part: keyof PerPart) => {
      const samples = this.#minutes.map(({ onAirSeconds, memoryMib }) => ({
        ...{ atMs: onAirSeconds * 1_000, value: memoryMib[part] },
      }));
      return {
        meanMib: round(meanOf(samples.map(({ value }) => value))),
        growthPercentPerHour: round(settledGrowthPercent(samples)),
      };
    };
    return {
      ...{ backend, scene, width: widthPx, height: heightPx, fps },
      seconds: round(this.#onAirMs / 1_000),
      frames: this.#counts,
      driftMsPerHour: {
        samples: round(growthPerHour(this.#leads.map(({ samples }) => samples))),
        stamps: round(growthPerHour(this.#leads.map(({ stamps }) => stamps))),
      },
      memory: {
        ...{ browser: memory('browser'), node: memory('node') },
        ...{ ffmpeg: memory('ffmpeg'), total: memory('total') },
      },
      cpuSeconds: roundParts(this.#cpu),
      latencyMs: {
        ...{ p50: percentile(this.#latencies, 0.5), p95: percentile(this.#latencies, 0.95) },
      },
      restarts: {
        ...{ browser: browserRestarts, encoder: encoder.restarts },
        connection: destinations[0]?.reconnects ?? 0,
      },
      minutes: this.#minutes,
    };
  }
}

const scaled = (parts: PerPart, by: number): PerPart => ({
  browser: parts.browser * by,
  node: parts.node * by,
  ffmpeg: parts.ffmpeg * by,
  total: parts.total * by,
});

function exposedGarbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
