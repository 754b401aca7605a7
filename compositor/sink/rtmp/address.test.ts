import { describe, expect, test } from 'vitest';
import { Secret } from '../../../config/secret.js';
import { parseRtmpAddress, serverName } from './address.js';

const KEY = new Secret('abc-123?auth=x%2Fy&region=us');

describe('parseRtmpAddress', () => {
  test.each([
    ['rtmp://a.example/live', 'a.example', 1935, false, 'live'],
    ['rtmps://a.example/x', 'a.example', 443, true, 'x'],
    ['rtmps://a.example:8443/app/instance/', 'a.example', 8443, true, 'app/instance'],
    ['rtmp://[::1]:19350/live', '::1', 19350, false, 'live'],
    ['rtmp://10.0.0.7/live', '10.0.0.7', 1935, false, 'live'],
    ['rtmp://[2001:DB8::7]/live', '2001:db8::7', 1935, false, 'live'],
    ['rtmp://höst.example/live', 'xn--hst-sna.example', 1935, false, 'live'],
    [' rtmp://a.example/live\n', 'a.example', 1935, false, 'live'],
  ])('takes %s apart', (url, host, port, isSecure, app) => {
    expect(parseRtmpAddress(url, KEY)).toMatchObject({ host, port, isSecure, app });
  });

  test('leaves the query of the key as it is', () => {
    const address = parseRtmpAddress('rtmp://a.example/live', KEY);
    expect(address.name).toBe('abc-123?auth=x%2Fy&region=us');
    expect(address.tcUrl).toBe('rtmp://a.example/live');
  });

  test('leaves the query of the address with the application', () => {
    const address = parseRtmpAddress('rtmp://a.example:1936/live?token=t', KEY);
    expect(address.app).toBe('live?token=t');
    expect(address.tcUrl).toBe('rtmp://a.example:1936/live?token=t');
    expect(address.shown).toBe('rtmp://a.example:1936/live');
  });

  test('finds the key at the end of an address that comes without one', () => {
    const address = parseRtmpAddress('rtmp://a.example/app/inst/abc-123?auth=x');
    expect(address).toMatchObject({ app: 'app/inst', name: 'abc-123?auth=x' });
    expect(address.tcUrl).toBe('rtmp://a.example/app/inst');
    expect(address.shown).toBe('rtmp://a.example/app/inst');
  });

  test.each([['a b{c}^`|"<ü>'], ['a%20b%2Fc'], ['x/../y'], ['x/./y'], ['x\\y'], ['a?b?c#d']])(
    'says an application or a key of odd characters as it is written: %s',
    (odd) => {
      const [path, ...query] = odd.split(/(?=[?#])/);
      expect(parseRtmpAddress(`rtmp://a.example/${odd}`, KEY)).toMatchObject({
        app: odd,
        tcUrl: `rtmp://a.example/${odd}`,
      });
      const address = parseRtmpAddress(`rtmp://a.example/live/${odd}`);
      const cut = `live/${path ?? ''}`.lastIndexOf('/');
      expect(`${address.app}/${address.name}`).toBe(`live/${odd}`);
      expect(address.name).toBe(`live/${path ?? ''}`.slice(cut + 1) + query.join(''));
    },
  );

  test('names a host beyond ASCII and one of IPv6 to the server as the network does', () => {
    const tcUrl = (url: string) => parseRtmpAddress(url, KEY).tcUrl;
    expect(tcUrl('rtmp://höst.example:1936/live')).toBe('rtmp://xn--hst-sna.example:1936/live');
    expect(tcUrl('rtmp://[::1]:1936/live')).toBe('rtmp://[::1]:1936/live');
  });

  test.each([
    ['no address', 'live'],
    ['another scheme', 'https://a.example/live'],
    ['no host', 'rtmp:///live'],
    ['no application', 'rtmp://a.example/'],
    ['a password', 'rtmp://me:hunter2@a.example/live'],
    ['a port beyond the last', 'rtmp://a.example:70000/live'],
    ['port 0', 'rtmp://a.example:0/live'],
    ['a host of a space', 'rtmp://a%20b/live'],
    ['a host of broken escapes', 'rtmp://a%zzb/live'],
    ['a line break in its path', 'rtmp://a.example/li\nve'],
  ])('refuses %s without saying it', (_name, url) => {
    expect(() => parseRtmpAddress(url, KEY)).toThrow(
      expect.objectContaining({
        code: 'DESTINATION_INVALID',
        details: { blame: 'ours' },
        message: expect.not.stringContaining('hunter2') as string,
      }),
    );
  });

  test.each([
    ['no key at all', 'rtmp://a.example/live', undefined],
    ['an empty key', 'rtmp://a.example/live', new Secret(' ')],
  ])('refuses %s', (_name, url, key) => {
    expect(() => parseRtmpAddress(url, key)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('Expected an application and a key') as string,
        hint: expect.stringContaining('$STREAM_KEY') as string,
      }),
    );
  });

  test('knows every form in which a server may repeat a secret', () => {
    const { secrets } = parseRtmpAddress('rtmp://a.example/live?token=tt', KEY);
    expect(secrets).toEqual(
      expect.arrayContaining(['abc-123?auth=x%2Fy&region=us', 'abc-123', 'x%2Fy', 'us', 'tt']),
    );
    expect(secrets).not.toContain('auth');
  });
});

describe('serverName', () => {
  test.each([
    ['a.example', 'a.example'],
    ['10.0.0.7', undefined],
    ['::1', undefined],
  ])('of %s is %s', (host, expected) => {
    expect(serverName(host)).toBe(expected);
  });
});
