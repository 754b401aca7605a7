import type { Fault } from './judge-picture.js';

/** A stretch of decoded sound. */
export interface Heard {
  /** Interleaved samples of all channels, 16 bit. */
  readonly samples: Int16Array;
  readonly channels: number;
}

const FULL_SCALE = 32_767;
/** -60 dB below full scale. */
const SILENCE = FULL_SCALE / 1_000;

/** Whether no sample rises above -60 dB. */
export function judgeSilence({ samples }: Heard): Fault {
  const isSilent = samples.every((sample) => Math.abs(sample) < SILENCE);
  return isSilent ? 'The sound is silent.' : undefined;
}

/** Samples at full scale in a row that are a flat top, and no peak that only just fits. */
const FLAT_SAMPLES = 3;
/** Flat tops in a second and channel: measured, 120 in a tone cut hard, 2 in one cut by a hair. */
const FLATS_A_SECOND = 10;
const SAMPLE_RATE = 48_000;

/**
 * Whether the peaks are cut off. Judged on every sample at 48 kHz: a lower rate would round the
 * flat tops off.
 */
export function judgeClipping({ samples, channels }: Heard): Fault {
  const seconds = samples.length / channels / SAMPLE_RATE;
  for (let channel = 0; channel < channels; channel++) {
    const flats = countFlats(samples, channel, channels);
    if (flats > Math.max(1, FLATS_A_SECOND * seconds)) return 'The sound is clipped.';
  }
  return undefined;
}

function countFlats(samples: Int16Array, from: number, step: number): number {
  let flats = 0;
  let run = 0;
  for (let i = from; i < samples.length; i += step) {
    run = Math.abs(samples[i] ?? 0) >= FULL_SCALE ? run + 1 : 0;
    if (run === FLAT_SAMPLES) flats++;
  }
  return flats;
}
