import type { Rect } from '../../engine/ports/stage.js';
import type { DrawsAhead, Look, View } from '../scene.js';
import { blend } from './blend.js';
import { Painter } from './painter.js';
import type { PixelFormat, PixelFrame } from './pixels.js';
import { Sheet } from './sheet.js';

/** Two of a scene whose lights change, one of the scene before or after, the wall and the flash. */
const SHEETS = 5;
/** A part of a view that is drawn ahead; takes a few milliseconds. */
const PART_PX = 320_000;

/**
 * Puts each frame together from views that stand on sheets of their own.
 *
 * A view is drawn by what changed in it, and ahead of time before it is on air. Views are laid
 * over one another byte by byte, which costs a small part of drawing them through one another.
 */
export class Switcher implements DrawsAhead {
  readonly #sheets: readonly Sheet[];
  readonly #blended: PixelFrame;
  readonly #whole: readonly Rect[];
  #frame: PixelFrame;
  #onAir: readonly View[] = [];
  #wanted: readonly View[] = [];

  private constructor(painter: Painter, format: PixelFormat) {
    const { widthPx, heightPx } = painter;
    this.#sheets = Array.from({ length: SHEETS }, (_, i) => new Sheet(painter, format, i));
    this.#blended = format.create(widthPx, heightPx);
    this.#frame = this.#blended;
    this.#whole = [{ left: 0, top: 0, right: widthPx, bottom: heightPx }];
  }

  static async open(widthPx: number, heightPx: number, format: PixelFormat): Promise<Switcher> {
    return new Switcher(await Painter.open(widthPx, heightPx, SHEETS), format);
  }

  /** The frame that was put together last. */
  get frame(): PixelFrame {
    return this.#frame;
  }

  /** The whole frame, as what changed. */
  get whole(): readonly Rect[] {
    return this.#whole;
  }

  /** Lets every view be drawn whole: nothing that was drawn before is relied on. */
  redraw(): void {
    for (const sheet of this.#sheets) sheet.redraw();
  }

  /**
   * Puts a frame together.
   *
   * @returns outside of these it is as the frame before; rectangles that do not overlap
   */
  show({ view, over }: Look): readonly Rect[] {
    this.#onAir = [view, ...over.map((layer) => layer.view)];
    for (const sheet of this.#sheets) if (sheet.view?.root === view.root) sheet.age();
    const base = this.#sheetOf(view);
    const changed = base.draw();
    const before = this.#frame;
    this.#frame = base.frame;
    for (const layer of over) {
      const sheet = this.#sheetOf(layer.view);
      sheet.draw();
      blend(this.#blended.bytes, this.#frame.bytes, sheet.frame.bytes, layer.steps);
      this.#frame = this.#blended;
    }
    const isSame = before === this.#frame && over.length === 0;
    return isSame ? changed : this.#whole;
  }

  drawAhead(wanted: readonly View[]): boolean {
    this.#wanted = wanted;
    return wanted
      .filter((view) => !this.#onAir.includes(view))
      .some((view) => this.#sheetOf(view).draw(PART_PX).length > 0);
  }

  stands(view: View): boolean {
    return this.#sheets.some((sheet) => sheet.view === view && sheet.stands);
  }

  /** The sheet that a view stands on, else one that can be spared for it. */
  #sheetOf(view: View): Sheet {
    const kept = this.#sheets.find((sheet) => sheet.view === view);
    if (kept) return kept;
    const among = (views: readonly View[], { view: held }: Sheet): boolean =>
      held !== undefined && views.includes(held);
    const free =
      this.#sheets.find((sheet) => sheet.view === undefined) ??
      this.#sheets.find((sheet) => !among(this.#onAir, sheet) && !among(this.#wanted, sheet)) ??
      this.#sheets.find((sheet) => !among(this.#onAir, sheet));
    if (!free) throw new Error('More views are on air at once than there are sheets.');
    free.assign(view);
    return free;
  }
}
