import { Container, Sprite, Texture } from 'pixi.js';
import type { FiguresPlace } from '../layout/places.js';
import { fontOf, type, type TypeStyle } from '../theme/typography.js';
import { discard, type Easel } from './easel.js';
import { digitAdvance } from './line.js';

const GLYPHS = '0123456789:.';
const PAD = 4;

interface Glyph {
  readonly texture: Texture;
  readonly advancePx: number;
}

/** Glyphs of one size, and how far they reach above the baseline. */
interface Face {
  readonly ascent: number;
  readonly glyphs: ReadonlyMap<string, Glyph>;
}

/**
 * A running clock: glyphs are baked once, then only swapped, and every digit has one advance.
 *
 * Shows digits, `:` and `.`; anything else takes no room. A clock that is wider than its place, one
 * with hours, is shown in a smaller face, which is baked when it is first needed.
 */
export class Numerals {
  readonly root = new Container();
  readonly #easel: Easel;
  readonly #color: string;
  readonly #place: FiguresPlace;
  readonly #full: Face;
  /** By how many characters they hold. */
  readonly #smaller = new Map<number, Face>();
  #shown = '';

  constructor(easel: Easel, color: string, place: FiguresPlace) {
    this.#easel = easel;
    this.#color = color;
    this.#place = place;
    this.#full = this.#bake(place.size);
  }

  /** Shows a figure; free when it is shown already. */
  set(text: string): void {
    if (text === this.#shown) return;
    this.#shown = text;
    const { ascent, glyphs } = this.#faceFor(text);
    const width = widthPx(glyphs, text);
    this.root.y = this.#easel.y(this.#place.y - ascent);
    const right = this.#easel.x(this.#place.x);
    let at = (this.#place.align === 'right' ? right - width : right - Math.round(width / 2)) - PAD;
    for (let i = 0; i < text.length; i++) {
      const glyph = glyphs.get(text.charAt(i));
      const sprite = this.#slot(i);
      sprite.visible = glyph !== undefined;
      if (!glyph) continue;
      sprite.texture = glyph.texture;
      sprite.x = at;
      at += glyph.advancePx;
    }
    for (let i = text.length; i < this.root.children.length; i++) this.#slot(i).visible = false;
  }

  destroy(): void {
    this.root.destroy({ children: true });
    for (const { glyphs } of [this.#full, ...this.#smaller.values()]) {
      for (const { texture } of glyphs.values()) discard(texture);
    }
  }

  #faceFor(text: string): Face {
    const wanted = widthPx(this.#full.glyphs, text);
    const room = this.#easel.px(this.#place.maxWidth);
    if (wanted <= room) return this.#full;
    // Each advance may be rounded up by half a pixel.
    const part = (room - text.length / 2) / wanted;
    const face = this.#smaller.get(text.length) ?? this.#bake(part * this.#place.size);
    this.#smaller.set(text.length, face);
    return face;
  }

  #bake(size: number): Face {
    const style = type.sans(size, 600, this.#color);
    return { ascent: ascentOf(style), glyphs: bakeGlyphs(this.#easel, style) };
  }

  #slot(index: number): Sprite {
    const found = this.root.children[index];
    if (found instanceof Sprite) return found;
    return this.root.addChild(new Sprite(Texture.EMPTY));
  }
}

const ascentOf = (style: TypeStyle): number => Math.ceil(style.size);

function widthPx(glyphs: ReadonlyMap<string, Glyph>, text: string): number {
  let width = 0;
  for (const character of text) width += glyphs.get(character)?.advancePx ?? 0;
  return width;
}

function bakeGlyphs(easel: Easel, style: TypeStyle): ReadonlyMap<string, Glyph> {
  const { measuring, scale } = easel;
  measuring.font = fontOf(style);
  measuring.letterSpacing = '0px';
  const cell = digitAdvance(measuring);
  const glyphs = new Map<string, Glyph>();
  for (const character of GLYPHS) {
    const width = measuring.measureText(character).width;
    const digit = character >= '0' && character <= '9';
    // Set a little tighter than running text: at this size the eye asks for it.
    const advance = (digit ? cell : width * 0.86) - style.size * 0.015;
    // Figures of the clock stand on whole pixels, so the advance is rounded once, for all.
    const advancePx = Math.round(advance * scale);
    const texture = easel.paint(advance + (2 * PAD) / scale, style.size * 1.3, (brush) => {
      brush.font = fontOf(style);
      brush.fillStyle = style.color;
      // A colon is drawn for lower case; between figures it is lifted to their middle.
      const lift = character === ':' ? style.size * 0.085 : 0;
      brush.fillText(character, PAD / scale + (advance - width) / 2, ascentOf(style) - lift);
    });
    glyphs.set(character, { texture, advancePx });
  }
  return glyphs;
}
