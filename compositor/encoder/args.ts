import type { VIDEO_CODECS } from '../../config/schema.js';
import type { EncodingPlan } from './encoder.js';

export type VideoCodec = (typeof VIDEO_CODECS)[number];

/** What the sound is compressed to: AAC-LC, 48 kHz, stereo. */
export const AUDIO_KBPS = 128;
/** The VBV buffer holds so many seconds of the bitrate: what a player needs to start. */
const VBV_SECONDS = 2;

const QUIET = ['-hide_banner', '-loglevel', 'warning', '-nostats', '-nostdin'];
const AT_ONCE = ['-probesize', '32', '-analyzeduration', '0'];
const FLV_OUT = ['-flvflags', 'no_duration_filesize', '-flush_packets', '1', '-f', 'flv', 'pipe:1'];

/**
 * Builds the arguments of the picture's encoder: I420 frames on stdin, H.264 in FLV on stdout.
 *
 * The GOP is counted in frames, closed, and never cut by a change of scene; every frame comes out
 * as soon as it is made, since none looks ahead.
 */
export function buildVideoArgs(plan: EncodingPlan, codec: VideoCodec): string[] {
  const { widthPx, heightPx, fps } = plan;
  return [
    ...QUIET,
    ...(codec === 'h264_vaapi' ? ['-vaapi_device', '/dev/dri/renderD128'] : []),
    ...(codec === 'h264_qsv' ? ['-init_hw_device', 'qsv=hw'] : []),
    ...AT_ONCE,
    ...['-f', 'rawvideo', '-pixel_format', 'yuv420p', '-video_size', `${widthPx}x${heightPx}`],
    ...colourTags(),
    ...['-framerate', String(fps), '-thread_queue_size', '4', '-i', 'pipe:0'],
    ...['-fps_mode', 'passthrough', ...codecArgs(plan, codec), ...rateArgs(plan), ...colourTags()],
    ...FLV_OUT,
  ];
}

/** Builds the arguments of the sound's encoder: 48 kHz stereo s16le on stdin, AAC in FLV on stdout. */
export function buildAudioArgs(): string[] {
  return [
    ...QUIET,
    ...AT_ONCE,
    ...['-f', 's16le', '-ar', '48000', '-ac', '2', '-thread_queue_size', '128', '-i', 'pipe:0'],
    ...['-c:a', 'aac', '-profile:a', 'aac_low', '-b:a', `${AUDIO_KBPS}k`, '-ar', '48000'],
    ...FLV_OUT,
  ];
}

/** Limited range, BT.709: on the way in as on the way out, so that nothing is converted. */
function colourTags(): string[] {
  return [
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'],
    ...['-color_range', 'tv'],
  ];
}

function rateArgs({ bitrateKbps, gopFrames }: EncodingPlan): string[] {
  return [
    ...['-g', String(gopFrames), '-bf', '0', '-flags', '+cgop'],
    ...['-b:v', `${bitrateKbps}k`, '-maxrate', `${bitrateKbps}k`],
    ...['-bufsize', `${bitrateKbps * VBV_SECONDS}k`],
  ];
}

function codecArgs(plan: EncodingPlan, codec: VideoCodec): string[] {
  const level = h264Level(plan);
  const gop = String(plan.gopFrames);
  switch (codec) {
    case 'libx264':
      return [
        ...['-c:v', codec, '-preset', 'superfast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p'],
        ...['-profile:v', 'high', '-level:v', level, '-keyint_min', gop, '-sc_threshold', '0'],
      ];
    case 'h264_nvenc':
      return [
        ...['-c:v', codec, '-preset', 'p4', '-tune', 'll', '-rc', 'cbr', '-zerolatency', '1'],
        ...['-delay', '0', '-profile:v', 'high', '-level:v', level, '-no-scenecut', '1'],
        ...['-forced-idr', '1', '-pix_fmt', 'yuv420p'],
      ];
    case 'h264_qsv':
      return [
        ...['-vf', 'format=nv12', '-c:v', codec, '-preset', 'veryfast', '-low_delay_brc', '1'],
        ...['-async_depth', '1', '-profile:v', 'high', '-idr_interval', '0'],
      ];
    case 'h264_vaapi':
      return [
        ...['-vf', 'format=nv12,hwupload', '-c:v', codec, '-rc_mode', 'CBR', '-async_depth', '1'],
        ...['-profile:v', 'high', '-idr_interval', '0'],
      ];
    case 'h264_videotoolbox':
      return ['-c:v', codec, '-realtime', '1', '-profile:v', 'high', '-pix_fmt', 'yuv420p'];
  }
}

/** Levels of H.264 by macroblocks a second and macroblocks a frame (table A-1). */
const LEVELS = [
  ['3.0', 40_500, 1_620],
  ['3.1', 108_000, 3_600],
  ['3.2', 216_000, 5_120],
  ['4.0', 245_760, 8_192],
  ['4.2', 522_240, 8_704],
  ['5.1', 983_040, 36_864],
] as const;

/** The lowest level that holds pictures of this size at this rate; 5.2 for what exceeds all. */
export function h264Level(plan: Pick<EncodingPlan, 'widthPx' | 'heightPx' | 'fps'>): string {
  const blocks = Math.ceil(plan.widthPx / 16) * Math.ceil(plan.heightPx / 16);
  const found = LEVELS.find(
    ([, aSecond, aFrame]) => blocks <= aFrame && blocks * plan.fps <= aSecond,
  );
  return found?.[0] ?? '5.2';
}
