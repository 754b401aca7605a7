import { Container, type Texture } from 'pixi.js';
import type { ShowState } from '../engine/domain/show.js';
import { BLEND_STEPS } from './capture/blend.js';
import { discard, Easel } from './layers/easel.js';
import { lookAt, type DrawsAhead, type Frame, type Look, type Scene } from './scene.js';
import type { ShownPrice, View } from './scene.js';
import { castScene, hangAhead } from './scenes/casting.js';
import { createKit } from './scenes/kit.js';
import { sceneKey } from './scenes/scene-key.js';
import { transitionAt, transitionInto, type Transition } from './scenes/transition.js';

/** Directs the show: takes scenes and fades them as the state asks for them. */
export interface Director {
  /** What to show of `show` in one frame. Allocates next to nothing and awaits nothing. */
  update(show: ShowState, frame: Frame): Look;
  /**
   * Takes one step, a few milliseconds at most, in preparing what is not on air yet. A scene is
   * taken only once all of its steps are done.
   *
   * @returns whether there was one to take
   */
  prepare(): boolean;
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
}

/** A picture that is asked for and not built yet, or built and not taken. */
interface Preview {
  readonly key: string;
  show: ShowState;
  scene: Scene | undefined;
  painted: boolean;
}

/** What is laid over scenes while they change. */
interface Veils {
  readonly wall: View;
  readonly flash: View;
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
  readonly ahead: DrawsAhead;
}): Promise<Director> {
  const { ahead } = options;
  const easel = new Easel(options.widthPx, options.heightPx);
  const kit = createKit(easel, options.artworks);
  const flash = paintFlash(easel);
  const [wallRoot, flashRoot] = [fullFrame(easel, kit.walls.dimmed), fullFrame(easel, flash)];
  const veils = { wall: lookAt(wallRoot).view, flash: lookAt(flashRoot).view };
  const stage = createStage(ahead, veils);
  let latest: { readonly show: ShowState; readonly nowMs: number } | undefined;
  let hungFor: ShowState | undefined;
  return {
    get revision() {
      return stage.seen()?.show.revision ?? 0;
    },
    get shownPrice() {
      return stage.seen()?.scene.shownPrice;
    },
    update: (show, frame) => {
      latest = { show, nowMs: frame.nowMs };
      stage.cast(show, () => cue(castScene(kit, show), show), frame.nowMs);
      return stage.look(show, frame);
    },
    prepare: () => {
      const build = (show: ShowState): Scene => easel.putOff(() => cue(castScene(kit, show), show));
      if (stage.build(build) || easel.paintNext() || stage.drawAhead()) return true;
      if (!latest || latest.show === hungFor || !stage.idle(latest.nowMs)) return false;
      const { show } = latest;
      const isLeft = easel.putOff(() => hangAhead(kit, show));
      if (!isLeft) hungFor = show;
      return isLeft;
    },
    destroy: () => {
      stage.destroy();
      discard(flash);
      for (const root of [wallRoot, flashRoot]) root.destroy({ children: true });
      kit.destroy();
    },
  };
}

function createStage(ahead: DrawsAhead, veils: Veils) {
  let program: Cast | undefined;
  let leaving: Cast | undefined;
  let preview: Preview | undefined;
  let transition: Transition = { kind: 'cut', sinceMs: Number.NEGATIVE_INFINITY };

  const dropPreview = (): void => {
    preview?.scene?.destroy();
    preview = undefined;
  };

  const take = (scene: Scene, key: string, show: ShowState, nowMs: number): void => {
    leaving = program;
    transition = transitionInto(scene.name, leaving === undefined, nowMs);
    program = { scene, key, show };
    preview = undefined;
  };

  /** Whether the scene on preview can go on air, and what it would go through. */
  const isComplete = ({ scene, painted }: Preview): boolean =>
    painted &&
    scene !== undefined &&
    [scene.look.view, veils.wall, veils.flash].every((view) => ahead.stands(view));

  return {
    /** Cues what the state asks for, and takes it once it is complete. */
    cast(show: ShowState, build: () => Scene, nowMs: number): void {
      const key = sceneKey(show);
      if (program?.key === key) {
        program.show = show;
        dropPreview();
        return;
      }
      // With nothing on air the first picture cannot wait.
      if (!program) take(build(), key, show, nowMs);
      if (program?.key === key) return;
      if (preview?.key !== key) {
        dropPreview();
        preview = { key, show, scene: undefined, painted: false };
      }
      preview.show = show;
      if (preview.scene && !leaving && isComplete(preview)) take(preview.scene, key, show, nowMs);
    },

    look(show: ShowState, frame: Frame): Look {
      const { nowMs } = frame;
      const { arrived, veilAlpha, flashAlpha } = transitionAt(transition, nowMs);
      if (arrived && leaving) {
        leaving.scene.destroy();
        leaving = undefined;
      }
      const seen = leaving ?? program;
      if (!seen) throw new Error('A look was asked for before a scene was cast.');
      const { scene } = seen;
      if (seen.key === sceneKey(show)) seen.show = show;
      if (scene.awaited && ahead.stands(scene.awaited)) scene.turn?.(nowMs);
      scene.update(seen.show, frame);
      const veil = veilAlpha > 0 ? veils.wall : veils.flash;
      const alpha = Math.max(veilAlpha, flashAlpha);
      if (alpha === 0) return scene.look;
      const { view, over } = scene.look;
      return { view, over: [...over, { view: veil, steps: alpha * BLEND_STEPS }] };
    },

    /** What the frame shows. */
    seen: (): Cast | undefined => leaving ?? program,

    /** Builds the scene that is asked for; false when it is built. */
    build(build: (show: ShowState) => Scene): boolean {
      if (!preview || preview.scene) return false;
      preview.scene = build(preview.show);
      return true;
    },

    /** Draws a part of what will be on air; its textures are painted by now. */
    drawAhead(): boolean {
      if (preview?.scene) preview.painted = true;
      // Nothing is taken while a scene leaves, and its frames are the dearest as it is.
      const scenes = [program?.scene, leaving ? leaving.scene : preview?.scene];
      const views = scenes.flatMap((scene) => (scene ? viewsOf(scene) : []));
      return ahead.drawAhead([...views, veils.wall, veils.flash]);
    },

    /** Whether there is time to prepare what nobody asked for yet. */
    idle: (nowMs: number): boolean => preview === undefined && transitionAt(transition, nowMs).done,

    destroy(): void {
      program?.scene.destroy();
      leaving?.scene.destroy();
      dropPreview();
    },
  };
}

function cue(scene: Scene, show: ShowState): Scene {
  scene.cue(show);
  return scene;
}

/** What is to be seen of a scene, now and next. */
function viewsOf({ look, awaited }: Scene): readonly View[] {
  const views = [look.view, ...look.over.map(({ view }) => view)];
  return awaited ? [...views, awaited] : views;
}

function paintFlash(easel: Easel): Texture {
  return easel.paintFull((brush) => {
    brush.fillStyle = '#fff6e2';
    brush.fillRect(0, 0, easel.widthPx, easel.heightPx);
  });
}

function fullFrame(easel: Easel, texture: Texture): Container {
  const root = new Container();
  root.addChild(easel.hang(texture, 0, 0)).position.set(0, 0);
  return root;
}
