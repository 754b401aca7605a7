/** The colours of the `gallery` theme. Gold is the one accent; red is for the live dot alone. */
export const palette = {
  gold: '#e7c37b',
  red: '#e5484d',
  text: '#f4ede1',
  second: '#c9bda9',
  third: '#a8977e',
  label: '#c9b48f',
  wallLit: '#4a3b2f',
  wallDark: '#15120f',
  desk: '#0a0908',
  mat: '#f1e9dc',
  ink: '#17120c',
} as const;

/**
 * The design grid in units of a 1920x1080 picture; everything is placed on it and scaled once.
 *
 * Margins are 5 %, the title-safe area.
 */
export const grid = {
  width: 1920,
  height: 1080,
  margin: 96,
  /** The box an artwork hangs in while it is sold. */
  artwork: { x: 96, y: 84, width: 920, height: 744 },
  /** The column of words and figures. */
  column: { left: 1088, right: 1824 },
  /** The ticker ends before the host begins. */
  tickerRight: 1420,
  deskTop: 960,
} as const;
