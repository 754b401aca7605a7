import type { Texture } from 'pixi.js';
import type { HostMood } from '../../engine/domain/show.js';
import { discard, type Brush, type Easel } from '../layers/easel.js';
import { paintArm, paintBlock, paintHead, paintTorso } from './body.js';
import { paintBrows, paintGaze, paintLids, paintMouth, paintRestingMouth } from './face.js';
import { GAVEL_POSES, type GavelPose } from './gavel.js';
import type { Gaze, Lids } from './idle.js';
import type { Area } from './pen.js';
import type { Viseme } from './visemes.js';

/** A part of the host, baked, and where its corner stands from the figure's, in output pixels. */
export interface Part {
  readonly texture: Texture;
  readonly x: number;
  readonly y: number;
}

/** The host's drawing is 560 by 640 units; `size` is design units per unit of the drawing. */
export interface HostAtlas {
  readonly size: number;
  readonly torso: Part;
  readonly head: Part;
  readonly block: Part;
  readonly arms: readonly Part[];
  readonly gazes: Readonly<Record<Gaze, Part>>;
  readonly lids: Readonly<Record<Lids, Part | undefined>>;
  readonly brows: Readonly<Record<HostMood, Part>>;
  readonly resting: Readonly<Record<HostMood, Part>>;
  readonly mouths: Readonly<Record<Exclude<Viseme, 'rest'>, Part>>;
}

const EYE_AREA: Area = [182, 226, 190, 70];
const BROW_AREA: Area = [174, 172, 208, 62];
const MOUTH_AREA: Area = [226, 338, 108, 72];

/**
 * Bakes the host at one size: every pose is a picture of its own, so that nothing is turned or
 * scaled on air.
 */
export function bakeHost(easel: Easel, size: number): HostAtlas {
  const part = (area: Area, paint: (brush: Brush) => void): Part =>
    bakePart(easel, size, area, paint);
  const brow = (mood: HostMood): Part => part(BROW_AREA, (brush) => paintBrows(brush, mood));
  const rest = (mood: HostMood): Part =>
    part(MOUTH_AREA, (brush) => paintRestingMouth(brush, mood));
  const mouth = (viseme: Exclude<Viseme, 'rest'>): Part =>
    part(MOUTH_AREA, (brush) => paintMouth(brush, viseme));
  const look = (gaze: Gaze): Part => part(EYE_AREA, (brush) => paintGaze(brush, gaze));
  const lid = (lids: Lids): Part => part(EYE_AREA, (brush) => paintLids(brush, lids));
  return {
    size,
    torso: part([30, 380, 500, 290], paintTorso),
    head: part([118, 40, 324, 392], paintHead),
    block: part([-212, 490, 200, 90], (brush) => {
      brush.translate(BLOCK[0], BLOCK[1]);
      paintBlock(brush);
    }),
    arms: GAVEL_POSES.map((pose) => bakeArm(part, pose)),
    gazes: byName(['camera', 'artwork', 'bids', 'room', 'down'], look),
    lids: { open: undefined, half: lid('half'), closed: lid('closed') },
    brows: byName(MOODS, brow),
    resting: byName(MOODS, rest),
    mouths: byName(['closed', 'small', 'open', 'wide', 'round', 'teeth'], mouth),
  };
}

/** Releases every texture of an atlas. */
export function discardHost(atlas: HostAtlas): void {
  const sets = [atlas.gazes, atlas.lids, atlas.brows, atlas.resting, atlas.mouths];
  const parts: readonly (Part | undefined)[] = [
    atlas.torso,
    atlas.head,
    atlas.block,
    ...atlas.arms,
    ...sets.flatMap((set) => Object.values<Part | undefined>(set)),
  ];
  for (const part of parts) if (part) discard(part.texture);
}

const MOODS = ['idle', 'welcoming', 'selling', 'warning', 'hammer', 'consoling'] as const;

/** Top of the block: where the gavel's face comes down. */
const BLOCK: readonly [number, number] = [-113, 516];

/** The elbow, in the figure and in the arm's own units; the arm turns about it. */
const ELBOW = { figure: [139, 677], arm: [40, 210] } as const;

function bakeArm(
  part: (area: Area, paint: (brush: Brush) => void) => Part,
  { arm, gavel, lift }: GavelPose,
): Part {
  // Wide enough for every pose; the empty rim costs memory, not time.
  return part([-190, 250, 420, 410], (brush) => {
    brush.translate(ELBOW.figure[0], ELBOW.figure[1] - lift);
    brush.rotate((arm * Math.PI) / 180);
    brush.translate(-ELBOW.arm[0], -ELBOW.arm[1]);
    paintArm(brush, gavel);
  });
}

function bakePart(easel: Easel, size: number, area: Area, paint: (brush: Brush) => void): Part {
  const [x, y, width, height] = area;
  const place = { x: easel.px(x * size), y: easel.px(y * size) };
  const texture = easel.paint(width * size, height * size, (brush) => {
    brush.scale(size, size);
    // The painter's origin falls on the rounded place, so that parts meet without a seam.
    brush.translate(-place.x / (easel.scale * size), -place.y / (easel.scale * size));
    paint(brush);
  });
  return { texture, ...place };
}

function byName<Name extends string>(
  names: readonly Name[],
  bake: (name: Name) => Part,
): Readonly<Record<Name, Part>> {
  return Object.fromEntries(names.map((name) => [name, bake(name)])) as Record<Name, Part>;
}
