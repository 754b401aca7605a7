import { describe, expect, test } from 'vitest';
import { plainText } from './plain-text.js';

describe('plainText', () => {
  test.each([
    ['a\nb\r\nc', 'a b c'],
    ['\u001b[31mred\u001b[0m', '[31mred [0m'],
    ['\u009b2Jgone', '2Jgone'],
    ['abc\u202edef', 'abc def'],
    ['a\u2028b', 'a b'],
  ])('takes what steers out of %j', (text, expected) => {
    expect(plainText(text)).toBe(expected);
  });

  test.each(['@ada', '入札者', '👩‍👩‍👧 family', 'Ünïcode', 'مزاد'])('leaves %s', (text) => {
    expect(plainText(text)).toBe(text);
  });
});
