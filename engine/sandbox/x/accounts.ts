import { randomBytes } from 'node:crypto';
import { Secret } from '../../../config/secret.js';
import type { XUserId } from '../../domain/ids.js';
import type { Clock } from '../../ports/clock.js';
import type { IdMint } from './ids.js';
import type { Account, Store } from './store.js';

/** An account of the stand-in, with the keys of an app of its own. */
export interface XAccount {
  readonly id: XUserId;
  /** Without the `@`. */
  readonly handle: string;
  readonly credentials: {
    readonly appKey: Secret;
    readonly appSecret: Secret;
    readonly accessToken: Secret;
    readonly accessSecret: Secret;
  };
  /** The app's own token, for streams. */
  readonly bearer: Secret;
}

/** The account of this handle, made with fresh keys where there is none yet. */
export function ensureAccount(
  store: Store,
  mint: IdMint,
  clock: Clock,
  wanted: { readonly handle: string; readonly name: string; readonly automated: boolean },
): XAccount {
  const { handle, name, automated } = wanted;
  const known = [...store.accounts.values()].find(
    (one) => one.handle.toLowerCase() === handle.toLowerCase(),
  );
  const account: Account = known ?? {
    id: mint.snowflake(),
    handle,
    name,
    automated,
    createdAtMs: clock.now(),
    appKey: key(19),
    appSecret: key(38),
    accessToken: key(38),
    accessSecret: key(34),
    bearer: key(60),
  };
  if (!known) store.write({ kind: 'account', account });
  return {
    id: account.id as XUserId,
    handle: account.handle,
    credentials: {
      appKey: new Secret(account.appKey),
      appSecret: new Secret(account.appSecret),
      accessToken: new Secret(account.accessToken),
      accessSecret: new Secret(account.accessSecret),
    },
    bearer: new Secret(account.bearer),
  };
}

const key = (bytes: number) => randomBytes(bytes).toString('base64url');
