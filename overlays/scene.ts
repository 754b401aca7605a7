import type { Container } from 'pixi.js';
import type { SceneName, ShowState } from '../engine/domain/show.js';

/** The instant a picture is drawn for. Scenes own no clock, so every frame can be drawn again. */
export interface Frame {
  /** Milliseconds since the epoch, on the same clock as every time in `ShowState`. */
  readonly nowMs: number;
  /** Since the frame before; 0 on the first. */
  readonly deltaMs: number;
}

/** A lot and its price as a picture shows them. */
export interface ShownPrice {
  readonly lotNumber: number;
  /** Exact decimal of ETH; undefined while there is no bid. */
  readonly priceEth: string | undefined;
}

/** A full-frame picture: built in `cue`, drawn in `update`, released in `destroy`. */
export interface Scene {
  readonly name: SceneName;
  readonly root: Container;
  /** What is drawn, not what was asked for: whoever compares finds a picture that lags. */
  readonly shownPrice?: ShownPrice | undefined;
  /**
   * Builds the picture off air. What the first frame shows is complete before the first `await`,
   * so that a scene can also go straight to air when there is nothing to fade from.
   */
  cue(show: ShowState): Promise<void>;
  /** Draws one frame. Allocates next to nothing and awaits nothing. */
  update(show: ShowState, frame: Frame): void;
  /** Releases every texture the scene baked for itself. */
  destroy(): void;
}
