import { expect, test } from 'vitest';
import { Secret } from '../../config/secret.js';
import { checkNew } from './place.js';

const order = (id: string, url: string, key?: string) => ({
  ...{ id, url },
  ...(key === undefined ? {} : { key: new Secret(key) }),
});

test.each([
  ['the same name', order('a', 'rtmp://x/live', 'one'), order('a', 'srt://y:9000')],
  ['one address and key', order('a', 'rtmp://x/live', 'one'), order('b', 'rtmp://x/live', 'one')],
  ['a key in the path', order('a', 'rtmp://x/live', 'one'), order('b', 'RTMP://X/live/one')],
  ['a slash more', order('a', 'rtmp://x/live/', 'one'), order('b', 'rtmp://x/live', 'one\n')],
  ['one SRT listener', order('a', 'srt://x:9000'), order('b', 'srt://x:9000')],
  ['one playlist', order('a', '/a/live.m3u8'), order('b', '/a/./live.m3u8')],
])('refuses %s', (_what, one, other) => {
  const asked = () => checkNew(other, [order('first', 'rtmp://z/live', 'one'), one]);
  expect(asked).toThrow(expect.objectContaining({ code: 'DESTINATION_KNOWN' }));
});

test('says which one it is, and no key', () => {
  const one = order('main', 'rtmp://x/live/secret');
  const asked = () => checkNew(order('again', 'rtmp://x/live/secret'), [one]);
  expect(asked).toThrow('The destination "main" leads to the same place with the same key.');
});

test.each([
  ['another key', order('a', 'rtmp://x/live', 'one'), order('b', 'rtmp://x/live', 'two')],
  ['another port', order('a', 'srt://x:9000'), order('b', 'srt://x:9001')],
  ['a stream id', order('a', 'srt://x:9000?streamid=1'), order('b', 'srt://x:9000?streamid=2')],
  ['one recording', order('a', '/a/live.mkv'), order('b', '/a/live.mkv')],
])('takes %s', (_what, one, other) => {
  expect(() => checkNew(other, [one])).not.toThrow();
});
