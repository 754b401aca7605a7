/** What would steer a terminal: control characters, line ends, and marks that turn the direction. */
const STEERING = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Strangers' text on one line, with nothing in it that a terminal would obey. */
export const plainText = (text: string): string => text.replace(STEERING, ' ').trim();
