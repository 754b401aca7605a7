import { readFile } from 'node:fs/promises';
import { processTree } from './process-tree.js';

const KIB = 1_024;

/**
 * Memory that a program and everything it started hold, in bytes. Pages that several processes
 * share are counted once where the kernel lets us see them (PSS), and for each process where it
 * does not (RSS). 0 for a program that is gone, undefined where there is no `/proc`.
 */
export async function memoryBytes(pid: number): Promise<number | undefined> {
  const tree = await processTree(pid);
  if (!tree) return undefined;
  const parts = await Promise.all(tree.map((member) => ownBytes(member.pid)));
  return parts.reduce((sum, bytes) => sum + bytes, 0);
}

async function ownBytes(pid: number): Promise<number> {
  const [rollup, status] = await Promise.all(
    ['smaps_rollup', 'status'].map((name) =>
      readFile(`/proc/${pid}/${name}`, 'latin1').catch(() => ''),
    ),
  );
  return kibOf(rollup, 'Pss') ?? kibOf(status, 'VmRSS') ?? 0;
}

/** The figure behind `name:` in kernel text, given in KiB, as bytes. */
function kibOf(text: string | undefined, name: string): number | undefined {
  const found = text?.match(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm'))?.[1];
  return found === undefined ? undefined : Number(found) * KIB;
}
