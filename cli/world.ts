import type { Catalogue } from '../config/catalogue.js';
import { variableOf } from '../config/load.js';
import type { Config } from '../config/schema.js';
import { Secret } from '../config/secret.js';
import { SothebaisError } from '../engine/domain/errors.js';
import type { Address, LotId } from '../engine/domain/ids.js';
import type { Processes } from '../engine/ports/processes.js';
import type { SandboxReady } from '../engine/sandbox/protocol.js';
import { startSandbox, type Sandbox } from '../engine/sandbox/start-sandbox.js';
import type { Consigned } from './opening.js';

/** What lies outside the house, real or stand-in, and how it is reached. */
export interface World {
  readonly x: {
    readonly baseUrl?: string;
    readonly handle: string;
    /** Absent where X must be asked for it. */
    readonly userId?: string;
    readonly credentials: {
      readonly appKey: Secret;
      readonly appSecret: Secret;
      readonly accessToken: Secret;
      readonly accessSecret: Secret;
      readonly bearer?: Secret;
    };
  };
  readonly chain: {
    readonly rpcUrl: string;
    readonly chainId: number;
    readonly escrow: Address;
    readonly fromBlock: bigint;
    readonly houseKey: Secret;
  };
  readonly destination: { readonly url: string; readonly key: Secret };
  readonly consigned: ReadonlyMap<LotId, Consigned>;
  readonly sandbox?: Sandbox;
}

/** A world of stand-ins on this machine. @throws SothebaisError `SANDBOX_FAILED` */
export async function openSandboxWorld(
  config: Config,
  catalogue: Catalogue,
  place: {
    readonly processes: Processes;
    readonly dir: string;
    readonly ffmpegPath: string;
    readonly onTrouble: (cause: unknown) => void;
  },
): Promise<World & { readonly sandbox: Sandbox }> {
  const softClose = catalogue.lots[0]?.terms.softClose;
  const sandbox = await startSandbox(
    place.processes,
    {
      dir: place.dir,
      ffmpegPath: place.ffmpegPath,
      hostHandle: config.x.handle,
      hostName: config.host.name,
      seed: config.sandbox.seed,
      bidders: config.sandbox.bidders,
      softCloseMs: softClose?.windowMs ?? 0,
      lots: catalogue.lots.map(({ id, number, title, terms }) => ({
        lotId: id,
        number,
        title,
        startWei: terms.startWei.toString(),
        ...(terms.reserveWei === undefined ? {} : { reserveWei: terms.reserveWei.toString() }),
      })),
    },
    place.onTrouble,
  );
  return { ...fromReady(sandbox.ready), sandbox };
}

function fromReady({ x, chain, ingest }: SandboxReady): World {
  return {
    x: {
      baseUrl: x.url,
      handle: x.handle,
      userId: x.userId,
      credentials: {
        appKey: new Secret(x.credentials.appKey),
        appSecret: new Secret(x.credentials.appSecret),
        accessToken: new Secret(x.credentials.accessToken),
        accessSecret: new Secret(x.credentials.accessSecret),
        bearer: new Secret(x.bearer),
      },
    },
    chain: {
      rpcUrl: chain.rpcUrl,
      chainId: chain.chainId,
      escrow: chain.escrow,
      fromBlock: BigInt(chain.fromBlock),
      houseKey: new Secret(chain.houseKey),
    },
    destination: { url: ingest.url, key: new Secret(ingest.key) },
    consigned: new Map(
      Object.entries(chain.lots).map(([lotId, { contract, tokenId, consignor }]) => [
        lotId as LotId,
        { token: { contract, tokenId }, consignor },
      ]),
    ),
  };
}

/**
 * The world that the settings name.
 *
 * @throws SothebaisError `CONFIG_INVALID` for the first setting that is missing
 */
export function configuredWorld(config: Config): World {
  const { x, chain, destination } = config;
  return {
    x: {
      ...(x.baseUrl === undefined ? {} : { baseUrl: x.baseUrl }),
      ...(x.userId === undefined ? {} : { userId: x.userId }),
      handle: x.handle,
      credentials: {
        appKey: required('x.appKey', x.appKey),
        appSecret: required('x.appSecret', x.appSecret),
        accessToken: required('x.accessToken', x.accessToken),
        accessSecret: required('x.accessSecret', x.accessSecret),
        ...(x.bearer ? { bearer: x.bearer } : {}),
      },
    },
    chain: {
      rpcUrl: required('chain.rpcUrl', chain.rpcUrl),
      chainId: required('chain.chainId', chain.chainId),
      escrow: required('chain.escrow', chain.escrow),
      fromBlock: BigInt(chain.fromBlock),
      houseKey: required('chain.houseKey', chain.houseKey),
    },
    destination: {
      url: required('destination.url', destination.url),
      key: required('destination.key', destination.key),
    },
    consigned: new Map(),
  };
}

function required<Value>(key: string, value: Value | undefined): Value {
  if (value !== undefined) return value;
  throw new SothebaisError('CONFIG_INVALID', `The setting ${key} is missing.`, {
    hint: `Set ${key} or ${variableOf(key)}, or set sandbox.enabled to run on stand-ins.`,
  });
}
