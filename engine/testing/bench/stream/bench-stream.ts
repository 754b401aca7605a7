import { cpus } from 'node:os';
import { join } from 'node:path';
import { paintArtworks } from '../../../../compositor/probe/shows/paint-artworks.js';
import { SothebaisError } from '../../../domain/errors.js';
import { RawShow } from './encode-only.js';
import { percentile, round, type StreamFigures, type StreamRun } from './figures.js';
import type { AskedPicture } from './picture-flags.js';
import { runBackend } from './run-backend.js';
import type { Site } from './site.js';

const ENCODE_RUNS_LEAST = 3;

/**
 * Measures each backend that was asked for on the same show, and between them FFmpeg alone on the
 * show's very frames: on a machine that others use, what is compared must be close in time.
 */
export async function benchStream(
  site: Site,
  asked: AskedPicture & { readonly seconds: number },
): Promise<StreamFigures> {
  const { seconds, backends } = asked;
  const artworks = await paintArtworks(join(site.dir, 'artworks'));
  site.note('drawing the show for FFmpeg alone');
  const raw = await RawShow.record(site, asked, artworks, seconds);
  try {
    const alone: number[] = [];
    const encodeAlone = async () => {
      site.note('FFmpeg alone');
      alone.push((await raw.encode()) * (seconds / raw.seconds));
    };
    const runs: Awaited<ReturnType<typeof runBackend>>[] = [];
    const absent: { backend: string; message: string }[] = [];
    for (const backend of backends) {
      site.note(backend);
      try {
        runs.push(await runBackend(site, asked, { backend, seconds, artworks }));
      } catch (cause) {
        site.signal.throwIfAborted();
        // Of many, one that is not there does not keep the others from being measured.
        if (backends.length === 1 || !(cause instanceof SothebaisError)) throw cause;
        absent.push({ backend, message: cause.message });
      }
      await encodeAlone();
    }
    while (alone.length < ENCODE_RUNS_LEAST) await encodeAlone();
    const encodeOnly = percentile(alone, 0.5);
    return {
      runs: runs.map((run): StreamRun => ({
        ...run,
        encodeOnlyCpuSeconds: encodeOnly,
        ratio: round(run.cpuSeconds.total / encodeOnly),
      })),
      absent,
      encodeOnly: { cpuSeconds: alone.map(round), sampledSeconds: round(raw.seconds) },
      machine: { processors: cpus().length, model: cpus()[0]?.model ?? '' },
    };
  } finally {
    await raw.close();
  }
}
