import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import type { Secret } from '../../../config/secret.js';
import { SothebaisError } from '../../../engine/domain/errors.js';

/** Where a stream goes, taken apart as RTMP asks for it. */
export interface RtmpAddress {
  readonly isSecure: boolean;
  readonly host: string;
  readonly port: number;
  /** The application and its instance, with the query of the address where a key stands apart. */
  readonly app: string;
  readonly tcUrl: string;
  /** The stream's name, which is its key. Never to be shown. */
  readonly name: string;
  /** As it may be shown: without key, credentials or query. */
  readonly shown: string;
  /** What must not be shown where others say it, the longest first. */
  readonly secrets: readonly string[];
}

const PORTS: Readonly<Record<string, number>> = { 'rtmp:': 1935, 'rtmps:': 443 };

/**
 * Takes an address apart. Without a key of its own, the last part of its path and its query are the key, as FFmpeg
 * has it; with one, the whole path is the application, and the query goes with that. Both are said as they were
 * written: a server compares them letter by letter.
 *
 * @throws SothebaisError `DESTINATION_INVALID`
 */
export function parseRtmpAddress(address: string, key?: Secret): RtmpAddress {
  const text = address.trim();
  const url = URL.canParse(text) && !/\p{Cc}/u.test(text) ? new URL(text) : undefined;
  const port = url && (url.port === '' ? PORTS[url.protocol] : Number(url.port));
  const host = url && hostOf(url);
  if (!url || !port || !host || !(url.protocol in PORTS)) {
    throw invalid('Expected an address such as rtmp://host/app or rtmps://host/app.');
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid('An RTMP address has no user and password: give the key that the server shows.');
  }
  const [, written = '', query = ''] = /^[^:]+:\/\/[^/?#]*([^?#]*)(.*)$/.exec(text) ?? [];
  const path = written.replace(/^\/+|\/+$/g, '');
  const cut = key ? path.length : Math.max(path.lastIndexOf('/'), 0) || path.length;
  const app = path.slice(0, cut);
  const name = key ? key.reveal().trim() : path.slice(cut + 1) + query;
  const place = `${url.protocol}//${isIP(host) === 6 ? `[${host}]` : host}${url.port && `:${url.port}`}`;
  if (app === '' || name === '') {
    throw invalid(
      `Expected an application and a key, as in rtmp://host/app and its key, at ${place}.`,
      'Put the key into $STREAM_KEY, or name where it is with `--key-env` or `--key-file`.',
    );
  }
  const shown = `${place}/${app}`;
  const appQuery = key ? query : '';
  return {
    isSecure: url.protocol === 'rtmps:',
    host,
    port,
    app: app + appQuery,
    tcUrl: shown + appQuery,
    name,
    shown,
    secrets: secretsIn(name, appQuery),
  };
}

/**
 * As it is looked up: without the brackets of IPv6, and with letters beyond ASCII as the DNS has
 * them. Empty where it can be no name.
 */
function hostOf({ hostname }: URL): string {
  if (hostname.startsWith('[')) return hostname.slice(1, -1);
  // WHATWG URLs escape the hosts of schemes that they do not know, and leave the rest to us.
  if (!hostname.includes('%')) return hostname;
  try {
    return domainToASCII(decodeURIComponent(hostname));
  } catch {
    return '';
  }
}

/** The name that a certificate must be for, or undefined where the host is only a number. */
export function serverName(host: string): string | undefined {
  return isIP(host) === 0 ? host : undefined;
}

function secretsIn(name: string, query: string): string[] {
  const parts = [name, query.slice(1)].flatMap((text) => [
    text,
    ...text.split('?'),
    // Names of parameters are no secrets, their values are.
    ...Array.from(text.matchAll(/[?&]?[^?&=]*=([^&]*)/g), (pair) => pair[1] ?? ''),
  ]);
  const written = parts.flatMap((part) => [part, encodeURIComponent(part)]);
  return [...new Set(written)].filter((part) => part !== '').sort((a, b) => b.length - a.length);
}

function invalid(message: string, hint?: string): SothebaisError {
  const details = { blame: 'ours' };
  return new SothebaisError('DESTINATION_INVALID', message, { details, ...(hint && { hint }) });
}
