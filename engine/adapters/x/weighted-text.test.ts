import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chatLength, containsLink, cutAtWord, weightedLength } from './weighted-text.js';

describe('weightedLength', () => {
  test.each([
    ['counts a letter as one', 'café', 4],
    ['counts an ideograph as two', '入札', 4],
    ['counts an emoji as two', '💎', 2],
    ['counts a family of four as one emoji', '👨‍👩‍👧‍👦', 2],
    ['counts a flag as one emoji', '🇨🇭', 2],
    ['counts a curly quote as one', '’', 1],
    ['counts an ellipsis as two', '…', 2],
    ['counts a link as 23, however long', `see https://x.com/${'a'.repeat(90)} now`, 31],
    ['counts a bare name as a link', 'a.io', 23],
    ['counts an amount as it is', '2.5', 3],
  ])('%s', (_name, text, weight) => {
    expect(weightedLength(text)).toBe(weight);
  });
});

describe('containsLink', () => {
  test.each(['https://a.b', 'see sothebais.com', 'go to x.com/i/lists'])(
    'finds one in "%s"',
    (text) => {
      expect(containsLink(text)).toBe(true);
    },
  );

  test.each(['2.5 ETH', 'vitalik.eth', 'Sold.To @ada', '@ada.io', 'mail a@b.com'])(
    'finds none in "%s"',
    (text) => {
      expect(containsLink(text)).toBe(false);
    },
  );
});

describe('cutAtWord', () => {
  test('leaves what fits as it is', () => {
    expect(cutAtWord('a'.repeat(280), 280, weightedLength)).toBe('a'.repeat(280));
  });

  test('cuts what does not at the last word that fits', () => {
    expect(cutAtWord('one two three', 10, chatLength)).toBe('one two…');
  });

  test('cuts a single long word between two characters', () => {
    expect(cutAtWord('👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 5, weightedLength)).toBe('👨‍👩‍👧‍👦…');
  });

  test('never gives more than there is room for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        expect(weightedLength(cutAtWord(text, 280, weightedLength))).toBeLessThanOrEqual(280);
        expect(chatLength(cutAtWord(text, 140, chatLength))).toBeLessThanOrEqual(140);
      }),
    );
  });
});
