import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SothebaisError } from '../domain/errors.js';
import type { Instant, Wei } from '../domain/ids.js';
import type { ShowState } from '../domain/show.js';
import type { Clock } from '../ports/clock.js';
import type { Closeable } from '../ports/closeable.js';
import { createProcesses } from '../adapters/process/processes.js';
import { createBidderWallet } from './chain/bidder-wallet.js';
import { startSandboxChain, type SandboxChain } from './chain/start-chain.js';
import { planLots, startCrowd } from './crowd/start-crowd.js';
import { startIngest } from './ingest/start-ingest.js';
import { BIDDERS, TALKERS } from './people.js';
import type { SandboxAnswer, SandboxOrder, SandboxReady, SandboxRequest } from './protocol.js';
import { startSandboxX, type SandboxX } from './x/start-x.js';
import { createXUser } from './x/x-user.js';

// The stand-in world as a program of its own: X, a chain, an RTMP ingest and a crowd. The house
// talks to it a line at a time, and to what runs in it over the same protocols as to the real ones.

const SHOW_LIMIT_MS = 2_000;

const clock: Clock = { now: () => Date.now() as Instant };
const processes = createProcesses();
const opened: Closeable[] = [];

const say = (answer: SandboxAnswer): void =>
  void process.stdout.write(`${JSON.stringify(answer)}\n`);
const onTrouble = (cause: unknown): void =>
  say({ kind: 'trouble', message: cause instanceof Error ? cause.message : String(cause) });

async function open<Thing extends Closeable>(opening: Promise<Thing>): Promise<Thing> {
  const thing = await opening;
  opened.push(thing);
  return thing;
}

let ending: Promise<void> | undefined;

/** Closes all that was opened, the last first, and ends. */
function end(): Promise<void> {
  ending ??= (async () => {
    for (const thing of opened.splice(0).reverse()) await thing.close().catch(onTrouble);
    process.exit(0);
  })();
  return ending;
}

/** The key of the stand-in's RTMP source: the same on every start in one folder. */
function streamKey(dir: string): string {
  const file = join(dir, 'stream-key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(16).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

async function startWorld(order: SandboxOrder) {
  const { dir } = order;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const [x, chain, ingest] = await Promise.all([
    open(
      startSandboxX({
        dir: join(dir, 'x'),
        clock,
        hostHandle: order.hostHandle,
        hostName: order.hostName,
        users: [...BIDDERS.slice(0, order.bidders), ...TALKERS],
      }),
    ),
    open(
      startSandboxChain({
        processes,
        dir: join(dir, 'chain'),
        clock,
        lots: order.lots,
        bidders: order.bidders,
      }),
    ),
    open(
      startIngest({
        processes,
        ffmpegPath: order.ffmpegPath,
        dir: join(dir, 'ingest'),
        clock,
        onTrouble,
      }),
    ),
  ]);
  return { x, chain, ingest };
}

function describeWorld(
  order: SandboxOrder,
  x: SandboxX,
  chain: SandboxChain,
  ingestUrl: string,
): SandboxReady {
  return {
    x: {
      url: x.url,
      userId: x.host.id,
      handle: x.host.handle,
      credentials: {
        appKey: x.host.credentials.appKey.reveal(),
        appSecret: x.host.credentials.appSecret.reveal(),
        accessToken: x.host.credentials.accessToken.reveal(),
        accessSecret: x.host.credentials.accessSecret.reveal(),
      },
      bearer: x.host.bearer.reveal(),
    },
    chain: {
      rpcUrl: chain.rpcUrl,
      chainId: chain.chainId,
      escrow: chain.escrow,
      fromBlock: Number(chain.fromBlock),
      houseKey: chain.houseKey,
      lots: Object.fromEntries(chain.lots),
    },
    ingest: { url: ingestUrl, key: streamKey(order.dir) },
  };
}

async function callCrowd(
  order: SandboxOrder,
  x: SandboxX,
  chain: SandboxChain,
  request: Extract<SandboxRequest, { kind: 'crowd' }>,
): Promise<void> {
  const users = x.users.map((account) => createXUser({ url: x.url, account }));
  const bidders = chain.bidderKeys.flatMap((key, i) => {
    const account = x.users[i];
    const user = users[i];
    if (!account || !user) return [];
    const wallet = createBidderWallet({ rpcUrl: chain.rpcUrl, escrow: chain.escrow, key });
    return [{ handle: account.handle, xUserId: account.id, user, wallet }];
  });
  const crowd = startCrowd({
    seed: order.seed,
    clock,
    readShow: (signal) => readShow(request.showUrl, signal),
    hostHandle: order.hostHandle,
    broadcastId: () => request.broadcastId,
    bidders,
    talkers: users.slice(bidders.length),
    plan: planLots(
      order.lots.map(({ number, startWei, reserveWei }) => ({
        number,
        startWei: BigInt(startWei) as Wei,
        ...(reserveWei === undefined ? {} : { reserveWei: BigInt(reserveWei) as Wei }),
      })),
    ),
    softCloseMs: order.softCloseMs,
    resumed: request.resumed,
    onTrouble,
  });
  opened.push(crowd);
  await crowd.register();
}

/** What viewers see, as a viewer gets it. */
async function readShow(url: string, signal: AbortSignal): Promise<ShowState | undefined> {
  const response = await fetch(url, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(SHOW_LIMIT_MS)]),
  });
  return response.ok ? ((await response.json()) as ShowState) : undefined;
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
try {
  const first = await lines.next();
  const order = JSON.parse(String(first.value)) as SandboxOrder;
  const { x, chain, ingest } = await startWorld(order);
  say({ kind: 'ready', ready: describeWorld(order, x, chain, ingest.url) });

  for await (const line of { [Symbol.asyncIterator]: () => lines }) {
    const request = JSON.parse(line) as SandboxRequest;
    if (request.kind === 'crowd') {
      await callCrowd(order, x, chain, request).catch(onTrouble);
    } else {
      const done = await ingest.finish(request.file, request.limitMs);
      say({ kind: 'finished', seconds: done?.seconds ?? null });
    }
  }
} catch (cause) {
  const code = cause instanceof SothebaisError ? cause.code : 'SANDBOX_FAILED';
  say({ kind: 'failed', code, message: cause instanceof Error ? cause.message : String(cause) });
}
await end();
