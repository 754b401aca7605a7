import type { Texture } from 'pixi.js';
import type { HostMood } from '../../engine/domain/show.js';
import { discard, type Brush, type Easel } from '../layers/easel.js';
import { paintDesk } from '../layers/wall.js';
import type { HostPlace } from '../layout/places.js';
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

/** The host's drawing is 560 by 640 units. */
export interface HostAtlas {
  readonly place: HostPlace;
  readonly torso: Part;
  readonly head: Part;
  readonly block: Part;
  readonly arms: readonly Part[];
  readonly gazes: Readonly<Record<Gaze, Part>>;
  readonly lids: Readonly<Record<Lids, Part | undefined>>;
  readonly brows: Readonly<Record<HostMood, Part>>;
  readonly resting: Readonly<Record<HostMood, Part>>;
  readonly mouths: Readonly<Record<Exclude<Viseme, 'rest'>, Part>>;
  /** The edge of the desk, where the host stands behind it. */
  readonly desk: Part | undefined;
}

const EYE_AREA: Area = [182, 226, 190, 70];
const BROW_AREA: Area = [174, 172, 208, 62];
const MOUTH_AREA: Area = [226, 338, 108, 72];

/**
 * Bakes the host for one place: every pose is a picture of its own, so that nothing is turned or
 * scaled on air.
 */
export function bakeHost(easel: Easel, place: HostPlace): HostAtlas {
  const part = (area: Area, paint: (brush: Brush) => void): Part =>
    bakePart(easel, place, area, paint);
  const brow = (mood: HostMood): Part => part(BROW_AREA, (brush) => paintBrows(brush, mood));
  const rest = (mood: HostMood): Part =>
    part(MOUTH_AREA, (brush) => paintRestingMouth(brush, mood));
  const mouth = (viseme: Exclude<Viseme, 'rest'>): Part =>
    part(MOUTH_AREA, (brush) => paintMouth(brush, viseme));
  const look = (gaze: Gaze): Part => part(EYE_AREA, (brush) => paintGaze(brush, gaze));
  const lid = (lids: Lids): Part => part(EYE_AREA, (brush) => paintLids(brush, lids));
  return {
    place,
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
    desk: place.deskEdge === undefined ? undefined : bakeDesk(easel, place, place.deskEdge),
  };
}

/** Releases every texture of an atlas. */
export function discardHost(atlas: HostAtlas): void {
  const sets = [atlas.gazes, atlas.lids, atlas.brows, atlas.resting, atlas.mouths];
  const parts: readonly (Part | undefined)[] = [
    atlas.torso,
    atlas.head,
    atlas.block,
    atlas.desk,
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

/** The edge of the desk as the wall shows it, to lie before what stands behind it. */
function bakeDesk(easel: Easel, { x, y, size }: HostPlace, deskEdge: number): Part {
  const [left, width] = REACH;
  const place = { x: easel.px(left * size), y: easel.y(easel.layout.desk.top) - easel.y(y) };
  const texture = easel.paint(width * size, deskEdge, (brush) => {
    brush.setTransform(1, 0, 0, 1, -easel.x(x) - place.x, -easel.y(y) - place.y);
    paintDesk(brush, easel);
  });
  return { texture, ...place };
}

/** How far the host reaches to both sides: where that begins, and how wide it is. */
const REACH = [-190, 720] as const;

function bakePart(
  easel: Easel,
  { y: top, size, deskEdge }: HostPlace,
  area: Area,
  paint: (brush: Brush) => void,
): Part {
  const [x, y, width, height] = area;
  const place = { x: easel.px(x * size), y: easel.px(y * size) };
  const texture = easel.paint(width * size, height * size, (brush) => {
    brush.scale(size, size);
    // The painter's origin falls on the rounded place, so that parts meet without a seam.
    brush.translate(-place.x / (easel.scale * size), -place.y / (easel.scale * size));
    if (deskEdge !== undefined)
      clipBelow(brush, (easel.layout.desk.top + deskEdge / 2 - top) / size);
    paint(brush);
  });
  return { texture, ...place };
}

/** Lets nothing be painted further down than `y`, in units of the drawing. */
function clipBelow(brush: Brush, y: number): void {
  const far = 2_000;
  brush.beginPath();
  brush.rect(-far, -far, 2 * far, far + y);
  brush.clip();
}

function byName<Name extends string>(
  names: readonly Name[],
  bake: (name: Name) => Part,
): Readonly<Record<Name, Part>> {
  return Object.fromEntries(names.map((name) => [name, bake(name)])) as Record<Name, Part>;
}
