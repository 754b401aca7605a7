import { describe, expect, test } from 'vitest';
import { describeUrl } from './describe-url.js';

describe('describeUrl', () => {
  test.each([
    ['rtmp://host/live', 'rtmp://host/live'],
    ['rtmps://host:444/live/', 'rtmps://host:444/live'],
    ['rtmp://user:secret@host/live?key=secret#secret', 'rtmp://host/live'],
    ['srt://host:9000?streamid=secret&passphrase=secret', 'srt://host:9000'],
    ['srt://host:9000/?passphrase=secret', 'srt://host:9000'],
    ['rtmp://user:secret@:99999999/live/secret', 'rtmp://…'],
    ['/recordings/evening.mp4', '/recordings/evening.mp4'],
  ])('shows %s as %s', (url, shown) => {
    expect(describeUrl(url)).toBe(shown);
  });

  test('leaves the key out that ends an RTMP path', () => {
    expect(describeUrl('rtmp://host/app/secret', false)).toBe('rtmp://host/app');
    expect(describeUrl('rtmp://host/app/secret/', false)).toBe('rtmp://host/app');
    expect(describeUrl('srt://host:1/app', false)).toBe('srt://host:1/app');
  });
});
