import { VIDEO_CODECS, type Config } from '../config/schema.js';
import { SothebaisError } from '../engine/domain/errors.js';
import type { Processes } from '../engine/ports/processes.js';
import type { VideoCodec } from './encoder/args.js';
import { checkNativeEncoder } from './encoder/native/check.js';
import { findNativeEncoder } from './encoder/native/native-encoder.js';
import type { Backend } from './pipeline.js';
import { readFound, type ProbedFor } from './probe/found.js';
import { tryCodec, whyNoCodec } from './probe/try-codec.js';
import { openWorkDir } from './work-dir.js';

/**
 * The backend of a setting. With `auto` it is the one that a probe of this machine found best;
 * before there was a probe, the native encoder where it was built, else FFmpeg's.
 */
export async function chooseBackend(
  setting: Config['stage']['backend'],
  probed: ProbedFor,
  place: { readonly processes: Processes; readonly scratchDir: string },
): Promise<Backend> {
  if (setting !== 'auto') return setting;
  const found = (await readFound(probed)) ?? 'native';
  if (found !== 'native' || (await isNativeWell(place))) return found;
  return 'frames';
}

/** It may have been built and run no more: the library behind it comes and goes with the system. */
async function isNativeWell(place: {
  readonly processes: Processes;
  readonly scratchDir: string;
}): Promise<boolean> {
  const path = findNativeEncoder();
  if (path === undefined) return false;
  const work = await openWorkDir(place.scratchDir);
  try {
    return await checkNativeEncoder({ path, processes: place.processes, workDir: work.path });
  } finally {
    await work.close();
  }
}

/**
 * FFmpeg's encoder of a setting. With `auto` it is the best that compresses a picture here.
 *
 * @throws SothebaisError `ENCODER_MISSING` for one that is asked for by name and does not
 */
export async function chooseCodec(
  setting: Config['encoder']['codec'],
  programs: { readonly ffmpegPath: string; readonly processes: Processes },
): Promise<VideoCodec> {
  if (setting !== 'auto') {
    const why = await whyNoCodec(setting, programs);
    if (why === undefined) return setting;
    const hint = 'Set `encoder.codec` to auto; `sothebais stream probe` lists what works here.';
    throw new SothebaisError('ENCODER_MISSING', why, { hint });
  }
  const works = await Promise.all(
    VIDEO_CODECS.map(async (codec) => codec === 'libx264' || tryCodec(codec, programs)),
  );
  return VIDEO_CODECS.find((_, i) => works[i]) ?? 'libx264';
}
