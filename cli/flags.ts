import { Errors, Flags } from '@oclif/core';

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
