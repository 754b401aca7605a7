import { expect, test } from 'vitest';
import { EVENT_KINDS, kindNamed } from './event-filter.js';

test('every kind is named by itself', () => {
  expect(EVENT_KINDS.map(kindNamed)).toEqual(EVENT_KINDS);
  expect([...EVENT_KINDS].sort()).toEqual(EVENT_KINDS);
});

test.each([
  ['bid-acepted', 'bid-accepted'],
  ['hammer-fel', 'hammer-fell'],
  ['settled', 'lot-settled'],
])('%s is told to be near to %s', (name, nearest) => {
  expect(() => kindNamed(name)).toThrow(
    `There is no event of the kind "${name}"; the nearest is ${nearest}.`,
  );
});

test('what is near to nothing is told where the kinds are listed', () => {
  expect(() => kindNamed('zzzzzzzzzzzz')).toThrow(
    expect.objectContaining({
      code: 'EVENT_KIND_UNKNOWN',
      message: 'There is no event of the kind "zzzzzzzzzzzz".',
      hint: 'List the kinds with `sothebais events tail --help`.',
    }),
  );
});
