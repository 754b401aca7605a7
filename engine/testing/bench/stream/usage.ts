import { readFile } from 'node:fs/promises';
import {
  processTree,
  TICKS_A_SECOND,
  type ProcessFacts,
} from '../../../../compositor/watch/process-tree.js';
import { memoryBytes } from '../../../../compositor/watch/memory.js';

/** Whose cost a process is: Node is what is neither browser nor encoder. */
type Part = 'browser' | 'node' | 'ffmpeg';

/** Something of each part, and of all together. */
export type PerPart = Readonly<Record<Part | 'total', number>>;

export interface NamedProcess extends ProcessFacts {
  /** As the kernel gives it, 15 characters at most. */
  readonly name: string;
}

/** The processor time of every process, at one moment. */
export type CpuSnapshot = readonly (SortedProcess & { readonly above: Part })[];

/** Processor time that this program and what it started has used so far. */
export const snapshotCpu = (exceptPid?: number): Promise<CpuSnapshot> => parts(exceptPid);

/** Processor time used between two moments, in seconds. */
export function cpuBetween(before: CpuSnapshot, after: CpuSnapshot): PerPart {
  const used = { browser: 0, node: 0, ffmpeg: 0 };
  const still = new Set(after.map(({ pid }) => pid));
  for (const { part, ticks } of after) used[part] += ticks;
  for (const { pid, part, above, ticks } of before) {
    // All that one used that ended stands with what started it, the time before as well.
    used[still.has(pid) ? part : above] -= ticks;
  }
  return withTotal({
    browser: used.browser / TICKS_A_SECOND,
    node: used.node / TICKS_A_SECOND,
    ffmpeg: used.ffmpeg / TICKS_A_SECOND,
  });
}

/** Memory that this program and what it started hold, in bytes; shared pages count once. */
export async function memoryUsed(exceptPid?: number): Promise<PerPart> {
  const bytes = { browser: 0, node: 0, ffmpeg: 0 };
  const all = await parts(exceptPid);
  // Each process is asked for with all below it: only the uppermost of a part are.
  for (const { pid, part, above } of all) {
    if (part === 'node' || part === above) continue;
    bytes[part] += (await memoryBytes(pid)) ?? 0;
  }
  const ours = (await memoryBytes(process.pid)) ?? 0;
  const except = exceptPid === undefined ? 0 : ((await memoryBytes(exceptPid)) ?? 0);
  bytes.node = Math.max(0, ours - bytes.browser - bytes.ffmpeg - except);
  return withTotal(bytes);
}

const withTotal = (each: Readonly<Record<Part, number>>): PerPart => ({
  ...each,
  total: each.browser + each.node + each.ffmpeg,
});

async function parts(exceptPid: number | undefined): Promise<CpuSnapshot> {
  const tree = (await processTree(process.pid)) ?? [];
  const named = await Promise.all(
    tree.map(async (facts): Promise<NamedProcess> => {
      const name = await readFile(`/proc/${facts.pid}/comm`, 'utf8').catch(() => '');
      return { ...facts, name: name.trim() };
    }),
  );
  return sortIntoParts(named, process.pid, exceptPid);
}

interface SortedProcess extends NamedProcess {
  readonly part: Part;
}

/**
 * Says for each process of a tree whose cost it is, and what the process above it is. One that tells
 * nothing by its name, a shell for one, belongs to what started it.
 *
 * @param tree - parents before their children
 * @param exceptPid - left out, with all below it
 */
export function sortIntoParts(
  tree: readonly NamedProcess[],
  rootPid: number,
  exceptPid?: number,
): CpuSnapshot {
  const known = new Map<number, Part>();
  return tree.flatMap((each) => {
    const above = each.pid === rootPid ? 'node' : known.get(each.parent);
    if (each.pid === exceptPid || above === undefined) return [];
    const part = partNamed(each.name) ?? above;
    known.set(each.pid, part);
    return [{ ...each, part, above }];
  });
}

function partNamed(name: string): Part | undefined {
  if (/^(chrom|headless_shell|google chrome)/i.test(name)) return 'browser';
  // The native encoder is called `encode`.
  if (/^(ffmpeg|encode$)/.test(name)) return 'ffmpeg';
  return undefined;
}
