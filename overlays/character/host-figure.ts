import { Container, Sprite } from 'pixi.js';
import type { HostMood, ShowState } from '../../engine/domain/show.js';
import type { Easel } from '../layers/easel.js';
import type { HostAtlas, Part } from './atlas.js';
import { gavelAt, stroke, travel } from './gavel.js';
import { blink, breath, gaze, nod, type Gaze } from './idle.js';
import { speakingMs, visemeAt } from './visemes.js';

/** How long the host watches the bids after one came in. */
const NOTICE_MS = 1_400;
/** The gavel goes up when so little is left on the clock. */
const RAISE_MS = 3_000;

/**
 * The host on stage: a rig of baked parts, alive at rest, that draws only what changes.
 *
 * Everything it does is read off the show and the frame's time.
 */
export class HostFigure {
  readonly root = new Container();
  readonly #atlas: HostAtlas;
  readonly #easel: Easel;
  readonly #head = new Container();
  readonly #torso: Sprite;
  readonly #eyes: Sprite;
  readonly #lids: Sprite;
  readonly #brows: Sprite;
  readonly #mouth: Sprite;
  readonly #arm: Sprite;
  #gavel = { from: gavelAt.rest as number, to: gavelAt.rest as number, sinceMs: 0 };
  #lastBid = '';
  #noticedMs = -NOTICE_MS;

  constructor(easel: Easel, atlas: HostAtlas) {
    this.#easel = easel;
    this.#atlas = atlas;
    this.root.position.set(easel.x(atlas.place.x), easel.y(atlas.place.y));
    this.#torso = sprite(atlas.torso);
    this.#eyes = sprite(atlas.gazes.camera);
    this.#lids = sprite(atlas.gazes.camera);
    this.#brows = sprite(atlas.brows.idle);
    this.#mouth = sprite(atlas.resting.idle);
    this.#arm = sprite(atlas.arms[gavelAt.rest] ?? atlas.torso);
    this.#head.addChild(sprite(atlas.head), this.#eyes, this.#lids, this.#brows, this.#mouth);
    this.root.addChild(this.#torso, this.#head, sprite(atlas.block), this.#arm);
    if (atlas.desk) this.root.addChild(sprite(atlas.desk));
  }

  /** Draws the host as it stands at `nowMs`; `struckMs` is when the gavel fell, once it has. */
  update(show: ShowState, nowMs: number, struckMs?: number): void {
    const { mood, line } = show.host;
    this.#notice(show, nowMs);
    const speaking =
      line !== undefined && nowMs >= line.sinceMs && nowMs < line.sinceMs + speakingMs(line);
    this.#breathe(nowMs, speaking);
    this.#look(mood, nowMs, speaking);
    const viseme = visemeAt(line, nowMs);
    set(this.#mouth, viseme === 'rest' ? this.#atlas.resting[mood] : this.#atlas.mouths[viseme]);
    this.#swing(show, nowMs, struckMs);
  }

  #notice({ lot }: ShowState, nowMs: number): void {
    const newest = lot?.bids[0]?.id ?? '';
    if (newest === this.#lastBid) return;
    if (newest !== '') this.#noticedMs = nowMs;
    this.#lastBid = newest;
  }

  #breathe(nowMs: number, speaking: boolean): void {
    const rise = this.#easel.px(2) || 1;
    this.#torso.y = this.#atlas.torso.y - Math.round(breath(nowMs) * rise);
    const dip = speaking ? nod(nowMs) * this.#easel.px(5) : 0;
    this.#head.y = Math.round(dip - breath(nowMs - 260) * rise);
  }

  #look(mood: HostMood, nowMs: number, speaking: boolean): void {
    const where = this.#whereTo(mood, nowMs, speaking);
    set(this.#eyes, this.#atlas.gazes[where]);
    const lids = this.#atlas.lids[blink(nowMs)];
    this.#lids.visible = lids !== undefined;
    if (lids) set(this.#lids, lids);
    set(this.#brows, this.#atlas.brows[mood]);
    // Brows go with the voice: up a little where the head dips.
    if (speaking) this.#brows.y -= Math.round(nod(nowMs) * this.#easel.px(3));
  }

  #whereTo(mood: HostMood, nowMs: number, speaking: boolean): Gaze {
    if (nowMs - this.#noticedMs < NOTICE_MS) return 'bids';
    return speaking && mood !== 'selling' ? 'camera' : gaze(nowMs, mood);
  }

  #swing(show: ShowState, nowMs: number, struckMs: number | undefined): void {
    const pose = struckMs === undefined ? this.#pose(show, nowMs) : stroke(struckMs, nowMs);
    const arm = this.#atlas.arms[pose];
    if (arm) set(this.#arm, arm);
  }

  #pose({ host, lot }: ShowState, nowMs: number): number {
    const { from, to, sinceMs } = this.#gavel;
    const target = gavelTarget(host.mood, lot, nowMs);
    if (target !== to) {
      this.#gavel = { from: travel(from, to, sinceMs, nowMs), to: target, sinceMs: nowMs };
    }
    return travel(this.#gavel.from, this.#gavel.to, this.#gavel.sinceMs, nowMs);
  }
}

/** Where the gavel belongs: up when the clock is almost out, laid down when nothing is sold. */
function gavelTarget(mood: HostMood, lot: ShowState['lot'], nowMs: number): number {
  if (mood === 'consoling') return gavelAt.block;
  const running = lot?.phase === 'open' || lot?.phase === 'fair-warning';
  if (!running || lot.closesAtMs === undefined) return gavelAt.rest;
  const leftMs = lot.closesAtMs - nowMs;
  return leftMs < RAISE_MS ? gavelAt.raised : gavelAt.rest;
}

function sprite(part: Part): Sprite {
  const made = new Sprite(part.texture);
  made.position.set(part.x, part.y);
  return made;
}

function set(sprite_: Sprite, { texture, x, y }: Part): void {
  if (sprite_.texture !== texture) sprite_.texture = texture;
  sprite_.position.set(x, y);
}
