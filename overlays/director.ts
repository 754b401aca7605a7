import { Container, type Sprite, type Texture } from 'pixi.js';
import type { ShowState } from '../engine/domain/show.js';
import { discard, Easel } from './layers/easel.js';
import type { Frame, Scene, ShownPrice } from './scene.js';
import { castScene, hangAhead } from './scenes/casting.js';
import { createKit } from './scenes/kit.js';
import { sceneKey } from './scenes/scene-key.js';
import { transitionAt, transitionInto, type Transition } from './scenes/transition.js';

/** Draws the show: one picture in, scenes taken and faded as the state asks for them. */
export interface Director {
  readonly root: Container;
  /** Draws one frame of `show`. Allocates next to nothing and awaits nothing. */
  update(show: ShowState, frame: Frame): void;
  /** Revision of the state that the frame shows: a scene that leaves goes on with what it knew. */
  readonly revision: number;
  /** The lot and price that the frame shows, where it shows one. */
  readonly shownPrice: ShownPrice | undefined;
  destroy(): void;
}

/** A scene and the last state that asked for it: one that leaves goes on with what it knew. */
interface Cast {
  readonly scene: Scene;
  readonly key: string;
  show: ShowState;
  ready: boolean;
}

/**
 * Prepares everything that all scenes share and returns the director of an output of this size.
 *
 * @param options - `artworks` by the key that `ShowState` knows them by; a missing one hangs blank
 */
export async function createDirector(options: {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly artworks: ReadonlyMap<string, ImageBitmap>;
}): Promise<Director> {
  const easel = new Easel(options.widthPx, options.heightPx);
  const kit = createKit(easel, options.artworks);
  const flash = paintFlash(easel);
  const veil = fullFrame(easel, kit.walls.dimmed);
  const root = new Container();
  root.addChild(veil, flash);
  const stage = createStage(root, veil, flash);
  let hungFor: ShowState | undefined;
  return {
    root,
    get revision() {
      return stage.seen()?.show.revision ?? 0;
    },
    get shownPrice() {
      return stage.seen()?.scene.shownPrice;
    },
    update: (show, frame) => {
      stage.cast(show, () => castScene(kit, show), frame.nowMs);
      stage.draw(show, frame);
      if (hungFor === show || !stage.idle(frame.nowMs)) return;
      if (!hangAhead(kit.shelf, show)) hungFor = show;
    },
    destroy: () => {
      stage.destroy();
      discard(flash.texture);
      root.destroy({ children: true });
      kit.destroy();
    },
  };
}

function createStage(root: Container, veil: Sprite, flash: Sprite) {
  let program: Cast | undefined;
  let leaving: Cast | undefined;
  let preview: Cast | undefined;
  let transition: Transition = { kind: 'cut', sinceMs: Number.NEGATIVE_INFINITY };

  const drop = (cast: Cast | undefined): void => {
    cast?.scene.destroy();
  };

  const take = (cast: Cast, nowMs: number): void => {
    drop(leaving);
    leaving = program;
    transition = transitionInto(cast.scene.name, leaving === undefined, nowMs);
    program = cast;
    preview = undefined;
    root.addChildAt(cast.scene.root, 0);
  };

  return {
    /** Cues what the state asks for, and takes it once it is complete. */
    cast(show: ShowState, build: () => Scene, nowMs: number): void {
      const key = sceneKey(show);
      if (program?.key === key) {
        program.show = show;
        drop(preview);
        preview = undefined;
        return;
      }
      if (preview?.key !== key) {
        drop(preview);
        preview = cue(build(), key, show);
      }
      preview.show = show;
      // With nothing on air the first picture cannot wait: what `cue` did at once is complete.
      if (preview.ready || !program) take(preview, nowMs);
    },

    draw(show: ShowState, frame: Frame): void {
      const { arrived, veilAlpha, flashAlpha } = transitionAt(transition, frame.nowMs);
      veil.alpha = veilAlpha;
      veil.visible = veilAlpha > 0;
      flash.alpha = flashAlpha;
      flash.visible = flashAlpha > 0;
      if (arrived && leaving) {
        drop(leaving);
        leaving = undefined;
      }
      const seen = leaving ?? program;
      if (!seen) return;
      if (seen.key === sceneKey(show)) seen.show = show;
      if (program) program.scene.root.visible = seen === program;
      seen.scene.update(seen.show, frame);
    },

    /** What the frame shows. */
    seen: (): Cast | undefined => leaving ?? program,

    /** Whether there is time to prepare what is not on air yet. */
    idle: (nowMs: number): boolean => preview === undefined && transitionAt(transition, nowMs).done,

    destroy(): void {
      drop(program);
      drop(leaving);
      drop(preview);
    },
  };
}

function cue(scene: Scene, key: string, show: ShowState): Cast {
  const cast: Cast = { scene, key, show, ready: false };
  void scene.cue(show).finally(() => {
    cast.ready = true;
  });
  return cast;
}

function paintFlash(easel: Easel): Sprite {
  const texture = easel.paintFull((brush) => {
    brush.fillStyle = '#fff6e2';
    brush.fillRect(0, 0, easel.widthPx, easel.heightPx);
  });
  return fullFrame(easel, texture);
}

function fullFrame(easel: Easel, texture: Texture): Sprite {
  const sprite = easel.hang(texture, 0, 0);
  sprite.position.set(0, 0);
  sprite.visible = false;
  return sprite;
}
