import { Container, Graphics, Text } from 'pixi.js';
import type { ShowState } from '../../engine/domain/show.js';
import type { Easel } from '../layers/easel.js';
import { lookAt, type Frame, type Look, type Scene } from '../scene.js';

/** 75 % bars, and a grey staircase under them. */
const BARS = [0xbfbfbf, 0xbfbf00, 0x00bfbf, 0x00bf00, 0xbf00bf, 0xbf0000, 0x0000bf] as const;
const STEPS = [0x000000, 0x202020, 0x404040, 0x606060, 0x808080, 0xc0c0c0, 0xffffff] as const;
const SWEEP_MS = 2_000;

/** Bars, a clock and a block that crosses the frame evenly: what one looks at to judge a stream. */
export class TestCardScene implements Scene {
  readonly name = 'test-card';
  readonly look: Look;
  readonly #root = new Container();
  readonly #easel: Easel;
  readonly #runner: Graphics;
  readonly #clock: Text;

  constructor(easel: Easel) {
    this.look = lookAt(this.#root);
    this.#easel = easel;
    const size = Math.round(easel.heightPx / easel.layout.testCard.lines);
    this.#runner = new Graphics().rect(0, 0, size, size).fill(0xffffff);
    this.#clock = new Text({
      text: '00:00:00.0',
      style: { fontFamily: 'Inter Tight', fontWeight: '600', fontSize: size, fill: 0xffffff },
    });
  }

  cue(): void {
    const { widthPx: wide, heightPx: high } = this.#easel;
    const { bars, steps, runner, clock, clockX } = this.#easel.layout.testCard;
    const card = new Graphics().rect(0, 0, wide, high).fill(0x101010);
    const column = wide / BARS.length;
    BARS.forEach((color, i) => {
      const left = Math.round(i * column);
      const width = Math.round((i + 1) * column) - left;
      card.rect(left, 0, width, Math.round(high * bars)).fill(color);
      card
        .rect(left, Math.round(high * bars), width, Math.round(high * steps))
        .fill(STEPS[i] ?? 0xffffff);
    });
    this.#clock.position.set(Math.round(wide * clockX), Math.round(high * clock));
    this.#runner.y = Math.round(high * runner);
    this.#root.addChild(card, this.#runner, this.#clock);
  }

  update(_show: ShowState, { nowMs }: Frame): void {
    const phase = (nowMs % SWEEP_MS) / SWEEP_MS;
    this.#runner.x = Math.round(phase * (this.#easel.widthPx - this.#runner.width));
    this.#clock.text = new Date(nowMs).toISOString().slice(11, 21);
  }

  destroy(): void {
    this.#root.destroy({ children: true });
  }
}
