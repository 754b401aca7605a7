import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { Hidden } from '../../engine/ports/program.js';
import type { Tools } from './copy-program.js';
import { describeUrl } from './describe-url.js';
import { type ProgramConnect, ProgramConnection, type ProgramRoute } from './program-connection.js';

/** What the address may ask for; the first two are secret, the rest stands in FFmpeg's arguments. */
const OPTIONS = ['passphrase', 'streamid', 'latency', 'pbkeylen', 'mode'];
const SECRETS = ['passphrase', 'streamid'];
const CONNECT_LIMIT_MS = 4_000;
/** SRT takes no longer one, and FFmpeg would read the rest of its line for another option. */
const STREAM_ID_BYTES_MAX = 512;

interface SrtAddress {
  /** As FFmpeg is given it, among its arguments: without what is secret. */
  readonly url: string;
  readonly secrets: readonly (readonly [name: string, value: string])[];
}

/**
 * Makes the way to an SRT listener: MPEG-TS in live mode, through FFmpeg.
 *
 * The passphrase and the stream id reach FFmpeg in a file of mode 0600 that is gone once it was read.
 *
 * SRT makes nobody wait: what a line cannot carry is lost on it, and the receiver goes on without. So a
 * slow line neither has pictures left out here nor lowers a bitrate, unlike one of RTMP.
 *
 * @param url - `srt://host:port`, with options in its query as FFmpeg reads them
 * @param key - the passphrase, or `passphrase=…&streamid=…`
 * @throws SothebaisError `DESTINATION_INVALID`
 */
export function createSrtConnect(tools: Tools, url: string, key?: Hidden): ProgramConnect {
  const address = parseSrtAddress(url, key);
  return async (format, signal) => {
    const file = join(tools.workDir, `${randomUUID()}.fpre`);
    const route: ProgramRoute = {
      // FFmpeg needs no look at the stream to copy it into MPEG-TS.
      input: ['-probesize', '32', '-analyzeduration', '0'],
      output: async () => {
        await writeFile(file, presetOf(address), { mode: 0o600 });
        return ['-f', 'mpegts', '-fpre', file, '-y', address.url];
      },
      awaitsOpening: true,
      onOpened: () => void rm(file, { force: true }),
      failure: (_code, words) => srtFailure(address, words),
    };
    return ProgramConnection.open(tools, route, format, signal);
  };
}

/** @throws SothebaisError `DESTINATION_INVALID`, naming no secret */
function parseSrtAddress(text: string, key: Hidden | undefined): SrtAddress {
  const url = new URL(text);
  const options = new URLSearchParams(url.search);
  for (const [name, value] of keyOptions(key)) options.set(name, value);
  for (const [name, value] of options) checkOption(name, value, text);
  if (url.port === '') throw invalid(text, 'a port');
  const secrets = [...options].filter(([name]) => SECRETS.includes(name));
  for (const name of [...SECRETS, 'mode']) options.delete(name);
  options.set('connect_timeout', String(CONNECT_LIMIT_MS));
  return { url: `srt://${url.host}?${options.toString()}`, secrets };
}

function keyOptions(key: Hidden | undefined): Iterable<readonly [string, string]> {
  const text = key?.reveal();
  if (text === undefined) return [];
  const isList = SECRETS.some((name) => text.startsWith(`${name}=`));
  return isList ? new URLSearchParams(text) : [['passphrase', text]];
}

function checkOption(name: string, value: string, url: string): void {
  if (!OPTIONS.includes(name)) throw invalid(url, `no options but ${OPTIONS.join(', ')}`);
  if (name === 'mode' && value !== 'caller') throw invalid(url, 'mode=caller');
  if (/\p{Cc}/u.test(value)) throw invalid(url, `a ${name} of printable characters`);
  if (name === 'streamid' && Buffer.byteLength(value) > STREAM_ID_BYTES_MAX) {
    throw invalid(url, `a streamid of at most ${STREAM_ID_BYTES_MAX} bytes`);
  }
  if (name === 'passphrase' && (value.length < 10 || value.length > 79)) {
    throw invalid(url, 'a passphrase of 10 to 79 characters');
  }
}

function invalid(url: string, expected: string): SothebaisError {
  return new SothebaisError(
    'DESTINATION_INVALID',
    `Expected ${expected} in the SRT address ${describeUrl(url)}.`,
    { details: { blame: 'ours' } },
  );
}

/** FFmpeg's preset file: a line an option. */
function presetOf({ secrets }: SrtAddress): string {
  return secrets.map(([name, value]) => `${name}=${value}\n`).join('');
}

function srtFailure(address: SrtAddress, words: string): SothebaisError {
  const place = describeUrl(address.url);
  if (/reject|passphrase|BADSECRET/i.test(words)) {
    return new SothebaisError(
      'DESTINATION_REFUSED',
      `${place} refused the passphrase or stream id.`,
      { details: { blame: 'ours' } },
    );
  }
  const how = /resolve hostname/i.test(words) ? 'has a name that nobody knows' : 'does not answer';
  return new SothebaisError('DESTINATION_LOST', `${place} ${how}.`, {
    details: { blame: 'network' },
  });
}
