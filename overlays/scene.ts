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

/** One way to look at a scene: what stands still between its frames is drawn once. */
export interface View {
  readonly root: Container;
  /** Brings the root into this view; called before each time it is drawn. */
  pose(): void;
}

/** What one frame is put together from. */
export interface Look {
  readonly view: View;
  /** Views laid over it, one after another, each by so many steps of a blend. */
  readonly over: readonly { readonly view: View; readonly steps: number }[];
}

/** A scene that looks only one way. */
export const lookAt = (root: Container): Look => ({
  view: { root, pose: () => undefined },
  over: [],
});

/** Draws views before they are on air. */
export interface DrawsAhead {
  /** Draws a part, a few milliseconds' worth, of a view that does not stand yet; false when all do. */
  drawAhead(wanted: readonly View[]): boolean;
  /** Whether a view can be shown without drawing all of it. */
  stands(view: View): boolean;
}

/** A full-frame picture: built in `cue`, drawn in `update`, released in `destroy`. */
export interface Scene {
  readonly name: SceneName;
  /** What is to be seen of it, as of the last `update`. */
  readonly look: Look;
  /** What it will fade into as soon as `turn` says that it stands. */
  readonly awaited?: View | undefined;
  turn?(nowMs: number): void;
  /** What is drawn, not what was asked for: whoever compares finds a picture that lags. */
  readonly shownPrice?: ShownPrice | undefined;
  /** Builds the picture off air, painting all that the first frame shows through the easel. */
  cue(show: ShowState): void;
  /** Draws one frame. Allocates next to nothing and awaits nothing. */
  update(show: ShowState, frame: Frame): void;
  /** Releases every texture the scene baked for itself. */
  destroy(): void;
}
