const FACES = [
  ['Instrument Serif', 'instrument-serif', '400', 'normal'],
  ['Instrument Serif', 'instrument-serif', '400', 'italic'],
  ['Inter Tight', 'inter-tight', '400', 'normal'],
  ['Inter Tight', 'inter-tight', '500', 'normal'],
  ['Inter Tight', 'inter-tight', '600', 'normal'],
  ['Inter Tight', 'inter-tight', '700', 'normal'],
] as const;

/** Which characters each file draws, as its maker says. */
const SUBSETS = {
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,' +
    'U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  'latin-ext':
    'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,' +
    'U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,' +
    'U+A720-A7FF',
} as const;

/**
 * Loads every face into the worker before the first text is measured: a face that came late
 * would shift what is on air.
 *
 * @param base - the page's address; the files lie in `fonts/` beside it
 */
export async function loadFonts(base: string): Promise<void> {
  const { fonts } = self as unknown as { readonly fonts: FontFaceSet };
  const faces = FACES.flatMap(([family, file, weight, style]) =>
    Object.entries(SUBSETS).map(([subset, unicodeRange]) => {
      const { href } = new URL(`fonts/${file}-${subset}-${weight}-${style}.woff2`, base);
      return new FontFace(family, `url(${href})`, { weight, style, unicodeRange });
    }),
  );
  for (const face of faces) fonts.add(face);
  await Promise.all(faces.map((face) => face.load()));
}
