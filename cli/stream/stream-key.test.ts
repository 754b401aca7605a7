import { expect, test } from 'vitest';
import { readStreamKey } from './stream-key.js';

const ENVIRONMENT = { STREAM_KEY: ' usual\n', OTHER: 'other', EMPTY: ' ' };

test.each([
  ['the usual variable', {}, 'usual'],
  ['the variable that is named', { 'key-env': 'OTHER' }, 'other'],
])('the stream key comes from %s', (_name, flags, expected) => {
  expect(readStreamKey(flags, 'rtmp://a/b', ENVIRONMENT)?.reveal()).toBe(expected);
});

test('without a word of a key there is none', () => {
  expect(readStreamKey({}, 'rtmp://a/b', {})).toBeUndefined();
});

test.each(['./copy.mkv', 'srt://a:9000'])('the usual variable is not meant for %s', (url) => {
  expect(readStreamKey({}, url, ENVIRONMENT)).toBeUndefined();
  expect(readStreamKey({ 'key-env': 'OTHER' }, url, ENVIRONMENT)?.reveal()).toBe('other');
});

test.each([
  ['$EMPTY', { 'key-env': 'EMPTY' }],
  ['$NOT_SET', { 'key-env': 'NOT_SET' }],
  ['/nowhere/at/all', { 'key-file': '/nowhere/at/all' }],
])('a place without a key is told: %s', (place, flags) => {
  expect(() => readStreamKey(flags, 'rtmp://a/b', ENVIRONMENT)).toThrow(
    `There is no stream key in ${place}.`,
  );
});
