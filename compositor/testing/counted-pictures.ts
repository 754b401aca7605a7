import { Picture } from '../source/picture.js';

/** Makes pictures and counts how often each was let go of. */
export class CountedPictures {
  readonly #letGo: number[] = [];

  /** Pictures of pixels; `read` writes the index into the first byte. */
  pixels(revision = 1): Picture {
    const index = this.#begin();
    const pixels = { read: (into: Buffer) => void (into[0] = index) };
    return new Picture({ index, revision, pixels }, () => this.#end(index));
  }

  coded(isKey: boolean, revision = 1): Picture {
    const index = this.#begin();
    const coded = { bytes: Buffer.from([index]), isKey };
    return new Picture({ index, revision, coded }, () => this.#end(index));
  }

  get made(): number {
    return this.#letGo.length;
  }

  /** Pictures that somebody still holds. */
  get held(): number {
    return this.#letGo.filter((times) => times === 0).length;
  }

  /** Whether each was let go of exactly once. */
  get allReleasedOnce(): boolean {
    return this.#letGo.every((times) => times === 1);
  }

  #begin(): number {
    return this.#letGo.push(0) - 1;
  }

  #end(index: number): void {
    this.#letGo[index] = (this.#letGo[index] ?? 0) + 1;
  }
}
