import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { cacheFolder } from '../../config/cache-folder.js';
import { BACKENDS } from '../../config/schema.js';
import { findNativeEncoder } from '../encoder/native/native-encoder.js';

/** What a probe is good for: another machine, browser, encoder or picture wants another one. */
export interface ProbedFor {
  readonly chromiumPath: string;
  readonly ffmpegPath: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps: number;
}

const foundSchema = z.record(z.string(), z.enum(BACKENDS));
const KEPT_MAX = 50;

const file = (): string => join(cacheFolder(), 'backends.json');

/** The backend that a probe found best; undefined where there was none. */
export async function readFound(probed: ProbedFor): Promise<(typeof BACKENDS)[number] | undefined> {
  return (await readAll())[await keyOf(probed)];
}

/** Keeps what a probe found. What cannot be kept is found out again. */
export async function keepFound(
  probed: ProbedFor,
  backend: (typeof BACKENDS)[number],
): Promise<void> {
  const others = Object.entries(await readAll()).slice(-KEPT_MAX);
  const all = { ...Object.fromEntries(others), [await keyOf(probed)]: backend };
  const draft = `${file()}.${process.pid}`;
  try {
    await mkdir(dirname(draft), { recursive: true });
    await writeFile(draft, JSON.stringify(all));
    await rename(draft, file());
  } catch {
    // A home that cannot be written is no reason to stop.
  }
}

async function readAll(): Promise<z.output<typeof foundSchema>> {
  try {
    return foundSchema.parse(JSON.parse(await readFile(file(), 'utf8')));
  } catch {
    return {};
  }
}

async function keyOf(probed: ProbedFor): Promise<string> {
  const { widthPx, heightPx, fps, chromiumPath, ffmpegPath } = probed;
  const processors = cpus();
  const parts = [
    ...[processors.length, processors[0]?.model ?? '', widthPx, heightPx, fps],
    ...(await Promise.all([chromiumPath, ffmpegPath, findNativeEncoder() ?? ''].map(versionOf))),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** A program that was replaced has another one. */
async function versionOf(path: string): Promise<string> {
  const found = path === '' ? undefined : await stat(path).catch(() => undefined);
  return found ? `${path} ${found.size} ${found.mtimeMs}` : '';
}
