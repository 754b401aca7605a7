import { SAMPLE_RATE, type Sound } from './mixer.js';

const LENGTH_SECONDS = 0.45;
/** Modes of a hardwood block: frequency in hertz, decay per second, share. */
const MODES = [
  [196, 22, 0.5],
  [417, 30, 0.32],
  [842, 48, 0.2],
  [1630, 85, 0.1],
] as const;
/** Peak against full scale: a knock in a quiet room, not a shot. */
const LEVEL = 0.4;

/** Makes the knock of the gavel: a struck block of wood, the same every time. */
export function gavelKnock(): Sound {
  const sound = new Float32Array(Math.round(LENGTH_SECONDS * SAMPLE_RATE));
  let noise = 0x2545f491;
  for (let i = 0; i < sound.length; i++) {
    const t = i / SAMPLE_RATE;
    noise = (Math.imul(noise, 1664525) + 1013904223) | 0;
    const contact = (noise / 0x80000000) * Math.exp(-t * 900) * 0.35;
    const ring = MODES.reduce(
      (sum, [hertz, decay, share]) =>
        sum + share * Math.sin(2 * Math.PI * hertz * t) * Math.exp(-t * decay),
      0,
    );
    const fadeOut = Math.min(1, (LENGTH_SECONDS - t) / 0.05);
    sound[i] = (contact + ring) * LEVEL * fadeOut;
  }
  return sound;
}
