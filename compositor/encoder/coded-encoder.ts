import { SothebaisError } from '../../engine/domain/errors.js';
import { invariant } from '../../engine/domain/invariant.js';
import type { CodedPicture, Picture } from '../source/picture.js';
import type { CodedFrame, EncoderEvents, Put, StartEncoder, VideoEncoder } from './encoder.js';
import { readAvcConfig, replaceSps } from './h264/avc-config.js';
import { signalColour } from './h264/colour.js';
import { readParameterSets } from './h264/parameter-sets.js';
import { UnbrokenStream } from './h264/unbroken-stream.js';

/** What only the source, which compresses the pictures, can do. */
export interface CodedEncoderOptions {
  /**
   * A key frame is wanted of the source: one was asked for, or pictures are missing without which
   * the next ones cannot be shown. Told at once, and again each second until one has come.
   */
  readonly onKeyWanted: () => void;
  /** The bitrate that the source is to keep from its next picture on. */
  readonly onBitrate: (kbps: number) => void;
}

/**
 * Makes an encoder for pictures that come compressed: they pass, and repeats are written here.
 *
 * - Every picture has to be put, in order. Where one is missing, also because the source has
 *   begun anew, the last one that could be shown is repeated until a key frame comes.
 * - The first picture is a key frame; before it nothing can be repeated.
 * - `Put.key` cannot be met where the picture is none already: the source is asked instead, and a
 *   repeat stays a repeat.
 * - Each frame comes before its `put` returns. Its bytes may be those of the picture.
 * - A stream that cannot be repeated (CABAC, several reference pictures, temporal layers) ends it.
 */
export function createCodedEncoder(options: CodedEncoderOptions): StartEncoder {
  return async (plan, events) => new CodedEncoder(options, Math.ceil(plan.fps), events);
}

class CodedEncoder implements VideoEncoder {
  readonly name = 'webcodecs';
  readonly #options: CodedEncoderOptions;
  readonly #ticksBetweenAsks: number;
  readonly #events: EncoderEvents;
  readonly #stream = new UnbrokenStream();
  #config: Buffer | undefined;
  #index: number | undefined;
  #isWhole = false;
  /** Ticks since a key frame began to be wanted. */
  #ticksWanting: number | undefined;
  #hasEnded = false;

  constructor(options: CodedEncoderOptions, ticksBetweenAsks: number, events: EncoderEvents) {
    this.#options = options;
    this.#ticksBetweenAsks = ticksBetweenAsks;
    this.#events = events;
  }

  put({ picture, isRepeat, key }: Put): void {
    if (this.#hasEnded) return;
    const frame = this.#encode(picture, isRepeat);
    if (!frame) return;
    this.#events.onFrame(frame);
    this.#askForKey(frame, key);
  }

  setBitrate(kbps: number): boolean {
    this.#options.onBitrate(kbps);
    return true;
  }

  async close(): Promise<void> {
    this.#hasEnded = true;
  }

  /** Undefined where the stream has come to an end with this picture. */
  #encode(picture: Picture, isRepeat: boolean): CodedFrame | undefined {
    const isNew = !isRepeat || picture.index !== this.#index;
    try {
      const shown = isNew ? this.#follow(picture) : undefined;
      return shown ?? { bytes: this.#stream.repeat(), isKey: false };
    } catch (error) {
      if (!(error instanceof SothebaisError)) throw error;
      this.#hasEnded = true;
      this.#events.onLost(error);
      return undefined;
    }
  }

  /** The picture as it goes on the stream, or undefined where it cannot be shown. */
  #follow({ index, coded }: Picture): CodedFrame | undefined {
    invariant(coded !== undefined, 'an encoder of compressed pictures is given no pixels');
    const isNext = this.#isWhole && index - 1 === this.#index;
    this.#index = index;
    if (coded.isKey) this.#configure(coded);
    const bytes = coded.isKey || isNext ? this.#stream.follow(coded.bytes) : undefined;
    this.#isWhole = bytes !== undefined;
    return bytes && { bytes, isKey: coded.isKey };
  }

  #configure({ avcConfig }: CodedPicture): void {
    if (!avcConfig || this.#config?.equals(avcConfig)) return;
    const { sps, pps } = readAvcConfig(avcConfig);
    this.#stream.configure(readParameterSets(sps, pps));
    this.#config = avcConfig;
    this.#events.onConfig(replaceSps(avcConfig, signalColour(sps)));
  }

  #askForKey(frame: CodedFrame, key: boolean): void {
    if (frame.isKey) this.#ticksWanting = undefined;
    else if (key || !this.#isWhole) this.#ticksWanting ??= 0;
    if (this.#ticksWanting === undefined) return;
    if (this.#ticksWanting % this.#ticksBetweenAsks === 0) this.#options.onKeyWanted();
    this.#ticksWanting++;
  }
}
