import type { HostMood } from '../../engine/domain/show.js';

/** Where the host looks, seen from the audience. */
export type Gaze = 'camera' | 'artwork' | 'bids' | 'room' | 'down';

/** How far the lids are closed. */
export type Lids = 'open' | 'half' | 'closed';

const BREATH_MS = 4_300;
const BLINK_SLOT_MS = 3_600;
const GAZE_SLOT_MS = 2_700;
const NOD_SLOT_MS = 340;

/**
 * A whole number from a whole number, well spread: chance that can be drawn again.
 *
 * @returns 0 up to, not including, 2^32
 */
export function scatter(seed: number): number {
  let n = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  n = Math.imul(n ^ (n >>> 13), 0xc2b2ae35);
  return (n ^ (n >>> 16)) >>> 0;
}

/** Height of the breath at `nowMs`: -1 breathed out, 1 breathed in. */
export function breath(nowMs: number): number {
  return Math.sin(((nowMs % BREATH_MS) / BREATH_MS) * 2 * Math.PI);
}

/** Lids at `nowMs`: a blink of 170 ms about every four seconds, now and then a double one. */
export function blink(nowMs: number): Lids {
  const slot = Math.floor(nowMs / BLINK_SLOT_MS);
  const chance = scatter(slot);
  const at = (nowMs % BLINK_SLOT_MS) - (chance % 2_600);
  const single = lidsAt(at);
  if (single !== 'open' || chance % 5 !== 0) return single;
  return lidsAt(at - 300);
}

function lidsAt(ms: number): Lids {
  if (ms < 0 || ms >= 170) return 'open';
  return ms < 40 || ms >= 120 ? 'half' : 'closed';
}

const GLANCES: Readonly<Record<HostMood, readonly Gaze[]>> = {
  idle: ['camera', 'camera', 'room', 'artwork', 'down'],
  welcoming: ['camera', 'camera', 'camera', 'room', 'artwork'],
  selling: ['camera', 'bids', 'artwork', 'camera', 'room'],
  warning: ['camera', 'room', 'camera', 'bids'],
  hammer: ['camera'],
  consoling: ['camera', 'down', 'camera'],
};

/** Where the host looks at `nowMs`: a glance of a few seconds, by mood. */
export function gaze(nowMs: number, mood: HostMood): Gaze {
  const glances = GLANCES[mood];
  const chance = scatter(Math.floor(nowMs / GAZE_SLOT_MS) + 7919);
  return glances[chance % glances.length] ?? 'camera';
}

/** Nod of a speaking head, from 0 to 1, eased between beats. */
export function nod(nowMs: number): number {
  const slot = Math.floor(nowMs / NOD_SLOT_MS);
  const t = (nowMs % NOD_SLOT_MS) / NOD_SLOT_MS;
  const from = (scatter(slot) % 100) / 100;
  const to = (scatter(slot + 1) % 100) / 100;
  return from + (to - from) * t * t * (3 - 2 * t);
}
