/** Samples a second in each of the two channels. */
export const SAMPLE_RATE = 48_000;
const CHANNELS = 2;
const BYTES_PER_SAMPLE = 2;
const LOUDEST = 32_767;

/** A sound in one channel, at 48 kHz, from -1 to 1. */
export type Sound = Float32Array;

/**
 * Mixes what sounds into stretches of exactly one tick: s16le, 48 kHz, stereo. Silence where
 * nothing sounds, so the track never ends before the picture.
 */
export class Mixer {
  readonly #fps: number;
  readonly #playing: { readonly sound: Sound; at: number }[] = [];
  #ground: Sound | undefined;

  constructor(fps: number) {
    this.#fps = fps;
  }

  /** Starts a sound with the next tick, over what already sounds. */
  play(sound: Sound): void {
    this.#playing.push({ sound, at: 0 });
  }

  /** Lets a sound go on and on under all others; it ends where it begins. */
  loop(sound: Sound): void {
    this.#ground = sound;
  }

  /** The samples of one tick. Where the rate does not divide 48000, ticks differ by one sample. */
  mix(tick: number): Buffer {
    const count = sampleAt(tick + 1, this.#fps) - sampleAt(tick, this.#fps);
    const samples = Buffer.alloc(count * CHANNELS * BYTES_PER_SAMPLE);
    const ground = this.#ground;
    if (this.#playing.length === 0 && !ground) return samples;
    const first = sampleAt(tick, this.#fps);
    for (let i = 0; i < count; i++) {
      let sum = ground?.[(first + i) % ground.length] ?? 0;
      for (const voice of this.#playing) sum += voice.sound[voice.at++] ?? 0;
      const value = Math.round(Math.max(-1, Math.min(1, sum)) * LOUDEST);
      samples.writeInt16LE(value, i * 4);
      samples.writeInt16LE(value, i * 4 + 2);
    }
    for (let i = this.#playing.length - 1; i >= 0; i--) {
      const voice = this.#playing[i];
      if (voice && voice.at >= voice.sound.length) this.#playing.splice(i, 1);
    }
    return samples;
  }
}

const sampleAt = (tick: number, fps: number) => Math.round((tick * SAMPLE_RATE) / fps);
