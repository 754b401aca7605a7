import { Parser } from '@oclif/core';
import { describe, expect, test } from 'vitest';
import { pictureSize } from './flags.js';

const parse = (...argv: string[]) => Parser.parse(argv, { flags: { size: pictureSize() } });

describe('--size', () => {
  test.each([
    ['1280x720', { widthPx: 1280, heightPx: 720 }],
    ['640x360', { widthPx: 640, heightPx: 360 }],
    ['3840x2160', { widthPx: 3840, heightPx: 2160 }],
  ])('takes %s', async (text, expected) => {
    expect((await parse('--size', text)).flags.size).toEqual(expected);
  });

  test('is 1280x720 when nobody says', async () => {
    expect((await parse()).flags.size).toEqual({ widthPx: 1280, heightPx: 720 });
  });

  test.each(['1281x720', '1280x721', '1280', '1280×720', '1280x720p', '-1x2', '99x100', ''])(
    'refuses %j as a matter of usage',
    async (text) => {
      await expect(parse('--size', text)).rejects.toMatchObject({
        message: expect.stringContaining('Expected an even size such as 1280x720') as string,
        oclif: { exit: 2 },
      });
    },
  );
});
