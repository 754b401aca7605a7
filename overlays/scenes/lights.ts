import type { Look, View } from '../scene.js';
import { durations, easeInOut, fade, progress } from '../theme/motion.js';
import { BLEND_STEPS } from '../capture/blend.js';

/**
 * House lights that go down and come up again: one room, drawn in both and faded between them.
 *
 * They move once the view they go to stands; until then nothing on air waits for them.
 */
export class Lights {
  readonly #lit: View;
  readonly #dimmed: View;
  #wantDown: boolean;
  #goDown: boolean;
  #from: number;
  #sinceMs = Number.NEGATIVE_INFINITY;
  #down: number;
  #look: Look;

  constructor(lit: View, dimmed: View, isDown: boolean) {
    this.#lit = lit;
    this.#dimmed = dimmed;
    this.#wantDown = this.#goDown = isDown;
    this.#from = this.#down = isDown ? 1 : 0;
    this.#look = { view: isDown ? dimmed : lit, over: [] };
  }

  /** How far they are down, from 0 to 1. */
  get down(): number {
    return this.#down;
  }

  get look(): Look {
    return this.#look;
  }

  /** What they would go to. */
  get awaited(): View | undefined {
    if (this.#wantDown === this.#goDown) return undefined;
    return this.#wantDown ? this.#dimmed : this.#lit;
  }

  /** Lets them go to what is awaited, from where they are. */
  turn(nowMs: number): void {
    this.#goDown = this.#wantDown;
    this.#from = this.#down;
    this.#sinceMs = nowMs;
  }

  /** Brings them to where they are at `nowMs`, and says where they are wanted. */
  update(wantDown: boolean, nowMs: number): void {
    this.#wantDown = wantDown;
    const done = easeInOut(progress(nowMs, this.#sinceMs, durations.warning));
    const down = fade(this.#from + ((this.#goDown ? 1 : 0) - this.#from) * done);
    if (down === this.#down) return;
    this.#down = down;
    const over = [{ view: this.#dimmed, steps: down * BLEND_STEPS }];
    if (down === 1) this.#look = { view: this.#dimmed, over: [] };
    else this.#look = { view: this.#lit, over: down === 0 ? [] : over };
  }
}
