import { SAMPLE_RATE, type Sound } from './mixer.js';

const HERTZ = 1_000;
/** -20 dBFS: where test tones stand. */
const PEAK = 0.1;

/** One second of the test tone, 1 kHz at -20 dBFS; it ends where it begins. */
export function testTone(): Sound {
  return Float32Array.from(
    { length: SAMPLE_RATE },
    (_, i) => PEAK * Math.sin((2 * Math.PI * HERTZ * i) / SAMPLE_RATE),
  );
}
