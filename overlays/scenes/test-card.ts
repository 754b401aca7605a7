import { Container, Graphics, Text } from 'pixi.js';
import type { ShowState } from '../../engine/domain/show.js';
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
  readonly #widthPx: number;
  readonly #heightPx: number;
  readonly #runner: Graphics;
  readonly #clock: Text;

  constructor(widthPx: number, heightPx: number) {
    this.look = lookAt(this.#root);
    this.#widthPx = widthPx;
    this.#heightPx = heightPx;
    const size = Math.round(heightPx / 12);
    this.#runner = new Graphics().rect(0, 0, size, size).fill(0xffffff);
    this.#clock = new Text({
      text: '00:00:00.0',
      style: { fontFamily: 'Inter Tight', fontWeight: '600', fontSize: size, fill: 0xffffff },
    });
  }

  cue(): void {
    const wide = this.#widthPx;
    const high = this.#heightPx;
    const card = new Graphics().rect(0, 0, wide, high).fill(0x101010);
    const column = wide / BARS.length;
    BARS.forEach((color, i) => {
      const left = Math.round(i * column);
      const width = Math.round((i + 1) * column) - left;
      card.rect(left, 0, width, Math.round(high * 0.55)).fill(color);
      card
        .rect(left, Math.round(high * 0.55), width, Math.round(high * 0.1))
        .fill(STEPS[i] ?? 0xffffff);
    });
    this.#clock.position.set(Math.round(wide * 0.06), Math.round(high * 0.84));
    this.#runner.y = Math.round(high * 0.7);
    this.#root.addChild(card, this.#runner, this.#clock);
  }

  update(_show: ShowState, { nowMs }: Frame): void {
    const phase = (nowMs % SWEEP_MS) / SWEEP_MS;
    this.#runner.x = Math.round(phase * (this.#widthPx - this.#runner.width));
    this.#clock.text = new Date(nowMs).toISOString().slice(11, 21);
  }

  destroy(): void {
    this.#root.destroy({ children: true });
  }
}
