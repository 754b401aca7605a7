import { expect, test } from 'vitest';
import { parseStat, treeOf } from './process-tree.js';

const stat = (pid: number, name: string, parent: number, times: string) =>
  `${pid} (${name}) S ${parent} 1 1 0 -1 4194560 1 2 3 4 ${times} 20 0 1 0 99 1000 200`;

test('parseStat adds up own time and that of ended children', () => {
  expect(parseStat(stat(7, 'ffmpeg', 3, '10 5 2 1'))).toEqual({ pid: 7, parent: 3, ticks: 18 });
});

test('parseStat is not misled by a name that holds brackets and spaces', () => {
  expect(parseStat(stat(7, 'a) R 9 (b', 3, '1 0 0 0'))).toEqual({ pid: 7, parent: 3, ticks: 1 });
});

test('parseStat reads nothing out of what is no such line', () => {
  expect(parseStat('')).toBeUndefined();
  expect(parseStat('7 (half) S')).toBeUndefined();
});

test('treeOf finds a program, its children and theirs, and nobody else', () => {
  const facts = (pid: number, parent: number) => ({ pid, parent, ticks: 1 });
  // A child may have a smaller number than its parent: numbers come round.
  const all = [facts(1, 0), facts(5, 9), facts(9, 1), facts(10, 9), facts(11, 5), facts(12, 1)];
  const pids = treeOf(9, all).map(({ pid }) => pid);
  expect(pids.toSorted((a, b) => a - b)).toEqual([5, 9, 10, 11]);
  expect(treeOf(4, all)).toEqual([]);
});
