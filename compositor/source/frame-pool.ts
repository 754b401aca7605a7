/** Hands out frame-sized memory again and again: at 30 frames a second none may become garbage. */
export class FramePool {
  readonly frameBytes: number;
  readonly #free: Buffer[] = [];

  constructor(frameBytes: number) {
    this.frameBytes = frameBytes;
  }

  /** With whatever was in it before. */
  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.frameBytes);
  }

  giveBack(bytes: Buffer): void {
    this.#free.push(bytes);
  }
}
