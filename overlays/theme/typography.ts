import { palette } from './tokens.js';

/** How one run of words is set. Sizes are units of the design grid. */
export interface TypeStyle {
  readonly family: 'Instrument Serif' | 'Inter Tight';
  readonly weight: 400 | 500 | 600 | 700;
  readonly italic?: boolean;
  readonly size: number;
  /** Space after every character, in em. */
  readonly tracking?: number;
  readonly color: string;
  /** Gives every digit one advance, so that a number never jumps sideways when it changes. */
  readonly tabular?: boolean;
}

const serif = (size: number, color: string = palette.text): TypeStyle => ({
  family: 'Instrument Serif',
  weight: 400,
  size,
  color,
});

const italic = (size: number, color: string = palette.text): TypeStyle => ({
  ...serif(size, color),
  italic: true,
});

const sans = (
  size: number,
  weight: TypeStyle['weight'] = 400,
  color: string = palette.second,
): TypeStyle => ({ family: 'Inter Tight', weight, size, color });

const label = (size: number, color: string = palette.label): TypeStyle => ({
  family: 'Inter Tight',
  weight: 600,
  size,
  tracking: 0.18,
  color,
});

/** The two typefaces of the house, as makers of styles: serif speaks, sans counts. */
export const type = { serif, italic, sans, label } as const;

/**
 * The CSS font of a style at its design size.
 *
 * The fallbacks draw what the house faces lack: other scripts and emoji in strangers' text.
 */
export function fontOf(style: TypeStyle, scale = 1): string {
  const fallback = style.family === 'Inter Tight' ? 'sans-serif' : 'serif';
  const slant = style.italic === true ? 'italic ' : '';
  return `${slant}${style.weight} ${style.size * scale}px '${style.family}', 'Noto Sans CJK JP', 'Noto Color Emoji', ${fallback}`;
}
