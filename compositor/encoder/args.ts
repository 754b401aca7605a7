/** What the encoder makes: all that its arguments depend on. */
export interface EncoderPlan {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps: number;
  readonly bitrateKbps: number;
  readonly gopSeconds: number;
  /** Where it goes: an RTMP address without the stream key, or the path of an FLV file. */
  readonly target: string;
  /** A file with the stream key as an FFmpeg preset; see `keyPreset`. */
  readonly keyFile?: string;
}

const AUDIO_KBPS = 128;

/**
 * Builds FFmpeg's arguments: I420 pictures on stdin, 48 kHz stereo s16le on descriptor 3, H.264
 * and AAC in FLV to the target, progress on stdout.
 *
 * The GOP is counted in frames, closed, and never cut by a change of scene.
 */
export function buildEncoderArgs(plan: EncoderPlan): string[] {
  return [
    ...['-hide_banner', '-loglevel', 'warning', '-nostats', '-nostdin'],
    ...['-progress', 'pipe:1', '-stats_period', '0.5'],
    ...pictureInput(plan),
    ...soundInput(),
    ...['-map', '0:v', '-map', '1:a'],
    ...pictureCoding(plan),
    ...['-c:a', 'aac', '-profile:a', 'aac_low', '-b:a', `${AUDIO_KBPS}k`, '-ar', '48000'],
    ...['-flvflags', 'no_duration_filesize', '-flush_packets', '1', '-f', 'flv'],
    ...(plan.keyFile === undefined ? [] : ['-fpre', plan.keyFile]),
    ...['-y', plan.target],
  ];
}

/**
 * The stream key as an FFmpeg preset file: the arguments of a program are there for every user of
 * the machine to read, a file of mode 0600 is not.
 */
export function keyPreset(key: string): string {
  return `rtmp_playpath=${key}\n`;
}

function pictureInput({ widthPx, heightPx, fps }: EncoderPlan): string[] {
  return [
    ...['-probesize', '32', '-analyzeduration', '0'],
    ...['-f', 'rawvideo', '-pixel_format', 'yuv420p', '-video_size', `${widthPx}x${heightPx}`],
    ...['-framerate', String(fps), '-thread_queue_size', '8', '-i', 'pipe:0'],
  ];
}

function soundInput(): string[] {
  return [
    ...['-probesize', '32', '-analyzeduration', '0'],
    ...['-f', 's16le', '-ar', '48000', '-ac', '2', '-thread_queue_size', '128', '-i', 'pipe:3'],
  ];
}

function pictureCoding(plan: EncoderPlan): string[] {
  const { bitrateKbps } = plan;
  const gopFrames = String(Math.round(plan.fps * plan.gopSeconds));
  const tags = ['-color_primaries', '-color_trc', '-colorspace'].flatMap((tag) => [tag, 'bt709']);
  return [
    ...['-c:v', 'libx264', '-preset', 'superfast', '-tune', 'zerolatency'],
    ...['-profile:v', 'high', '-level:v', h264Level(plan), '-pix_fmt', 'yuv420p', '-bf', '0'],
    ...['-g', gopFrames, '-keyint_min', gopFrames, '-sc_threshold', '0', '-flags', '+cgop'],
    ...['-b:v', `${bitrateKbps}k`, '-maxrate', `${bitrateKbps}k`],
    ...['-bufsize', `${bitrateKbps * 2}k`, ...tags, '-color_range', 'tv'],
  ];
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
export function h264Level(plan: Pick<EncoderPlan, 'widthPx' | 'heightPx' | 'fps'>): string {
  const blocks = Math.ceil(plan.widthPx / 16) * Math.ceil(plan.heightPx / 16);
  const found = LEVELS.find(
    ([, aSecond, aFrame]) => blocks <= aFrame && blocks * plan.fps <= aSecond,
  );
  return found?.[0] ?? '5.2';
}
