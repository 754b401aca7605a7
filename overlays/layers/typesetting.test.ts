import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseSetting, ellipsize, shrinkToFit, tidy, wrap, wrapEvenly } from './typesetting.js';

/** Every UTF-16 unit is ten wide. */
const tens = (text: string): number => text.length * 10;

describe('tidy', () => {
  test.each([
    ['keeps plain words', 'Tidewater, Study IV', 'Tidewater, Study IV'],
    ['makes one line of several', 'a\nb\t c', 'a b c'],
    ['drops direction overrides', '\u202eevil\u202c', 'evil'],
    ['drops nulls and zero-width blanks', 'a\u0000b\u200bc', 'a b c'],
    ['keeps joined emoji whole', '👩‍🎨 ok', '👩‍🎨 ok'],
    ['levels towers of accents', `a${'\u0301'.repeat(40)}`, `a${'\u0301'.repeat(3)}`],
    ['leaves markup as text', '<b>x</b>', '<b>x</b>'],
  ])('%s', (_name, text, expected) => {
    expect(tidy(text)).toBe(expected);
  });
});

describe('ellipsize', () => {
  test('leaves a text that fits to the unit', () => {
    expect(ellipsize('abcd', 40, tens)).toBe('abcd');
  });

  test('cuts a text that is one unit too wide', () => {
    expect(ellipsize('abcd', 39, tens)).toBe('ab…');
  });

  test('never splits a character made of several', () => {
    expect(ellipsize('👩‍🎨👩‍🎨👩‍🎨', 65, tens)).toBe('👩‍🎨…');
  });

  test('fits whatever is offered, down to a lone ellipsis', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 10, max: 400 }),
        (text, max) => {
          expect(tens(ellipsize(text, max, tens))).toBeLessThanOrEqual(max);
        },
      ),
    );
  });
});

describe('shrinkToFit', () => {
  test.each([
    [100, 100, 1],
    [125, 100, 0.8],
    [1_000, 100, 0.5],
  ])('sets %d in %d at %d', (width, max, scale) => {
    expect(shrinkToFit(width, max, 0.5)).toBe(scale);
  });
});

describe('wrap', () => {
  test('breaks at a blank', () => {
    expect(wrap('one two three', 80, 2, tens)).toEqual(['one two', 'three']);
  });

  test('cuts what does not fit the last line', () => {
    expect(wrap('one two three four', 70, 2, tens)).toEqual(['one two', 'three…']);
  });

  test('breaks a word that is wider than a line', () => {
    expect(wrap('abcdefghij', 60, 2, tens)).toEqual(['abcdef', 'ghij']);
  });

  test('keeps a text that fits in one line', () => {
    expect(wrap('one', 60, 2, tens)).toEqual(['one']);
  });

  test('never gives a line that is too wide', () => {
    const words = fc.string({ unit: 'grapheme-ascii', maxLength: 80 });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 300 }), (text, max) => {
        for (const line of wrap(text, max, 2, tens)) expect(tens(line)).toBeLessThanOrEqual(max);
      }),
    );
  });
});

describe('wrapEvenly', () => {
  test('makes lines as long as one another', () => {
    expect(wrap('one two three four five', 200, 2, tens)).toEqual(['one two three four', 'five']);
    expect(wrapEvenly('one two three four five', 200, 2, tens)).toEqual([
      'one two three',
      'four five',
    ]);
  });

  test.each([
    ['keeps a text that fits in one line', 'one two', 80],
    ['leaves a text that is cut', 'one two three four', 70],
    ['leaves a word that is wider than a line', 'abcdefghij', 60],
  ])('%s', (_name, text, max) => {
    expect(wrapEvenly(text, max, 2, tens)).toEqual(wrap(text, max, 2, tens));
  });

  test('never takes a line more, nor loses a word', () => {
    const words = fc.string({ unit: 'grapheme-ascii', maxLength: 80 }).map(tidy);
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 300 }), (text, max) => {
        const lines = wrapEvenly(text, max, 3, tens);
        const before = wrap(text, max, 3, tens);
        expect([lines.length, lines.join('').replaceAll(' ', '')]).toEqual([
          before.length,
          before.join('').replaceAll(' ', ''),
        ]);
        for (const line of lines) expect(tens(line)).toBeLessThanOrEqual(max);
      }),
    );
  });
});

describe('chooseSetting', () => {
  /** Every UTF-16 unit is as wide as it is high. */
  const square =
    (size: number) =>
    (text: string): number =>
      text.length * size;
  const settings = [
    { size: 10, baselines: [1] },
    { size: 8, baselines: [1, 2] },
    { size: 5, baselines: [1, 2, 3] },
  ];
  const choose = (text: string) => chooseSetting(text, 80, settings, square);

  test.each([
    ['sets what fits in one line', 'one two', 0, 10, ['one two']],
    ['shrinks one line to the unit before the next setting', 'one and ab', 0, 8, ['one and ab']],
    ['sets what is longer in two', 'one and two', 1, 8, ['one and', 'two']],
    [
      'sets in three what two do not hold',
      'one two three four five six',
      2,
      5,
      ['one two three', 'four five six'],
    ],
    [
      'cuts what the last does not hold',
      'one two three four five six seven eight nine ten',
      2,
      5,
      ['one two three', 'four five six', 'seven eight nin…'],
    ],
  ])('%s', (_name, text, index, size, lines) => {
    expect(choose(text)).toEqual({ index, size, lines });
  });
});
