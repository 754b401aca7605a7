import type { Address, Hash, LotId } from '../domain/ids.js';

/** What the house tells its sandbox at the start: the first line of its input. */
export interface SandboxOrder {
  readonly dir: string;
  readonly ffmpegPath: string;
  readonly hostHandle: string;
  readonly hostName: string;
  readonly seed: number;
  readonly bidders: number;
  readonly softCloseMs: number;
  readonly lots: readonly {
    readonly lotId: LotId;
    readonly number: number;
    readonly title: string;
    readonly startWei: string;
    readonly reserveWei?: string;
  }[];
}

/** What the sandbox answers once everything stands: how the house reaches its stand-ins. */
export interface SandboxReady {
  readonly x: {
    readonly url: string;
    readonly userId: string;
    readonly handle: string;
    readonly credentials: {
      readonly appKey: string;
      readonly appSecret: string;
      readonly accessToken: string;
      readonly accessSecret: string;
    };
    readonly bearer: string;
  };
  readonly chain: {
    readonly rpcUrl: string;
    readonly chainId: number;
    readonly escrow: Address;
    readonly fromBlock: number;
    readonly houseKey: Hash;
    readonly lots: Readonly<
      Record<
        LotId,
        { readonly contract: Address; readonly tokenId: string; readonly consignor: Address }
      >
    >;
  };
  readonly ingest: { readonly url: string; readonly key: string };
}

/** What may be asked of it afterwards, a line each. */
export type SandboxRequest =
  | {
      readonly kind: 'crowd';
      readonly showUrl: string;
      readonly broadcastId: string;
      readonly resumed: boolean;
    }
  | { readonly kind: 'finish'; readonly file: string; readonly limitMs: number };

/** What it says, a line each. */
export type SandboxAnswer =
  | { readonly kind: 'ready'; readonly ready: SandboxReady }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | { readonly kind: 'trouble'; readonly message: string }
  | { readonly kind: 'finished'; readonly seconds: number | null };
