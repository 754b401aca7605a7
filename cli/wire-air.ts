import { fileURLToPath } from 'node:url';
import type { ShownFrame } from '../compositor/on-air.js';
import { startProgram, type ProgramOptions } from '../compositor/program.js';
import { chooseBackend, chooseCodec } from '../compositor/choose.js';
import { waitForPreflight } from '../compositor/probe/preflight-time.js';
import { preflight } from '../compositor/probe/preflight.js';
import { checkDestinations } from '../compositor/sink/destination.js';
import type { Config } from '../config/schema.js';
import { createProcesses } from '../engine/adapters/process/processes.js';
import { createStreamDesk, type StreamDesk } from '../engine/app/desk/stream-desk.js';
import { SothebaisError } from '../engine/domain/errors.js';
import type { ShowState } from '../engine/domain/show.js';
import type { Clock } from '../engine/ports/clock.js';
import type { Closeable } from '../engine/ports/closeable.js';
import type { Processes } from '../engine/ports/processes.js';
import type { DestinationOrder, Program } from '../engine/ports/program.js';
import type { Shutdown } from './shutdown.js';
import { checkName } from './stream/keep-playlist.js';
import { findTools } from './wire-tools.js';
import { openWatchPage } from './wire-watch.js';

/** Where the picture is put on air, and who hears of it. */
export interface AirSite {
  readonly config: Pick<Config, 'stage' | 'encoder' | 'recording' | 'destinations' | 'watch'>;
  readonly processes: Processes;
  readonly clock: Clock;
  readonly shutdown: Shutdown;
  readonly scratchDir: string;
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
  readonly onTrouble: (cause: unknown) => void;
}

/** What is put on air. */
export interface AirPlan {
  /** Key → file. */
  readonly artworks: ReadonlyMap<string, string>;
  /** Beside those that the settings name; the first is the main one. */
  readonly destinations: readonly DestinationOrder[];
  readonly firstShow: ShowState;
  readonly onShown?: (frame: ShownFrame) => void;
}

/** The programme on air, and the operator's way to it. */
export interface Air {
  readonly program: Program;
  readonly desk: StreamDesk;
  /** Shows a state on air and on the watch page; returns at once. */
  publish(show: ShowState): void;
}

const BYTES_PER_MB = 1_000_000;

/** Chromium and FFmpeg, where they are. @throws SothebaisError `BROWSER_MISSING`, `ENCODER_MISSING` */
export function needTools(config: Pick<Config, 'stage' | 'encoder'>): {
  readonly chromiumPath: string;
  readonly ffmpegPath: string;
} {
  const { chromiumPath, ffmpegPath } = findTools(config);
  if (chromiumPath === undefined) {
    throw new SothebaisError('BROWSER_MISSING', 'There is no Chromium on this machine.');
  }
  if (ffmpegPath === undefined) {
    throw new SothebaisError('ENCODER_MISSING', 'There is no FFmpeg on this machine.');
  }
  return { chromiumPath, ffmpegPath };
}

/**
 * Puts the picture on air, and sends it to every destination of the settings.
 *
 * @throws SothebaisError `CONFIG_INVALID`, `BROWSER_MISSING`, `BROWSER_FAILED`, `ENCODER_MISSING`,
 *   `DESTINATION_INVALID`, `INTERRUPTED`
 */
export async function openAir(site: AirSite, plan: AirPlan): Promise<Air> {
  const { config, shutdown, clock } = site;
  const destinations = [...plan.destinations, ...destinationsOf(config)];
  const options = { ...(await programBase(site)), ...plan, destinations };
  const program = shutdown.add(await startProgram(options));
  shutdown.add(schedulePreflight(site, program, options));
  const desk = createStreamDesk({ program, destinations, clock });
  const page = config.watch.enabled
    ? shutdown.add(
        await openWatchPage({
          ...{ config: config.watch, program, dir: site.scratchDir, onTrouble: site.onTrouble },
          isOnAir: () => desk.health().offAir === null,
        }),
      )
    : undefined;
  if (page) site.onStep(`on air; watch at ${page.url}`);
  page?.publish(plan.firstShow);
  return {
    program,
    desk: {
      ...desk,
      add: async (request) => {
        checkName(request);
        return desk.add(request);
      },
    },
    publish: (show) => {
      program.publish(show);
      page?.publish(show);
    },
  };
}

/**
 * Refuses what can never be sent to, before anything is opened.
 *
 * @throws SothebaisError `DESTINATION_INVALID`, `DESTINATION_KNOWN`, `BROWSER_MISSING`, `ENCODER_MISSING`
 */
export function checkOrders(
  config: Pick<Config, 'stage' | 'encoder' | 'recording'>,
  orders: readonly DestinationOrder[],
  workDir: string,
): void {
  const { ffmpegPath } = needTools(config);
  const recording = recordingOf(config.recording);
  orders.forEach(checkName);
  checkDestinations(orders, { ...recording, ffmpegPath, workDir, processes: createProcesses() });
}

/** The destination that the settings name as theirs; none where they name none. */
export function mainOf({
  destination: { url, key },
}: Pick<Config, 'destination'>): readonly DestinationOrder[] {
  return url === undefined ? [] : [{ id: 'main', url, ...(key ? { key } : {}) }];
}

/** Where the stream goes beside the main destination. */
export function destinationsOf({
  destinations,
  recording,
}: Pick<Config, 'destinations' | 'recording'>): readonly DestinationOrder[] {
  return [
    ...destinations.map(({ id, url, key }) => ({ id, url, ...(key ? { key } : {}) })),
    ...(recording.path === undefined ? [] : [{ id: 'recording', url: recording.path }]),
  ];
}

/** What every programme on this machine is made with. */
export async function programBase(
  site: AirSite,
): Promise<Omit<ProgramOptions, 'artworks' | 'destinations' | 'firstShow'>> {
  const { config, processes, clock, signal, scratchDir, onTrouble } = site;
  const tools = needTools(config);
  if (process.getuid?.() === 0)
    site.onStep('Chromium runs without its sandbox, since this is root');
  const { stage, encoder, recording } = config;
  const probed = { ...stage, ...tools };
  const backend = await chooseBackend(stage.backend, probed, { processes, scratchDir });
  // The two that compress by themselves need FFmpeg's encoder for the slate at most.
  const isOwn = backend === 'native' || backend === 'webcodecs';
  const codec = isOwn ? 'libx264' : await chooseCodec(encoder.codec, { ...tools, processes });
  return {
    ...{ ...stage, ...encoder, ...tools, codec, processes, clock, signal, scratchDir, onTrouble },
    recording: recordingOf(recording),
    backend,
    overlaysDir: fileURLToPath(new URL('../overlays', import.meta.url)),
    selfWatch: config.watch.self,
  };
}

function recordingOf({
  segmentMinutes,
  diskFloorMb,
}: Config['recording']): ProgramOptions['recording'] {
  return {
    diskFloorBytes: diskFloorMb * BYTES_PER_MB,
    ...(segmentMinutes > 0 ? { segmentMs: segmentMinutes * 60_000 } : {}),
  };
}

/** Tries two minutes before the doors, or at once where that is sooner, what the evening needs. */
function schedulePreflight(site: AirSite, program: Program, options: ProgramOptions): Closeable {
  const { clock, onStep, onTrouble } = site;
  const { auction, catalogue } = options.firstShow;
  const closing = new AbortController();
  const run = async () => {
    const evening = { doorsAtMs: auction.doorsAtMs, lots: catalogue.length };
    if (!(await waitForPreflight(evening, clock, closing.signal))) return;
    onStep('preflight: trying encoder, destinations and scenes');
    const destinations = () => program.health().destinations;
    const checks = await preflight(options, destinations, closing.signal);
    if (closing.signal.aborted) return;
    for (const { name, ok, found } of checks) {
      if (ok) onStep(`preflight: ${name} is well, ${found}`);
      else onTrouble(new SothebaisError('PREFLIGHT_FAILED', `Before the doors, ${name}: ${found}`));
    }
  };
  const running = run();
  return {
    close: async () => {
      closing.abort();
      await running;
    },
  };
}
