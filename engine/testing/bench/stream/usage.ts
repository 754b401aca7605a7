import { readFile } from 'node:fs/promises';
import {
  processTree,
  TICKS_A_SECOND,
  type ProcessFacts,
} from '../../../../compositor/watch/process-tree.js';
import { memoryBytes } from '../../../../compositor/watch/memory.js';

/** Whose cost a process is: Node is what is neither browser nor encoder. */
export type Part = 'browser' | 'node' | 'ffmpeg';

/** Something of each part, and of all together. */
export type PerPart = Readonly<Record<Part | 'total', number>>;

interface NamedProcess extends ProcessFacts {
  /** As the kernel gives it, 15 characters at most. */
  readonly name: string;
}

/** Processor time that this program and what it started has used, in seconds. */
export async function cpuUsed(exceptPid?: number): Promise<PerPart> {
  const seconds = { browser: 0, node: 0, ffmpeg: 0 };
  for (const { part, ticks } of await parts(exceptPid)) seconds[part] += ticks / TICKS_A_SECOND;
  return withTotal(seconds);
}

/** Memory that this program and what it started hold, in bytes; shared pages count once. */
export async function memoryUsed(exceptPid?: number): Promise<PerPart> {
  const bytes = { browser: 0, node: 0, ffmpeg: 0 };
  const all = await parts(exceptPid);
  const partOf = new Map(all.map(({ pid, part }) => [pid, part]));
  // Each process is asked for with all below it: only the uppermost of a part are.
  for (const { pid, parent, part } of all) {
    if (part === 'node' || partOf.get(parent) === part) continue;
    bytes[part] += (await memoryBytes(pid)) ?? 0;
  }
  const ours = (await memoryBytes(process.pid)) ?? 0;
  const except = exceptPid === undefined ? 0 : ((await memoryBytes(exceptPid)) ?? 0);
  bytes.node = Math.max(0, ours - bytes.browser - bytes.ffmpeg - except);
  return withTotal(bytes);
}

export const difference = (after: PerPart, before: PerPart): PerPart =>
  withTotal({
    browser: after.browser - before.browser,
    node: after.node - before.node,
    ffmpeg: after.ffmpeg - before.ffmpeg,
  });

const withTotal = (each: Readonly<Record<Part, number>>): PerPart => ({
  ...each,
  total: each.browser + each.node + each.ffmpeg,
});

async function parts(exceptPid: number | undefined) {
  const tree = (await processTree(process.pid)) ?? [];
  const named = await Promise.all(
    tree.map(async (facts): Promise<NamedProcess> => {
      const name = await readFile(`/proc/${facts.pid}/comm`, 'utf8').catch(() => '');
      return { ...facts, name: name.trim() };
    }),
  );
  return sortIntoParts(named, process.pid, exceptPid);
}

/**
 * Says for each process of a tree whose cost it is. A process that tells nothing by its name, a
 * shell for one, belongs to what started it.
 *
 * @param tree - parents before their children
 * @param exceptPid - left out, with all below it
 */
export function sortIntoParts<Process extends NamedProcess>(
  tree: readonly Process[],
  rootPid: number,
  exceptPid?: number,
): readonly (Process & { readonly part: Part })[] {
  const known = new Map<number, Part>();
  const sorted: (Process & { readonly part: Part })[] = [];
  for (const each of tree) {
    const above = each.pid === rootPid ? 'node' : known.get(each.parent);
    if (each.pid === exceptPid || above === undefined) continue;
    const part = partNamed(each.name) ?? above;
    known.set(each.pid, part);
    sorted.push({ ...each, part });
  }
  return sorted;
}

function partNamed(name: string): Part | undefined {
  if (/^(chrom|headless_shell|google chrome)/i.test(name)) return 'browser';
  // The native encoder is called `encode`.
  if (/^(ffmpeg|encode$)/.test(name)) return 'ffmpeg';
  return undefined;
}
