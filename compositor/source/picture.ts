/** One frame's pixels, shared by everyone who retained it and reused when the last lets go. */
export class Picture {
  readonly bytes: Buffer;
  readonly #pool: PicturePool;
  #holders = 1;

  constructor(bytes: Buffer, pool: PicturePool) {
    this.bytes = bytes;
    this.#pool = pool;
  }

  /** Keeps the pixels until one more `release`. */
  retain(): this {
    this.#holders++;
    return this;
  }

  release(): void {
    if (--this.#holders === 0) this.#pool.giveBack(this.bytes);
  }
}

/** Hands out frame-sized memory again and again: at 30 frames a second none may become garbage. */
export class PicturePool {
  readonly frameBytes: number;
  readonly #free: Buffer[] = [];

  constructor(frameBytes: number) {
    this.frameBytes = frameBytes;
  }

  /** A picture held once, with whatever pixels were in its memory before. */
  take(): Picture {
    return new Picture(this.#free.pop() ?? Buffer.allocUnsafeSlow(this.frameBytes), this);
  }

  giveBack(bytes: Buffer): void {
    this.#free.push(bytes);
  }
}
