import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryDestination } from '../compositor/probe/try-destination.js';
import { readFound } from '../compositor/probe/found.js';
import { probeBackends } from '../compositor/probe/probe-backends.js';
import { whyNoCodec } from '../compositor/probe/try-codec.js';
import { openStandaloneShow } from '../compositor/probe/shows/standalone.js';
import { startProgram } from '../compositor/program.js';
import { defaultConfig, loadConfig, type Override } from '../config/load.js';
import { BACKENDS, VIDEO_CODECS, type Config } from '../config/schema.js';
import { createProcesses } from '../engine/adapters/process/processes.js';
import { startHouseServer } from '../engine/adapters/web/house-server.js';
import type { StreamDesk } from '../engine/app/desk/stream-desk.js';
import { SothebaisError } from '../engine/domain/errors.js';
import type { Instant } from '../engine/domain/ids.js';
import type { Clock } from '../engine/ports/clock.js';
import type { DestinationOrder, Program } from '../engine/ports/program.js';
import {
  announceAddress,
  findHouse,
  houseFolder,
  leaveFolder,
  takeFolder,
} from './house-folder.js';
import { Shutdown } from './shutdown.js';
import { firstRefusal } from './stream/first-refusal.js';
import { judgeTest } from './stream/judge-test.js';
import type {
  ProbeOutcome,
  ProbeStream,
  StartStream,
  StreamSettings,
  StreamWatcher,
  TestStream,
} from './stream/ports.js';
import {
  checkOrders,
  destinationsOf,
  mainOf,
  needTools,
  openAir,
  programBase,
  type AirSite,
} from './wire-air.js';

const clock: Clock = { now: () => Date.now() as Instant };
const TOKEN_BYTES = 32;
const LOOK_EVERY_MS = 1_000;
/** What a timer can hold; beyond it, time would be up at once. */
const TIMER_MS = 2 ** 31 - 1;

/** Puts a stream of its own on air. See `StartStream`. */
export const startStream: StartStream = async (order, watcher) => {
  const startedMs = performance.now();
  const config = await settingsOf(order);
  const { folder } = order;
  const destinations = order.destinations.length > 0 ? order.destinations : mainOf(config);
  const everywhere = [...destinations, ...destinationsOf(config)];
  if (everywhere.length === 0) throw noDestination();
  checkOrders(config, everywhere, folder.inner);
  return within(watcher, async (shutdown) => {
    await takeFolder(folder);
    shutdown.add({ close: async () => leaveFolder(folder) });
    watcher.onStep('going on air');
    const show = await openStandaloneShow(order.scene, clock, folder.inner);
    const air = await openAir(siteOf(config, watcher, shutdown, folder.inner), {
      ...{ ...show, destinations },
    });
    const { program } = air;
    shutdown.add(show.player).play((state) => air.publish(state));
    const startMs = Math.round(performance.now() - startedMs);
    const stopped = Promise.withResolvers<'stop'>();
    const desk = untilStopped(air.desk, () => stopped.resolve('stop'));
    const token = randomBytes(TOKEN_BYTES).toString('hex');
    const server = await startHouseServer({
      port: config.web.port,
      status: () => ({ ...NO_AUCTION, stream: program.health() }),
      stream: { desk: () => desk, token },
    });
    announceAddress(folder, shutdown.add(server).url, token);
    follow(program, watcher, shutdown);
    const ended = [stopped.promise, timeUp(order.seconds), interrupted(watcher.signal)];
    const refusal = firstRefusal(() => desk.health().destinations, watcher.signal);
    const endedBy = await unlessRefused(Promise.race(ended), refusal);
    watcher.onStep('ending the stream');
    await program.close();
    return { health: desk.health(), startMs, endedBy };
  });
};

/** Tries every backend of this machine, and every destination that nobody streams to. See `ProbeStream`. */
export const probeStream: ProbeStream = async (order, watcher) => {
  const config = await settingsOf(order);
  const listener = { ...watcher, onTrouble: () => undefined };
  return within(listener, async (shutdown) => {
    const dir = mkdtempSync(join(tmpdir(), 'sothebais-probe-'));
    shutdown.add({ close: async () => rmSync(dir, { recursive: true, force: true }) });
    const base = await programBase(siteOf(config, listener, shutdown, dir));
    const { backend } = config.stage;
    const { backends, chosen } = await probeBackends({
      program: base,
      openShow: () => openStandaloneShow('busy', clock, dir),
      backends: order.backends ?? (backend === 'auto' ? BACKENDS : [backend]),
      ...{ secondsEach: order.secondsEach, onStep: watcher.onStep, signal: watcher.signal },
    });
    const encoders = await Promise.all(
      VIDEO_CODECS.map(async (name) => {
        const trouble = await whyNoCodec(name, base);
        return { name, ...(trouble === undefined ? {} : { trouble }) };
      }),
    );
    const isOnAir = (await findHouse(houseFolder(config.data))) !== undefined;
    if (isOnAir) watcher.onStep('leaving the destinations alone: a house streams to them');
    const orders = isOnAir ? [] : [...mainOf(config), ...destinationsOf(config)];
    const destinations = await tryAll(orders, base, watcher);
    const { widthPx: width, heightPx: height, fps } = config.stage;
    return { width, height, fps, backends, chosen: chosen ?? null, encoders, destinations };
  });
};

/** Sends the test card and a tone to one destination. See `TestStream`. */
export const testStream: TestStream = async (order, watcher) => {
  const config = await settingsOf(order);
  const [destination] = order.destination ? [order.destination] : mainOf(config);
  if (!destination) throw noDestination();
  if (!order.destination && (await findHouse(houseFolder(config.data)))) {
    throw alreadyThere(config.data);
  }
  return within(watcher, async (shutdown) => {
    const dir = mkdtempSync(join(tmpdir(), 'sothebais-test-'));
    shutdown.add({ close: async () => rmSync(dir, { recursive: true, force: true }) });
    const base = await programBase(siteOf(config, watcher, shutdown, dir));
    watcher.onStep('reaching the destination');
    const { failure, connectedMs = 0 } = await tryDestination(
      destination,
      { ...base, ...base.recording },
      watcher.signal,
    );
    if (failure) throw asTried(failure);
    const show = await openStandaloneShow('test-card', clock, dir);
    const program = shutdown.add(
      await startProgram({ ...base, ...show, destinations: [destination], tone: true }),
    );
    watcher.onStep('sending the test card');
    follow(program, watcher, shutdown);
    await Promise.race([timeUp(order.seconds), interrupted(watcher.signal)]);
    watcher.signal.throwIfAborted();
    return judgeTest(program.health(), connectedMs);
  });
};

const NO_AUCTION = {
  auctionId: 'stream',
  troubles: [],
  bids: { received: 0, accepted: 0, refused: 0 },
} as const;

/** Does the work, closes all that it opened, and takes what an interruption broke for one. */
async function within<T>(
  watcher: Pick<StreamWatcher, 'onTrouble' | 'signal'>,
  work: (shutdown: Shutdown) => Promise<T>,
): Promise<T> {
  const shutdown = new Shutdown(watcher.onTrouble);
  try {
    return await work(shutdown);
  } catch (cause) {
    await shutdown.close();
    watcher.signal.throwIfAborted();
    throw cause;
  } finally {
    await shutdown.close();
  }
}

async function settingsOf(settings: StreamSettings): Promise<Config> {
  const { configPath, size, fps, preset, backend, counter } = settings;
  const given: Readonly<Record<string, unknown>> = {
    'encoder.preset': preset,
    'stage.widthPx': size?.widthPx,
    'stage.heightPx': size?.heightPx,
    'stage.fps': fps,
    'stage.backend': backend,
    'stage.counter': counter,
  };
  const overrides = Object.entries(given).flatMap(([key, value]): Override[] =>
    value === undefined ? [] : [{ key, value, origin: ORIGINS[key] ?? key }],
  );
  return configPath === undefined
    ? defaultConfig(process.env, overrides)
    : loadConfig(configPath, process.env, overrides);
}

const ORIGINS: Readonly<Record<string, string>> = {
  'encoder.preset': '--preset',
  'stage.widthPx': '--size',
  'stage.heightPx': '--size',
  'stage.fps': '--fps',
  'stage.backend': '--backend',
  'stage.counter': '--counter',
};

const noDestination = (): SothebaisError =>
  new SothebaisError('DESTINATION_INVALID', 'There is no destination to send the stream to.', {
    hint: 'Name one with `--to`, or set destination.url (SOTHEBAIS_DESTINATION_URL).',
  });

/** Many a server throws out who has the stream where another one comes with the same key. */
const alreadyThere = (data: string): SothebaisError =>
  new SothebaisError('HOUSE_RUNNING', `A house streams to that destination from ${data} already.`, {
    hint: 'See how it stands there with `sothebais stream status`, or name another with `--to`.',
  });

function siteOf(
  config: Config,
  watcher: Pick<StreamWatcher, 'onStep' | 'onTrouble' | 'signal'>,
  shutdown: Shutdown,
  scratchDir: string,
): AirSite {
  const { onStep, onTrouble, signal } = watcher;
  const processes = createProcesses();
  return { config, processes, clock, shutdown, scratchDir, signal, onStep, onTrouble };
}

async function tryAll(
  orders: readonly DestinationOrder[],
  base: Awaited<ReturnType<typeof programBase>>,
  { onStep, signal }: Pick<StreamWatcher, 'onStep' | 'signal'>,
): Promise<ProbeOutcome['destinations']> {
  const tried: ProbeOutcome['destinations'][number][] = [];
  for (const order of orders) {
    signal.throwIfAborted();
    onStep(`reaching ${order.id}`);
    const { failure, ...rest } = await tryDestination(
      order,
      { ...base, ...base.recording },
      signal,
    );
    tried.push(failure ? { ...rest, trouble: troubleOf(failure) } : rest);
  }
  return tried;
}

const troubleOf = ({ code, message, details }: SothebaisError) => ({
  ...{ code, message },
  blame: String(details['blame'] ?? 'ours'),
});

/** A stream without a house ends when it is taken off air. */
function untilStopped(desk: StreamDesk, onStop: () => void): StreamDesk {
  return {
    ...desk,
    stop: async (asked) => {
      const sheet = await desk.stop(asked);
      onStop();
      return sheet;
    },
  };
}

function follow(program: Program, watcher: StreamWatcher, shutdown: Shutdown): void {
  const timer = setInterval(() => watcher.onHealth(program.health()), LOOK_EVERY_MS);
  shutdown.add({ close: async () => clearInterval(timer) });
}

async function unlessRefused<T>(
  ended: Promise<T>,
  refusal: Promise<SothebaisError | undefined>,
): Promise<T> {
  const failure = await Promise.race([ended.then(() => undefined), refusal]);
  if (failure) throw failure;
  return ended;
}

function timeUp(seconds: number | undefined): Promise<'seconds'> {
  if (seconds === undefined) return new Promise(() => undefined);
  return sleep(Math.min(seconds * 1_000, TIMER_MS), 'seconds' as const, { ref: false });
}

function interrupted(signal: AbortSignal): Promise<'interruption'> {
  return new Promise((resolve) => {
    const tell = () => resolve('interruption');
    if (signal.aborted) tell();
    signal.addEventListener('abort', tell, { once: true });
  });
}

/** A stream tries again by itself; a test is run again. */
function asTried(failure: SothebaisError): SothebaisError {
  const { code, message, details } = failure;
  if (code !== 'DESTINATION_LOST') return failure;
  const hint = 'Is the address right, and the network up? Then run the test again.';
  return new SothebaisError(code, message, { cause: failure, details, hint });
}

/** The backend that an earlier probe of this machine found best; undefined where there was none. */
export async function knownBackend(config: Config): Promise<string | undefined> {
  return readFound({ ...config.stage, ...needTools(config) });
}
