/** How the first destination stands, for those who set the bitrate. */
export interface LineFigures {
  readonly id: string;
  readonly isLive: boolean;
  /** How much of the stream waits to leave, in milliseconds. */
  readonly queueMs: number;
  /** Counts from the beginning. */
  readonly droppedFrames: number;
}

const DOWN = 0.75;
const UP = 1.15;
const FLOOR = 0.35;
const DOWN_EVERY_MS = 4_000;
const CALM_MS = 30_000;
/** While it stays calm after a step up, the next one follows sooner: after this much of the calm. */
const UP_EVERY = 1 / 3;
/** A key frame alone fills the line for less than this. */
const FULL_QUEUE_MS = 500;
const FULL_FOR_MS = 1_000;

/**
 * Steps the encoder's bitrate down where the first destination cannot keep up, and up again once
 * it can. Pure: figures and time come in, kilobits a second go out.
 *
 * A queue that stays full for a second, or a frame left out, is a step down to three quarters, at
 * most every four seconds and never under 35 % of the target. Half a minute of calm is a step up by
 * 15 %, and so are ten seconds more of it. Only the first destination is asked: one encode serves
 * all, and a slow guest must not cost the main stream its picture. The others leave frames out, each
 * alone.
 */
export class BitrateSteps {
  readonly #targetKbps: number;
  readonly #calmMs: number;
  #kbps: number;
  #id: string | undefined;
  #fullSinceMs: number | undefined;
  #calmSinceMs: number | undefined;
  #droppedFrames = 0;
  #downMs = -Infinity;
  #upMs = -Infinity;

  /** @param calmMs - how long a line is calm before it is given more. @default 30 s */
  constructor(targetKbps: number, calmMs = CALM_MS) {
    this.#targetKbps = targetKbps;
    this.#calmMs = calmMs;
    this.#kbps = targetKbps;
  }

  /** What the encoder should be set to. To be asked about every second or oftener. */
  step(line: LineFigures | undefined, nowMs: number): number {
    if (line) this.#follow(line);
    if (line?.isLive !== true) {
      this.#fullSinceMs = undefined;
      this.#calmSinceMs = undefined;
    } else if (this.#isCongested(line, nowMs)) this.#stepDown(nowMs);
    else if (this.#isCalm(line, nowMs)) this.#stepUp(nowMs);
    return Math.round(this.#kbps);
  }

  /** Where another destination has become the first, what it left out before says nothing. */
  #follow({ id, droppedFrames }: LineFigures): void {
    if (this.#id !== undefined && id !== this.#id) {
      this.#droppedFrames = droppedFrames;
      this.#fullSinceMs = undefined;
      this.#calmSinceMs = undefined;
    }
    this.#id = id;
  }

  #isCongested(line: LineFigures, nowMs: number): boolean {
    const hasDropped = line.droppedFrames > this.#droppedFrames;
    this.#droppedFrames = line.droppedFrames;
    if (line.queueMs < FULL_QUEUE_MS) this.#fullSinceMs = undefined;
    else this.#fullSinceMs ??= nowMs;
    const isFull = this.#fullSinceMs !== undefined && nowMs - this.#fullSinceMs >= FULL_FOR_MS;
    return hasDropped || isFull;
  }

  #isCalm(line: LineFigures, nowMs: number): boolean {
    if (line.queueMs >= FULL_QUEUE_MS) return false;
    this.#calmSinceMs ??= nowMs;
    return nowMs - this.#calmSinceMs >= this.#calmMs;
  }

  #stepDown(nowMs: number): void {
    this.#calmSinceMs = undefined;
    if (nowMs - this.#downMs < DOWN_EVERY_MS) return;
    this.#downMs = nowMs;
    this.#kbps = Math.max(this.#targetKbps * FLOOR, this.#kbps * DOWN);
  }

  #stepUp(nowMs: number): void {
    if (this.#kbps >= this.#targetKbps || nowMs - this.#upMs < this.#calmMs * UP_EVERY) return;
    this.#upMs = nowMs;
    this.#kbps = Math.min(this.#targetKbps, this.#kbps * UP);
  }
}
