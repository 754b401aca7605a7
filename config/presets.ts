/** What a preset sets: the picture, and how it is compressed. */
export interface Preset {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps: number;
  readonly bitrateKbps: number;
  readonly gopSeconds: number;
}

const X_GOP_SECONDS = 3;
const USUAL_GOP_SECONDS = 2;

/** What destinations want. X wants a key frame every three seconds, everybody else every two. */
export const PRESETS = {
  'x-720p30': preset('1280x720', 30, 4_000, X_GOP_SECONDS),
  'x-1080p30': preset('1920x1080', 30, 6_000, X_GOP_SECONDS),
  'x-1080p60': preset('1920x1080', 60, 9_000, X_GOP_SECONDS),
  'generic-720p30': preset('1280x720', 30, 3_500, USUAL_GOP_SECONDS),
  'file-1080p30': preset('1920x1080', 30, 8_000, USUAL_GOP_SECONDS),
  'vertical-1080x1920': preset('1080x1920', 30, 6_000, USUAL_GOP_SECONDS),
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof PRESETS;

export const PRESET_NAMES = Object.keys(PRESETS) as [PresetName, ...PresetName[]];

function preset(size: string, fps: number, bitrateKbps: number, gopSeconds: number): Preset {
  const [widthPx = 0, heightPx = 0] = size.split('x').map(Number);
  return { widthPx, heightPx, fps, bitrateKbps, gopSeconds };
}

/** Where each figure of a preset stands among the settings. */
const SETTINGS = {
  widthPx: 'stage',
  heightPx: 'stage',
  fps: 'stage',
  bitrateKbps: 'encoder',
  gopSeconds: 'encoder',
} as const satisfies Readonly<Record<keyof Preset, string>>;

/** Fills settings that were not given from the preset that `encoder.preset` names, if it names one. */
export function fillPreset(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const filled: Record<string, unknown> = { ...settings };
  const { preset: name } = sectionOf(settings['encoder']);
  if (typeof name !== 'string' || !Object.hasOwn(PRESETS, name)) return filled;
  for (const [key, section] of Object.entries(SETTINGS)) {
    const given = sectionOf(filled[section]);
    filled[section] = { [key]: PRESETS[name as PresetName][key as keyof Preset], ...given };
  }
  return filled;
}

const sectionOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
