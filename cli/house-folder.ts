import { randomBytes } from 'node:crypto';
import {
  existsSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from '../config/make-folder.js';
import { SothebaisError } from '../engine/domain/errors.js';

/** Where everything of one house lies. */
export interface HouseFolder {
  readonly root: string;
  /** What the house keeps for itself: book, queue, stand-ins. */
  readonly inner: string;
  readonly book: string;
  /** Folded auctions, see `Snapshots`. The book can do without them. */
  readonly snapshots: string;
  readonly queue: string;
  readonly sandbox: string;
  /** What it leaves for people and scripts. */
  readonly recording: string;
  readonly ledger: string;
  readonly report: string;
  readonly result: string;
}

export function houseFolder(root: string): HouseFolder {
  const inner = join(resolve(root), 'house');
  return {
    root: resolve(root),
    inner,
    book: join(inner, 'book.sqlite'),
    snapshots: join(inner, 'snapshots'),
    queue: join(inner, 'queue'),
    sandbox: join(inner, 'sandbox'),
    recording: join(resolve(root), 'recording.mp4'),
    ledger: join(resolve(root), 'ledger.jsonl'),
    report: join(resolve(root), 'report.html'),
    result: join(resolve(root), 'result.json'),
  };
}

/** Who runs in a folder, where it answers, and what whoever speaks for the operator must know. */
interface Tenant {
  readonly pid: number;
  /** Both are absent while it is still starting. */
  readonly url?: string;
  readonly token?: string;
}

/** A house that has not told its address after this long is not starting any more. */
const STARTING_MS = 30_000;
const HEALTH_LIMIT_MS = 1_000;
/** A house that is on its way out is waited for. */
const LEAVING_MS = 6_000;
const LOOK_EVERY_MS = 200;

/**
 * Takes the folder for this process, making it when there is none.
 *
 * @throws SothebaisError `FOLDER_UNWRITABLE`, or `HOUSE_RUNNING` when another house lives there
 */
export async function takeFolder(folder: HouseFolder): Promise<void> {
  try {
    makeFolder(folder.inner, 0o700);
  } catch (cause) {
    throw unwritable(folder, cause);
  }
  const deadline = Date.now() + LEAVING_MS;
  for (;;) {
    const text = readTenantFile(folder);
    const tenant = parseTenant(text);
    const isFree = !tenant || tenant.pid === process.pid || !(await isLiving(folder, tenant));
    if (isFree && claim(folder, text)) return;
    if (Date.now() > deadline) throw tenant ? running(folder, tenant) : unwritable(folder);
    await sleep(LOOK_EVERY_MS);
  }
}

/**
 * Takes the folder where nothing has changed in it since it was looked at: of two that come at once
 * only one has it.
 *
 * @param seen - what stood in the tenant's file; undefined where there was none
 */
function claim(folder: HouseFolder, seen: string | undefined): boolean {
  const file = tenantFile(folder);
  const left = `${file}.${process.pid}.left`;
  try {
    if (seen !== undefined) renameSync(file, left);
    if (seen !== undefined && readFileSync(left, 'utf8') !== seen) {
      // Somebody else was faster, and what was taken away is his.
      renameSync(left, file);
      return false;
    }
    writeTenant(folder, { pid: process.pid }, linkSync);
    return true;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EEXIST') return false;
    throw unwritable(folder, cause);
  } finally {
    rmSync(left, { force: true });
  }
}

/** Tells this user's other processes where the house in this folder answers, and its token. */
export function announceAddress(folder: HouseFolder, url: string, token: string): void {
  try {
    writeTenant(folder, { pid: process.pid, url, token });
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}

export const leaveFolder = (folder: HouseFolder): void =>
  rmSync(tenantFile(folder), { force: true });

/**
 * When the broadcast of this folder's auction was first to start: the same on every start, because
 * X knows the broadcast again by its times.
 */
export function firstStart(folder: HouseFolder, nowMs: number): number {
  const file = join(folder.inner, 'first-start');
  if (!existsSync(file)) writeFileSync(file, String(nowMs));
  return Number(readFileSync(file, 'utf8'));
}

/** What tells this folder's house apart from others on the same Redis: drawn once, then kept. */
export function houseKey(folder: HouseFolder): string {
  const file = join(folder.inner, 'key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(KEY_BYTES).toString('hex'));
  return readFileSync(file, 'utf8');
}

const KEY_BYTES = 6;

/** How to reach the house that runs in a folder as its operator; undefined when none does. */
export async function findDesk(
  folder: HouseFolder,
): Promise<{ readonly url: string; readonly token: string } | undefined> {
  const { url, token } = readTenant(folder) ?? {};
  if (url === undefined || token === undefined) return undefined;
  return (await answers(url)) ? { url, token } : undefined;
}

/** Address of the house that runs in a folder; undefined when none does. */
export async function findHouse(folder: HouseFolder): Promise<string | undefined> {
  const url = readTenant(folder)?.url;
  return url !== undefined && (await answers(url)) ? url : undefined;
}

/** Whether a house has taken the folder, and is not to be reached yet. */
export async function isStarting(folder: HouseFolder): Promise<boolean> {
  const tenant = readTenant(folder);
  return tenant !== undefined && tenant.url === undefined && (await isLiving(folder, tenant));
}

/**
 * Empties a folder of an earlier house's things, and of nothing else.
 *
 * @throws SothebaisError `FOLDER_UNWRITABLE`
 */
export function clearFolder(folder: HouseFolder): void {
  try {
    for (const path of [folder.inner, ...outputs(folder)]) {
      rmSync(path, { recursive: true, force: true });
    }
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}

/** Removes what an earlier run left for people, so that nothing old is taken for new. */
export function clearOutputs(folder: HouseFolder): void {
  for (const path of outputs(folder)) rmSync(path, { force: true });
}

const outputs = (folder: HouseFolder): readonly string[] => [
  folder.recording,
  folder.ledger,
  folder.report,
  folder.result,
];

const tenantFile = (folder: HouseFolder): string => join(folder.inner, 'house.json');

const readTenant = (folder: HouseFolder): Tenant | undefined => parseTenant(readTenantFile(folder));

function readTenantFile(folder: HouseFolder): string | undefined {
  try {
    return readFileSync(tenantFile(folder), 'utf8');
  } catch {
    return undefined;
  }
}

function parseTenant(text: string | undefined): Tenant | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Tenant);
  } catch {
    return undefined;
  }
}

/** @param put - `linkSync` where there must be none yet */
function writeTenant(
  folder: HouseFolder,
  tenant: Tenant,
  put: (draft: string, file: string) => void = renameSync,
): void {
  // For this user alone, and never half written.
  const file = tenantFile(folder);
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, JSON.stringify(tenant), { mode: 0o600 });
    put(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A process id alone proves nothing: it may be somebody else's by now. */
async function isLiving(folder: HouseFolder, tenant: Tenant): Promise<boolean> {
  try {
    process.kill(tenant.pid, 0);
  } catch {
    return false;
  }
  if (tenant.url !== undefined) return answers(tenant.url);
  return Date.now() - statSync(tenantFile(folder)).mtimeMs < STARTING_MS;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(HEALTH_LIMIT_MS) });
    return response.ok;
  } catch {
    return false;
  }
}

const running = (folder: HouseFolder, { pid }: Tenant) =>
  new SothebaisError('HOUSE_RUNNING', `A house with process id ${pid} runs in ${folder.root}.`);

const unwritable = (folder: HouseFolder, cause?: unknown) =>
  new SothebaisError('FOLDER_UNWRITABLE', `The folder ${folder.root} cannot be written.`, {
    cause,
  });
