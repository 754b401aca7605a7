import { SothebaisError } from '../../engine/domain/errors.js';
import type { StreamHealth } from '../../engine/ports/program.js';
import { findNativeEncoder } from '../encoder/native/native-encoder.js';
import { pause } from '../pause.js';
import type { Backend } from '../pipeline.js';
import { startProgram, type ProgramOptions } from '../program.js';
import { cpuSeconds } from '../watch/cpu.js';
import { keepFound } from './found.js';
import type { StandaloneShow } from './shows/standalone.js';

/** How one backend did. */
export interface BackendProbe {
  readonly name: Backend;
  /** Why it cannot be used here; absent where it can. */
  readonly trouble?: string;
  /** Distinct frames a second that came out of the encoder. */
  readonly uniqueFps: number;
  /** Processor time a second, of browser, encoder and house together: 1 is one core. */
  readonly cores: number;
  readonly latencyMs: StreamHealth['latencyMs'];
}

export interface ProbeSettings {
  readonly program: Omit<ProgramOptions, 'backend' | 'destinations' | 'firstShow' | 'artworks'>;
  /** What each is tried with; it goes to no destination. */
  readonly openShow: () => Promise<StandaloneShow>;
  readonly backends: readonly Backend[];
  readonly secondsEach: number;
  readonly onStep: (step: string) => void;
  readonly signal?: AbortSignal;
}

const WARM_UP_MS = 1_500;
/** A backend that draws so many of the frames keeps up. */
const ENOUGH = 0.97;

/**
 * Tries backends one after another on the picture that is on air for each, and keeps which is
 * best: of those that keep up the one that costs least, else the one that draws most.
 *
 * @throws SothebaisError `INTERRUPTED`
 */
export async function probeBackends(
  settings: ProbeSettings,
): Promise<{ readonly backends: readonly BackendProbe[]; readonly chosen: Backend | undefined }> {
  const backends: BackendProbe[] = [];
  for (const name of settings.backends) {
    if (settings.signal?.aborted) {
      throw new SothebaisError('INTERRUPTED', 'The probe was interrupted.');
    }
    settings.onStep(`trying ${name}`);
    backends.push(await probeOne(name, settings));
  }
  const chosen = chooseBest(backends, settings.program.fps);
  if (chosen) await keepFound(settings.program, chosen);
  return { backends, chosen };
}

/** The best of what was tried; undefined where nothing can be used. */
export function chooseBest(backends: readonly BackendProbe[], fps: number): Backend | undefined {
  const usable = backends.filter(({ trouble }) => trouble === undefined);
  const keepUp = usable.filter(({ uniqueFps }) => uniqueFps >= fps * ENOUGH);
  const [best] =
    keepUp.length > 0
      ? keepUp.toSorted((a, b) => a.cores - b.cores)
      : usable.toSorted((a, b) => b.uniqueFps - a.uniqueFps);
  return best?.name;
}

async function probeOne(backend: Backend, settings: ProbeSettings): Promise<BackendProbe> {
  const nothing = { name: backend, uniqueFps: 0, cores: 0, latencyMs: { p50: 0, p95: 0 } };
  if (backend === 'native' && findNativeEncoder() === undefined) {
    return { ...nothing, trouble: 'It was not built: there is no C compiler, or no libx264-dev.' };
  }
  try {
    const show = await settings.openShow();
    const options = { ...settings.program, ...show, backend, destinations: [] };
    const program = await startProgram(options);
    try {
      show.player.play((state) => program.publish(state));
      await pause(WARM_UP_MS, settings.signal);
      const [frames, cpu, atMs] = [program.health().unique, await ourCpu(), performance.now()];
      await pause(settings.secondsEach * 1_000, settings.signal);
      const seconds = (performance.now() - atMs) / 1_000;
      const { unique, latencyMs } = program.health();
      return {
        name: backend,
        uniqueFps: Math.round(((unique - frames) / seconds) * 10) / 10,
        cores: Math.round((((await ourCpu()) - cpu) / seconds) * 100) / 100,
        latencyMs,
      };
    } finally {
      await show.player.close();
      await program.close();
    }
  } catch (cause) {
    if (settings.signal?.aborted) throw cause;
    return { ...nothing, trouble: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** Of this process and everything that it started. */
const ourCpu = async (): Promise<number> => (await cpuSeconds(process.pid)) ?? 0;
