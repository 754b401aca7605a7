import { readdir, readFile } from 'node:fs/promises';

/** What Linux tells of one process. */
export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  /** Its own time on the processors and that of ended children, in hundredths of a second. */
  readonly ticks: number;
}

/** `/proc` gives time in these, whatever the kernel's own clock (sysconf `_SC_CLK_TCK`). */
export const TICKS_A_SECOND = 100;

/**
 * A program and everything it started that still runs; without a program that ended. Undefined
 * where there is no `/proc`.
 */
export async function processTree(pid: number): Promise<readonly ProcessFacts[] | undefined> {
  const all = await everyProcess();
  return all && treeOf(pid, all);
}

/** Those of `all` that are `pid` or come from it. Pure. */
export function treeOf(pid: number, all: readonly ProcessFacts[]): readonly ProcessFacts[] {
  const children = Map.groupBy(all, (facts) => facts.parent);
  const tree = all.filter((facts) => facts.pid === pid);
  // Grows while it is walked: each one brings its children.
  for (const member of tree) tree.push(...(children.get(member.pid) ?? []));
  return tree;
}

async function everyProcess(): Promise<readonly ProcessFacts[] | undefined> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name));
  if (pids.length === 0) return undefined;
  // One that ends while it is read is left out.
  const stats = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '')),
  );
  return stats.flatMap((stat) => parseStat(stat) ?? []);
}

/** Reads a line of `/proc/<pid>/stat`; undefined for what is none. Pure. */
export function parseStat(stat: string): ProcessFacts | undefined {
  // The name stands in brackets and may hold brackets and spaces itself.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = NaN] = fields;
  const ticks = fields.slice(11, 15).reduce((sum, each) => sum + each, 0);
  const pid = Number.parseInt(stat, 10);
  return Number.isNaN(pid + parent + ticks) ? undefined : { pid, parent, ticks };
}
