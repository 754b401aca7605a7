import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '../../../config/secret.js';
import { createBroadcasts } from '../../adapters/x/broadcasts.js';
import { createXClient } from '../../adapters/x/client.js';
import type { XClient } from '../../adapters/x/client.js';
import type { Instant } from '../../domain/ids.js';
import type { Clock } from '../../ports/clock.js';
import type { Closeable } from '../../ports/closeable.js';
import type { XAccount } from './accounts.js';
import { startSandboxX } from './start-x.js';
import type { SandboxX, SandboxXOptions } from './start-x.js';
import { createXUser } from './x-user.js';
import type { XUser } from './x-user.js';

const TIMEOUT_MS = 3_000;

/** The machine's own clock: over real HTTP, real time passes. */
export const wallClock: Clock = { now: () => Date.now() as Instant };

/** A folder with a stand-in for X on it, for one test; closing it leaves nothing behind. */
export interface XRoom extends Closeable {
  /** Starts the stand-in, with `ada` and `bob` on it; again on the same folder after a close. */
  startX(options?: Partial<SandboxXOptions>): Promise<SandboxX>;
  clientOf(x: SandboxX, account?: XAccount): XClient;
  /** A client without the app's token, which cannot open streams. */
  clientWithoutStream(x: SandboxX, account?: XAccount): XClient;
  userOf(x: SandboxX, index: number): XUser;
  /** A broadcast on air, of the host. */
  openBroadcast(x: SandboxX): Promise<string>;
  /** Leaves a line in the stand-in's journal that a crash cut short. */
  cutJournal(line: string): Promise<void>;
  /** Sees to it that `one` is closed with the room. */
  keep<T extends Closeable>(one: T): T;
}

/** Makes the folder. */
export async function openXRoom(): Promise<XRoom> {
  const dir = await mkdtemp(join(tmpdir(), 'sothebais-x-'));
  const kept: Closeable[] = [];
  const keep = <T extends Closeable>(one: T): T => {
    kept.push(one);
    return one;
  };
  const connect = ({ url }: SandboxX, { credentials, bearer }: XAccount, withBearer: boolean) =>
    keep(
      createXClient({
        baseUrl: url,
        credentials: { ...credentials, ...(withBearer ? { bearer } : {}) },
        timeoutMs: TIMEOUT_MS,
      }),
    );

  return {
    keep,
    startX: async (options) =>
      keep(
        await startSandboxX({
          dir,
          clock: wallClock,
          hostHandle: 'sothebais',
          hostName: 'SothebAIs',
          users: [
            { handle: 'ada', name: 'Ada' },
            { handle: 'bob', name: 'Bob' },
          ],
          ...options,
        }),
      ),
    clientOf: (x, account = x.host) => connect(x, account, true),
    clientWithoutStream: (x, account = x.host) => connect(x, account, false),
    userOf: (x, index) => keep(createXUser({ url: x.url, account: userAt(x, index) })),
    openBroadcast: async (x) => {
      const client = connect(x, x.host, false);
      const sourceId = new Secret('stream-key');
      const now = wallClock.now();
      const evening = { title: 'An evening', description: '', startsAtMs: now };
      const broadcasts = createBroadcasts({ client, sourceId, clock: wallClock });
      const { id } = await broadcasts.open({ ...evening, endsAtMs: now + 3_600_000 });
      return id;
    },
    cutJournal: (line) => appendFile(join(dir, 'x.jsonl'), line),
    close: async () => {
      for (const one of kept.reverse()) await one.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The account of the user at `index` in the list that X was started with. */
export function userAt({ users }: SandboxX, index: number): XAccount {
  const account = users[index];
  if (!account) throw new Error(`There is no user ${index}.`);
  return account;
}
