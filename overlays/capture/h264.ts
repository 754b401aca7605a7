import type { StagePlan } from '../../engine/ports/stage.js';

/** Profiles by what they save: High, Main, Constrained Baseline; each as in a codec's name. */
const PROFILES = ['6400', '4d00', '42e0'] as const;

/** Levels by the macroblocks a frame may have, and those a second may. */
const LEVELS = [
  ['1e', 1_620, 40_500],
  ['1f', 3_600, 108_000],
  ['20', 5_120, 216_000],
  ['28', 8_192, 245_760],
  ['2a', 8_704, 522_240],
  ['32', 22_080, 589_824],
  ['33', 36_864, 983_040],
  ['34', 36_864, 2_073_600],
] as const;

type Picture = Pick<StagePlan, 'widthPx' | 'heightPx' | 'fps'>;

/** How this picture may be encoded, the best profile first. */
export function encoderConfigs(picture: Picture, bitrateKbps: number): VideoEncoderConfig[] {
  const level = levelOf(picture);
  return PROFILES.map((profile) => ({
    codec: `avc1.${profile}${level}`,
    width: picture.widthPx,
    height: picture.heightPx,
    framerate: picture.fps,
    bitrate: bitrateKbps * 1_000,
    bitrateMode: 'constant',
    latencyMode: 'realtime',
    hardwareAcceleration: 'no-preference',
    avc: { format: 'avc' },
  }));
}

/** The least level that this picture fits, in two hexadecimal digits; the highest where none does. */
export function levelOf({ widthPx, heightPx, fps }: Picture): string {
  const blocks = Math.ceil(widthPx / 16) * Math.ceil(heightPx / 16);
  const found = LEVELS.find(([, most, perSecond]) => blocks <= most && blocks * fps <= perSecond);
  return (found ?? LEVELS[LEVELS.length - 1] ?? LEVELS[0])[0];
}
