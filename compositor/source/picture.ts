import type { Rect } from '../../engine/ports/stage.js';

interface PictureFacts {
  /** Counts what one life of a source made: the next is one more. */
  readonly index: number;
  /** The state that it shows, see `ShowState.revision`. */
  readonly revision: number;
}

/** Where a frame's pixels lie. */
export interface Pixels {
  /** Copies the frame, planar I420 as `engine/ports/stage.ts` says, into `into`. */
  read(into: Buffer): void;
  /** The file that holds it and where in it, for a program of ours to map. */
  readonly file?: { readonly path: string; readonly offset: number };
}

/**
 * One frame as a source made it: pixels, or a frame that the browser has compressed. It is kept
 * until everybody who retained it has let go.
 */
export class Picture {
  readonly index: number;
  readonly revision: number;
  /** Undefined for a compressed one. */
  readonly pixels: Pixels | undefined;
  /** Undefined for pixels. */
  readonly coded: CodedPicture | undefined;
  /** Outside of these nothing changed since the picture before; undefined where nobody knows. */
  readonly changed: readonly Rect[] | undefined;
  readonly #letGo: () => void;
  #holders = 1;

  constructor(
    facts: PictureFacts & {
      readonly pixels?: Pixels;
      readonly coded?: CodedPicture;
      readonly changed?: readonly Rect[];
    },
    letGo: () => void,
  ) {
    this.index = facts.index;
    this.revision = facts.revision;
    this.pixels = facts.pixels;
    this.coded = facts.coded;
    this.changed = facts.changed;
    this.#letGo = letGo;
  }

  /** Keeps the frame until one more `release`. */
  retain(): this {
    this.#holders++;
    return this;
  }

  release(): void {
    if (--this.#holders === 0) this.#letGo();
  }
}

/** A frame that came compressed. It can be shown only after all those since its key frame. */
export interface CodedPicture {
  readonly bytes: Buffer;
  readonly isKey: boolean;
  /** Stands with key frames. */
  readonly avcConfig?: Buffer;
}
