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

/** The machine that was probed, and where it keeps what was found. */
export interface ProbedMachine {
  /** The model of each processor. */
  readonly processors: () => readonly string[];
  /** Where the native encoder is; undefined where it was not built. */
  readonly nativePath: () => string | undefined;
  /** Of a program: one that was replaced has another. Undefined where there is none. */
  readonly versionOf: (path: string) => Promise<string | undefined>;
  /** @throws where nothing was kept */
  readonly read: () => Promise<string>;
  /** Replaces what was kept, whole. @throws where nothing can be kept */
  readonly write: (text: string) => Promise<void>;
}

type Backend = (typeof BACKENDS)[number];

const foundSchema = z.record(z.string(), z.enum(BACKENDS));
const KEPT_MAX = 50;

/** The backend that a probe found best; undefined where there was none. */
export async function readFound(
  probed: ProbedFor,
  machine: ProbedMachine = THIS_MACHINE,
): Promise<Backend | undefined> {
  return (await readAll(machine))[await keyOf(probed, machine)];
}

/** Keeps what a probe found. What cannot be kept is found out again. */
export async function keepFound(
  probed: ProbedFor,
  backend: Backend,
  machine: ProbedMachine = THIS_MACHINE,
): Promise<void> {
  const key = await keyOf(probed, machine);
  const all = Object.entries(await readAll(machine)).filter(([other]) => other !== key);
  // The newest stand last; what nobody probed again for so long goes.
  const kept = [...all.slice(1 - KEPT_MAX), [key, backend]];
  try {
    await machine.write(JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // A home that cannot be written is no reason to stop.
  }
}

async function readAll(machine: ProbedMachine): Promise<z.output<typeof foundSchema>> {
  try {
    return foundSchema.parse(JSON.parse(await machine.read()));
  } catch {
    return {};
  }
}

async function keyOf(probed: ProbedFor, machine: ProbedMachine): Promise<string> {
  const { widthPx, heightPx, fps, chromiumPath, ffmpegPath } = probed;
  const processors = machine.processors();
  const programs = [chromiumPath, ffmpegPath, machine.nativePath() ?? ''];
  const parts = [
    ...[processors.length, processors[0] ?? '', widthPx, heightPx, fps],
    ...(await Promise.all(programs.map((path) => labelOf(path, machine)))),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

async function labelOf(path: string, machine: ProbedMachine): Promise<string> {
  const version = path === '' ? undefined : await machine.versionOf(path);
  return version === undefined ? '' : `${path} ${version}`;
}

const THIS_MACHINE: ProbedMachine = {
  processors: () => cpus().map(({ model }) => model),
  nativePath: findNativeEncoder,
  versionOf: async (path) => {
    const found = await stat(path).catch(() => undefined);
    return found && `${found.size} ${found.mtimeMs}`;
  },
  read: () => readFile(file(), 'utf8'),
  write: async (text) => {
    const draft = `${file()}.${process.pid}`;
    await mkdir(dirname(draft), { recursive: true });
    await writeFile(draft, text);
    await rename(draft, file());
  },
};

const file = (): string => join(cacheFolder(), 'backends.json');
