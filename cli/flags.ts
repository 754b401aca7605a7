import { userInfo } from 'node:os';
import { Args, Errors, Flags } from '@oclif/core';

/** A picture size such as `1280x720`: even numbers of pixels. */
export const pictureSize = Flags.custom<{ readonly widthPx: number; readonly heightPx: number }>({
  parse: async (text) => {
    const match = /^(\d{3,4})x(\d{3,4})$/.exec(text);
    const [widthPx, heightPx] = [Number(match?.[1]), Number(match?.[2])];
    if (match && widthPx % 2 === 0 && heightPx % 2 === 0) return { widthPx, heightPx };
    throw new Errors.CLIError(`Expected an even size such as 1280x720, got "${text}".`, {
      exit: 2,
    });
  },
  default: async () => ({ widthPx: 1280, heightPx: 720 }),
});

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;
const DURATION = /^(?:\d{1,6}(?:ms|s|m|h))+$/;

/** A length of time such as `90s`, `2m` or `1h30m` in milliseconds; 0 for what is none. */
export function parseDuration(text: string): number {
  const parts = DURATION.test(text) ? [...text.matchAll(/(\d+)(ms|s|m|h)/g)] : [];
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNITS[unit as keyof typeof UNITS],
    0,
  );
}

/** A length of time above zero such as `90s`, `2m` or `1h30m`, read as milliseconds. */
export const duration = Flags.custom<number>({
  parse: async (text) => {
    const ms = parseDuration(text);
    if (ms > 0) return ms;
    throw new Errors.CLIError(`Expected a duration such as 90s or 2m, got "${text}".`, { exit: 2 });
  },
});

/** A number of seconds above zero, plain or as a length of time: `90`, `90s`, `2m`. */
export const seconds = Flags.custom<number>({
  helpValue: 'N',
  parse: async (text) => {
    const count = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Number(text) : parseDuration(text) / 1_000;
    if (count > 0) return count;
    throw new Errors.CLIError(`Expected seconds such as 90, or 90s or 2m, got "${text}".`, {
      exit: 2,
    });
  },
});

/** Which house: the folder it keeps its book in. */
export const houseFlags = {
  data: Flags.string({
    char: 'd',
    summary: "the house's folder",
    env: 'SOTHEBAIS_DATA',
    default: './sothebais-data',
  }),
};

/** What every move of the operator's carries into the book. */
export const deskFlags = {
  ...houseFlags,
  by: Flags.string({
    summary: 'who asks, for the book',
    default: async () => userName(),
    defaultHelp: async () => 'your user name',
    noCacheDefault: true,
  }),
  why: Flags.string({ summary: 'the reason, for the book', default: '' }),
  id: Flags.string({ summary: 'name of this move: asked for twice, it is made once' }),
};

/** A system that does not know its own user has an operator all the same. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'operator';
  }
}

/** A lot by its number. */
export const lotArg = Args.integer({
  description: 'lot number in the catalogue',
  required: true,
  min: 1,
});

/** A bidder by whatever he is called. */
export const bidderArg = Args.string({
  description: 'a paddle, an @handle or an address',
  required: true,
});
