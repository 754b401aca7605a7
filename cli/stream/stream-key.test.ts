import { expect, test } from 'vitest';
import { readStreamKey } from './stream-key.js';

const ENVIRONMENT = { STREAM_KEY: ' usual\n', OTHER: 'other', EMPTY: ' ' };

test.each([
  ['the usual variable', {}, 'usual'],
  ['the variable that is named', { 'key-env': 'OTHER' }, 'other'],
])('the stream key comes from %s', (_name, flags, expected) => {
  expect(readStreamKey(flags, ENVIRONMENT)?.reveal()).toBe(expected);
});

test('without a word of a key there is none', () => {
  expect(readStreamKey({}, {})).toBeUndefined();
});

test.each([
  ['$EMPTY', { 'key-env': 'EMPTY' }],
  ['$NOT_SET', { 'key-env': 'NOT_SET' }],
  ['/nowhere/at/all', { 'key-file': '/nowhere/at/all' }],
])('a place without a key is told: %s', (place, flags) => {
  expect(() => readStreamKey(flags, ENVIRONMENT)).toThrow(`There is no stream key in ${place}.`);
});
