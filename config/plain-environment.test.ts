import { expect, test } from 'vitest';
import { plainEnvironment } from './plain-environment.js';

test.each([
  ...['STREAM_KEY', 'SECOND_KEY', 'srtKey', 'OPENAI_API_KEY', 'GITHUB_TOKEN', 'DB_PASSWORD'],
  ...['AWS_SECRET_ACCESS_KEY', 'SRT_PASSPHRASE', 'SOTHEBAIS_DESTINATION_URL', 'X_BEARER'],
])('no program is given %s', (name) => {
  expect(plainEnvironment({ [name]: 'hidden' })).toEqual({});
});

test('a program is given what it needs to run', () => {
  const needed = {
    ...{ PATH: '/usr/bin', HOME: '/home/olga', LANG: 'en_GB.UTF-8', TMPDIR: '/tmp', TZ: 'UTC' },
    ...{ XDG_RUNTIME_DIR: '/run/user/1', DISPLAY: ':0', LIBVA_DRIVER_NAME: 'iHD' },
  };
  expect(plainEnvironment(needed)).toEqual(needed);
});
