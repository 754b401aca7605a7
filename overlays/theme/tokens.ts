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
