/**
 * Parts of an upright picture's height and width that hold no words.
 *
 * What plays upright video on a phone lays its own controls over it: who is on and how to leave
 * along the top, a column of buttons down the right, what viewers write along the bottom. No
 * standard says how far they reach and each app differs; these are the habit of those who make such
 * pictures, and this is the one place that knows them.
 */
export const safeArea = { top: 0.08, bottom: 0.12, right: 0.12 } as const;
