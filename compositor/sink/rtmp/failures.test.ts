import { describe, expect, test } from 'vitest';
import { Secret } from '../../../config/secret.js';
import { parseRtmpAddress } from './address.js';
import { Failures } from './failures.js';

const failures = new Failures(
  parseRtmpAddress('rtmps://a.example/live?token=tkn9', new Secret('abc-123?auth=x%2Fy')),
);

const fault = (code: string, message = 'it failed') => Object.assign(new Error(message), { code });

describe('Failures', () => {
  test.each([
    [
      'a name that stands for no host',
      failures.unreachable(fault('ENOTFOUND')),
      'DESTINATION_LOST',
      'network',
      'Found no host of the name a.example.',
    ],
    [
      'a port where nobody listens',
      failures.unreachable(fault('ECONNREFUSED')),
      'DESTINATION_LOST',
      'destination',
      'Nobody listens at port 443 of a.example.',
    ],
    [
      'no way there',
      failures.unreachable(fault('ENETUNREACH')),
      'DESTINATION_LOST',
      'network',
      'rtmps://a.example/live could not be reached (ENETUNREACH).',
    ],
    [
      'a network that swallows everything',
      failures.outOfReach(10_000),
      'DESTINATION_LOST',
      'network',
      'rtmps://a.example/live could not be reached within 10 s.',
    ],
    [
      'a server that says nothing',
      failures.silent(2500),
      'DESTINATION_STALLED',
      'destination',
      'rtmps://a.example/live took the connection and did not answer within 2.5 s.',
    ],
    [
      'a certificate for another',
      failures.insecure(fault('ERR_TLS_CERT_ALTNAME_INVALID', "Hostname doesn't match.")),
      'DESTINATION_LOST',
      'destination',
      "rtmps://a.example/live has a certificate that we cannot trust: Hostname doesn't match (ERR_TLS_CERT_ALTNAME_INVALID).",
    ],
    [
      'a server without TLS',
      failures.insecure(fault('ERR_SSL_WRONG_VERSION_NUMBER')),
      'DESTINATION_LOST',
      'destination',
      'rtmps://a.example/live answers, but not with TLS that we can speak (ERR_SSL_WRONG_VERSION_NUMBER).',
    ],
    [
      'a server that hangs up on the key',
      failures.hungUpOnKey(),
      'DESTINATION_REFUSED',
      'ours',
      'rtmps://a.example/live hung up right after it was given the stream key, the usual answer to a wrong key or one that is in use.',
    ],
    [
      'a connection that the network broke',
      failures.cutOff(fault('ETIMEDOUT')),
      'DESTINATION_LOST',
      'network',
      'The connection to rtmps://a.example/live was cut off (ETIMEDOUT).',
    ],
    [
      'a connection that the server ended',
      failures.cutOff(),
      'DESTINATION_LOST',
      'destination',
      'rtmps://a.example/live closed the connection.',
    ],
    [
      'a connection that the server ended while we wrote to it',
      failures.cutOff(fault('EPIPE')),
      'DESTINATION_LOST',
      'destination',
      'rtmps://a.example/live closed the connection.',
    ],
  ])('tells %s', (_name, { code, details, message }, expectedCode, blame, words) => {
    expect([code, details, message]).toEqual([expectedCode, { blame }, words]);
  });

  test('sends nobody to compare a key that is right and in use', () => {
    expect(failures.refused('Already publishing').hint).toMatch(/^End what publishes/);
    expect(failures.refused('No such key').hint).not.toMatch(/^End what publishes/);
  });

  test('repeats what a server says about the key without the key', () => {
    const said =
      'Stream "abc-123" with auth x%2Fy and abc-123?auth=x%2Fy at ?token=tkn9 is\r\n\u001b[31munknown\u202e.';
    expect(failures.refused(said).message).toBe(
      `rtmps://a.example/live refused the stream, saying "Stream '[secret]' with auth [secret] and [secret] at ?[secret] is [31munknown".`,
    );
  });

  test('leaves out words that there are none of, and ends those that do not end', () => {
    expect(failures.refused(' \n').message).toBe('rtmps://a.example/live refused the stream.');
    expect(failures.refused('no '.repeat(10_000)).message.length).toBeLessThan(300);
  });
});
