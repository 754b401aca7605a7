import { processTree, TICKS_A_SECOND } from './process-tree.js';

/**
 * Seconds that a program and everything it started spent on the processors since they began, user
 * and system, to a hundredth; children that ended count where their parent waited for them. 0 for a
 * program that is gone, undefined where there is no `/proc`.
 */
export async function cpuSeconds(pid: number): Promise<number | undefined> {
  const tree = await processTree(pid);
  return tree && tree.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_A_SECOND;
}
