import { mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { makeFolder } from '../../config/make-folder.js';
import { Secret } from '../../config/secret.js';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { DestinationOrder } from '../../engine/ports/program.js';
import type { Tools } from './copy-program.js';
import { describeUrl } from './describe-url.js';
import { createHls } from './hls.js';
import type { Destination } from './kept-sink.js';
import { checkNew } from './place.js';
import { createRecordingConnect, RECORDING_ENDINGS, type RecordingSettings } from './recording.js';
import { createRtmpConnect } from './rtmp/connect.js';
import { createSrtConnect } from './srt.js';

/** How the house sends and keeps its streams. */
export type DestinationSettings = Tools & Omit<RecordingSettings, 'path'>;

/**
 * Reads what was ordered and refuses what can never be a destination, before anything starts. For a
 * path that includes trying to write there; whether a server answers is found out by connecting.
 *
 * @throws SothebaisError `DESTINATION_INVALID`, whose message holds no key
 */
export function buildDestination(
  order: DestinationOrder,
  settings: DestinationSettings,
): Destination {
  const { id, url, key } = order;
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) return onDisk(order, settings);
  if (scheme !== 'rtmp' && scheme !== 'rtmps' && scheme !== 'srt') {
    throw invalid(`Expected an rtmp, rtmps or srt address, got one that begins with ${scheme}://.`);
  }
  checkAddress(url, scheme);
  const shown = describeUrl(url, key !== undefined);
  if (scheme === 'srt') {
    return { id, kind: 'srt', url: shown, connect: createSrtConnect(settings, url, key) };
  }
  const connect = createRtmpConnect({ url, ...(key && { key: new Secret(key.reveal()) }) });
  return { id, kind: 'rtmp', url: shown, connect };
}

/**
 * Refuses what can never be sent to, before anything starts: see `buildDestination` and `checkNew`.
 *
 * @throws SothebaisError `DESTINATION_INVALID`, `DESTINATION_KNOWN`
 */
export function checkDestinations(
  orders: readonly DestinationOrder[],
  settings: DestinationSettings,
): void {
  for (const [place, order] of orders.entries()) {
    checkNew(order, orders.slice(0, place));
    buildDestination(order, settings);
  }
}

function checkAddress(text: string, scheme: string): void {
  if (!URL.canParse(text)) {
    throw invalid(
      `Expected an address such as ${scheme}://host:1935/app, got one without a host or with no such port.`,
    );
  }
  const { username, password, hostname, port } = new URL(text);
  if (username !== '' || password !== '') {
    throw invalid(`Expected no user and no password in the ${scheme} address: give the key apart.`);
  }
  if (hostname === '' || port === '0') {
    throw invalid(`Expected a host and a port from 1 to 65535 in the ${scheme} address.`);
  }
}

function onDisk({ id, url, key }: DestinationOrder, settings: DestinationSettings): Destination {
  const path = resolve(url);
  const ending = extname(path).toLowerCase();
  const isPlaylist = ending === '.m3u8';
  if (!isPlaylist && !RECORDING_ENDINGS.includes(ending)) {
    throw invalid(
      'Expected an address such as rtmp://host/app, or a path that ends in .mp4, .mkv, .flv or .m3u8.',
    );
  }
  if (key) throw invalid('A file has no key.');
  checkWritable(path);
  if (isPlaylist) return { id, kind: 'hls', url: path, ...createHls(settings, path) };
  const connect = createRecordingConnect(settings, { ...settings, path });
  return { id, kind: 'file', url: path, connect };
}

/** Only writing tells: rights, read-only disks and quotas all have their own rules. */
function checkWritable(path: string): void {
  try {
    makeFolder(dirname(path));
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
      throw new Error('It is a folder.');
    rmdirSync(mkdtempSync(`${path}.`));
  } catch (cause) {
    throw new SothebaisError('DESTINATION_INVALID', `Nothing can be written to ${path}.`, {
      cause,
      hint: 'Name a file in a folder that the house may write to.',
      details: { blame: 'ours' },
    });
  }
}

function invalid(message: string): SothebaisError {
  return new SothebaisError('DESTINATION_INVALID', message, { details: { blame: 'ours' } });
}
