import { describe, expect, test } from 'vitest';
import { Secret } from '../../config/secret.js';
import { SothebaisError } from '../../engine/domain/errors.js';
import { buildDestination } from './destination.js';

const settings = {
  ffmpegPath: 'ffmpeg',
  workDir: '/nowhere',
  diskFloorBytes: 0,
  processes: {
    start: () => Promise.reject(new Error('Nothing is started before it is asked for.')),
  },
};

const build = (url: string, key?: string) =>
  buildDestination(
    { id: 'main', url, ...(key !== undefined && { key: new Secret(key) }) },
    settings,
  );

function refusal(url: string, key?: string): SothebaisError {
  try {
    build(url, key);
  } catch (error) {
    if (error instanceof SothebaisError) return error;
    throw error;
  }
  throw new Error(`${url} was accepted.`);
}

describe('buildDestination', () => {
  test.each([
    ['rtmp', 'rtmp://host/live', 'k', 'rtmp://host/live'],
    ['rtmp', 'rtmps://host:443/x', 'k', 'rtmps://host/x'],
    ['rtmp', 'RTMP://host/live', 'k', 'rtmp://host/live'],
    ['rtmp', 'rtmp://[::1]:1935/live', 'k', 'rtmp://[::1]:1935/live'],
    ['rtmp', 'rtmp://host/live/secret', undefined, 'rtmp://host/live'],
    ['srt', 'srt://host:9000', undefined, 'srt://host:9000'],
    [
      'srt',
      'srt://host:9000?streamid=secret&passphrase=secret-secret',
      undefined,
      'srt://host:9000',
    ],
    ['srt', 'srt://host:9000?mode=caller&latency=200000', 'secret-secret', 'srt://host:9000'],
    ['srt', 'srt://host:9000', 'passphrase=secret-secret&streamid=secret', 'srt://host:9000'],
  ])('takes %s %s with key %s', (kind, url, key, shown) => {
    const destination = build(url, key);
    expect(destination).toMatchObject({ id: 'main', kind });
    expect(destination.url.replace(':443', '')).toBe(shown);
  });

  test.each([
    ['a password', 'rtmp://user:secret@host/live', 'k'],
    ['a password for SRT', 'srt://user:secret@host:9000', undefined],
    ['another scheme', 'https://host/secret', undefined],
    ['another scheme with a password', 'ftp://user:secret@host/secret', undefined],
    ['no host', 'rtmp:///live/secret', undefined],
    ['no host but a port', 'srt://:9000?passphrase=secret-secret', undefined],
    ['a port out of range', 'rtmp://host:70000/live/secret', undefined],
    ['port 0', 'srt://host:0?passphrase=secret-secret', undefined],
    ['a port of text', 'srt://host:secret', undefined],
    ['no application', 'rtmp://host', 'secret'],
    ['no key anywhere', 'rtmp://host/live', undefined],
    ['SRT without a port', 'srt://host?passphrase=secret-secret', undefined],
    ['SRT that listens', 'srt://host:9000?mode=listener&passphrase=secret-secret', undefined],
    ['an option that SRT has not', 'srt://host:9000?secret=secret', undefined],
    ['a passphrase that is too short', 'srt://host:9000', 'secret'],
    ['a stream id that is too long', `srt://host:9000?streamid=${'secret'.repeat(86)}`, undefined],
    ['a passphrase of two lines', 'srt://host:9000', 'secret-secret\nsecret=secret'],
    ['text that is no address', 'secret live stream', undefined],
    ['a file of another kind', '/tmp/secret.avi', undefined],
    ['a folder that nobody can make', '/proc/no/evening.mp4', undefined],
    ['nothing', '', undefined],
    ['a key for a file', '/tmp/evening.mp4', 'secret'],
  ])('refuses %s and repeats nothing that may be secret', (_what, url, key) => {
    const error = refusal(url, key);
    expect(error.code).toBe('DESTINATION_INVALID');
    expect(error.details).toEqual({ blame: 'ours' });
    expect(`${error.message} ${error.hint}`).not.toContain('secret');
  });
});
