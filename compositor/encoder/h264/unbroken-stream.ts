import { invariant } from '../../../engine/domain/invariant.js';
import { demand } from './demand.js';
import type { ParameterSets } from './parameter-sets.js';
import { writeSkipFrame } from './skip-frame.js';
import { readSliceHeader, renumberSlice, type PictureNumbers } from './slice-header.js';
import { isSlice, joinUnits, splitUnits } from './units.js';

/** From one frame to the next in the order of showing: its two fields count by themselves. */
const POC_STEP = 2;
const IDR_PIC_IDS = 65_536;

/**
 * A stream of coded pictures into which repeats can be put anywhere. A repeat takes the numbers
 * of the picture after it, which gets later ones, and so on up to the next key frame.
 *
 * Access units are units behind four-byte lengths, without parameter sets.
 */
export class UnbrokenStream {
  #sets: ParameterSets | undefined;
  #came: PictureNumbers | undefined;
  #went: PictureNumbers | undefined;
  #repeats = 0;

  /** Sets what the pictures go by from the next key frame on, which must come next. */
  configure(sets: ParameterSets): void {
    this.#sets = sets;
  }

  /**
   * The picture as it goes on the stream, or undefined where one before it is missing.
   *
   * @throws SothebaisError `ENCODER_FAILED` for a stream that is damaged or cannot take repeats
   */
  follow(bytes: Buffer): Buffer | undefined {
    const sets = this.#knownSets();
    const units = splitUnits(bytes);
    const slice = units.find(isSlice);
    demand(slice !== undefined, 'with a picture in each access unit, got none');
    const { numbers } = readSliceHeader(slice, sets);
    const next = this.#place(numbers, sets);
    if (!next) return undefined;
    this.#came = numbers;
    this.#went = next;
    if (next === numbers) return bytes;
    return joinUnits(units.map((unit) => (isSlice(unit) ? renumberSlice(unit, sets, next) : unit)));
  }

  /** One more picture that shows the same as the last one. */
  repeat(): Buffer {
    const sets = this.#knownSets();
    invariant(this.#went !== undefined, 'there is a key frame before the first repeat');
    this.#repeats++;
    this.#went = later({ ...this.#went, idrPicId: undefined }, 1, sets);
    return joinUnits([writeSkipFrame(sets, this.#went)]);
  }

  #place(numbers: PictureNumbers, sets: ParameterSets): PictureNumbers | undefined {
    if (numbers.idrPicId !== undefined) {
      this.#repeats = 0;
      if (numbers.idrPicId !== this.#went?.idrPicId) return numbers;
      return { ...numbers, idrPicId: (numbers.idrPicId + 1) % IDR_PIC_IDS };
    }
    if (!this.#came) return undefined;
    const { frameNum } = later(this.#came, 1, sets);
    if (numbers.frameNum !== frameNum) return undefined;
    return this.#repeats === 0 ? numbers : later(numbers, this.#repeats, sets);
  }

  #knownSets(): ParameterSets {
    invariant(this.#sets !== undefined, 'a stream begins with a key frame');
    return this.#sets;
  }
}

/** The numbers of the picture that comes `by` pictures later. */
function later(numbers: PictureNumbers, by: number, { sequence }: ParameterSets): PictureNumbers {
  return {
    ...numbers,
    frameNum: (numbers.frameNum + by) % 2 ** sequence.frameNumBits,
    pocLsb: (numbers.pocLsb + by * POC_STEP) % 2 ** sequence.pocLsbBits,
  };
}
