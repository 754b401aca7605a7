import { userInfo } from 'node:os';
import { Parser } from '@oclif/core';
import { describe, expect, test } from 'vitest';
import { deskFlags, duration, pictureSize, seconds } from './flags.js';

const parse = (...argv: string[]) => Parser.parse(argv, { flags: { size: pictureSize() } });

describe('--seconds', () => {
  const read = (...argv: string[]) => Parser.parse(argv, { flags: { seconds: seconds() } });

  test.each([
    ['90', 90],
    ['0.5', 0.5],
    ['90s', 90],
    ['2m', 120],
    ['250ms', 0.25],
  ])('takes %s', async (text, expected) => {
    expect((await read('--seconds', text)).flags.seconds).toBe(expected);
  });

  test.each(['0', '-1', 'ninety', '1e3', '', '5 s'])('refuses %j', async (text) => {
    await expect(read('--seconds', text)).rejects.toMatchObject({ oclif: { exit: 2 } });
  });
});

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

describe('duration', () => {
  const read = async (text: string) =>
    (await Parser.parse([`--for=${text}`], { flags: { for: duration() } })).flags.for;

  test.each([
    ['90s', 90_000],
    ['2m', 120_000],
    ['1h30m', 5_400_000],
    ['500ms', 500],
  ])('reads %s', async (text, ms) => {
    expect(await read(text)).toBe(ms);
  });

  test.each(['ninety', '90', '0s', '-5s', '1.5m', '1m 2s', ''])('refuses "%s"', async (text) => {
    await expect(read(text)).rejects.toThrow(
      `Expected a duration such as 90s or 2m, got "${text}".`,
    );
  });
});

test('a move is asked for by the user of the machine unless somebody is named', async () => {
  const byOf = async (...argv: string[]) =>
    (await Parser.parse(argv, { flags: deskFlags })).flags.by;
  expect(await byOf()).toBe(userInfo().username);
  expect(await byOf('--by', 'olga')).toBe('olga');
});
