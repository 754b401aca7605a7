/** Work goes on for so long before whatever came in meanwhile has its turn. */
const SLICE_MS = 3;
/** No slice begins so shortly before the next frame is due. */
const MARGIN_MS = 6;

/** Works in the time between one frame and the next, a slice at a time. */
export class SpareTime {
  readonly #step: () => boolean;
  readonly #frameMs: number;
  readonly #turns = new MessageChannel();
  #untilMs = 0;
  #isWaiting = false;

  /**
   * @param step - does a few milliseconds' work at most; returns whether there was any
   * @param fail - is told of a step that threw; the next frame's time begins with the step after
   */
  constructor(step: () => boolean, fps: number, fail: (error: unknown) => void) {
    this.#step = step;
    this.#frameMs = 1_000 / fps;
    this.#turns.port1.onmessage = () => {
      this.#isWaiting = false;
      try {
        this.#work();
      } catch (error) {
        fail(error);
      }
    };
  }

  /** Says that a frame is handed over whose ask came at `askedMs` on the performance clock. */
  begin(askedMs: number): void {
    this.#untilMs = askedMs + this.#frameMs - MARGIN_MS;
    // One slice a frame is always taken: a scene comes on air even where there is no time to spare.
    this.#wait();
  }

  #work(): void {
    const startMs = performance.now();
    let isLeft = this.#step();
    while (isLeft && performance.now() - startMs < SLICE_MS) isLeft = this.#step();
    if (isLeft && performance.now() < this.#untilMs) this.#wait();
  }

  #wait(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#turns.port2.postMessage(undefined);
  }
}
