import { readFile } from 'node:fs/promises';
import { processTree, type ProcessFacts } from './process-tree.js';

const KIB = 1_024;

/**
 * Memory that a program and everything it started hold, in bytes. Pages that several processes
 * share are counted once where the kernel lets us see them (PSS), and for each process where it
 * does not (RSS). 0 for a program that is gone, undefined where there is no `/proc`.
 */
export async function memoryBytes(pid: number): Promise<number | undefined> {
  const tree = await processTree(pid);
  return tree && sumOver(tree, async (each) => (await ownBytes(each)) ?? residentBytes(each));
}

/**
 * The same where it is more than `limitBytes`; else what it is at most, shared pages counted for each
 * process. That is cheap to tell: to share pages out the kernel looks at every single one.
 */
export async function memoryOver(limitBytes: number, pid: number): Promise<number | undefined> {
  const tree = await processTree(pid);
  const most = tree && (await sumOver(tree, residentBytes));
  return most !== undefined && most > limitBytes ? memoryBytes(pid) : most;
}

async function sumOver(
  tree: readonly ProcessFacts[],
  bytesOf: (pid: number) => Promise<number>,
): Promise<number> {
  const parts = await Promise.all(tree.map(({ pid }) => bytesOf(pid)));
  return parts.reduce((sum, bytes) => sum + bytes, 0);
}

const ownBytes = (pid: number) => kibIn(`/proc/${pid}/smaps_rollup`, 'Pss');

const residentBytes = async (pid: number) => (await kibIn(`/proc/${pid}/status`, 'VmRSS')) ?? 0;

async function kibIn(path: string, name: string): Promise<number | undefined> {
  return kibOf(await readFile(path, 'latin1').catch(() => ''), name);
}

/** The figure behind `name:` in kernel text, given in KiB, as bytes. */
function kibOf(text: string, name: string): number | undefined {
  const found = text.match(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm'))?.[1];
  return found === undefined ? undefined : Number(found) * KIB;
}
