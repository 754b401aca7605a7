import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { unauthorized } from './problems.js';
import type { Account } from './store.js';

/** Who asks: an account through its app, or the app by itself. */
export interface Caller {
  readonly kind: 'account' | 'app';
  readonly account: Account;
}

const NONCES_MAX = 50_000;

/** Tells who signed a request. */
export interface Doorkeeper {
  /** @throws XProblem 401 for a key, token or signature that is not right, or one used before */
  admit(request: IncomingMessage, url: URL): Caller;
}

/** A doorkeeper for OAuth 1.0a (HMAC-SHA1) and for the bearer tokens of apps. */
export function createDoorkeeper(accounts: ReadonlyMap<string, Account>): Doorkeeper {
  const nonces = new Set<string>();

  const useNonce = (nonce: string) => {
    if (nonces.has(nonce)) throw unauthorized();
    nonces.add(nonce);
    const [oldest] = nonces;
    if (nonces.size > NONCES_MAX && oldest !== undefined) nonces.delete(oldest);
  };

  return {
    admit: (request, url) => {
      const { authorization = '' } = request.headers;
      const find = (mine: (account: Account) => boolean) => {
        const account = [...accounts.values()].find(mine);
        if (!account) throw unauthorized();
        return account;
      };
      if (authorization.startsWith('Bearer ')) {
        const token = authorization.slice('Bearer '.length);
        return { kind: 'app', account: find(({ bearer }) => isEqual(bearer, token)) };
      }
      const oauth = readHeader(authorization);
      const account = find(
        ({ appKey, accessToken }) =>
          appKey === oauth.get('oauth_consumer_key') && accessToken === oauth.get('oauth_token'),
      );
      if (!isSigned(request, url, oauth, account)) throw unauthorized();
      useNonce(
        `${account.id} ${oauth.get('oauth_nonce') ?? ''} ${oauth.get('oauth_timestamp') ?? ''}`,
      );
      return { kind: 'account', account };
    },
  };
}

function isSigned(
  request: IncomingMessage,
  url: URL,
  oauth: ReadonlyMap<string, string>,
  account: Account,
): boolean {
  if (oauth.get('oauth_signature_method') !== 'HMAC-SHA1') return false;
  const signature = oauth.get('oauth_signature') ?? '';
  const key = `${encode(account.appSecret)}&${encode(account.accessSecret)}`;
  // The real client signs the address of X itself and names it as its host; others sign ours.
  return ['https', 'http'].some((scheme) => {
    const address = `${scheme}://${request.headers.host ?? ''}${url.pathname}`;
    const base = [request.method ?? 'GET', address, parameters(url, oauth)].map(encode).join('&');
    return isEqual(createHmac('sha1', key).update(base).digest('base64'), signature);
  });
}

/** Every parameter but the signature, encoded, in the order that OAuth 1.0a lays down. */
function parameters(url: URL, oauth: ReadonlyMap<string, string>): string {
  const all = [...url.searchParams, ...oauth].filter(([name]) => name !== 'oauth_signature');
  return all
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

function readHeader(authorization: string): ReadonlyMap<string, string> {
  if (!authorization.startsWith('OAuth ')) throw unauthorized();
  const pairs = authorization.slice('OAuth '.length).matchAll(/(oauth_\w+)="([^"]*)"/gu);
  try {
    return new Map(
      Array.from(pairs, ([, name = '', value = '']) => [name, decodeURIComponent(value)]),
    );
  } catch {
    throw unauthorized();
  }
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!*'()]/gu,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
