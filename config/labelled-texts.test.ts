import { describe, expect, test } from 'vitest';
import { SothebaisError } from '../engine/domain/errors.js';
import { parseLabelledTexts } from './labelled-texts.js';

const line = (row: object): string => JSON.stringify({ id: 'a', text: 'x', class: 'c', ...row });

describe('parseLabelledTexts', () => {
  test('reads one text a line and passes over empty lines', () => {
    const bid = line({ kind: 'bid', amount: '1.5', currency: 'ETH', lot: '3' });
    const read = parseLabelledTexts(`${bid}\n\n${line({ kind: 'none' })}\n`, 'set');
    expect(read).toEqual([
      { id: 'a', text: 'x', class: 'c', kind: 'bid', amount: '1.5', currency: 'ETH', lot: '3' },
      { id: 'a', text: 'x', class: 'c', kind: 'none' },
    ]);
  });

  test.each([
    ['a line that is no JSON', '{', /line 1: Expected one JSON object/],
    ['an unknown kind', line({ kind: 'maybe' }), /line 1, kind/],
    ['a bid without an amount', line({ kind: 'bid', currency: 'ETH' }), /line 1, amount/],
    [
      'an amount with zeros at its end',
      line({ kind: 'bid', amount: '1.50', currency: 'ETH' }),
      /plain decimal/,
    ],
    ['an amount on a text that is no bid', line({ kind: 'none', amount: '1' }), /amount/],
  ])('refuses %s', (_name, text, message) => {
    const read = () => parseLabelledTexts(text, 'set');
    expect(read).toThrow(SothebaisError);
    expect(read).toThrow(message);
  });
});
