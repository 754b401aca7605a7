import { VIDEO_CODECS, type Config } from '../config/schema.js';
import type { Processes } from '../engine/ports/processes.js';
import type { VideoCodec } from './encoder/args.js';
import { findNativeEncoder } from './encoder/native/native-encoder.js';
import type { Backend } from './pipeline.js';
import { readFound, type ProbedFor } from './probe/found.js';
import { tryCodec } from './probe/try-codec.js';

/**
 * The backend of a setting. With `auto` it is the one that a probe of this machine found best;
 * before there was a probe, the native encoder where it was built, else FFmpeg's.
 */
export async function chooseBackend(
  setting: Config['stage']['backend'],
  probed: ProbedFor,
): Promise<Backend> {
  if (setting !== 'auto') return setting;
  const found = await readFound(probed);
  return found ?? (findNativeEncoder() === undefined ? 'frames' : 'native');
}

/** FFmpeg's encoder of a setting. With `auto` it is the best that compresses a picture here. */
export async function chooseCodec(
  setting: Config['encoder']['codec'],
  programs: { readonly ffmpegPath: string; readonly processes: Processes },
): Promise<VideoCodec> {
  if (setting !== 'auto') return setting;
  const works = await Promise.all(
    VIDEO_CODECS.map(async (codec) => codec === 'libx264' || tryCodec(codec, programs)),
  );
  return VIDEO_CODECS.find((_, i) => works[i]) ?? 'libx264';
}
