import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ringSeal } from '../../engine/ports/stage.js';
import { findRing } from './ring.js';

const FRAME = 12;
const SLOTS = 3;
const SEAL = 'sealed';

let profileDir: string;
let file: string;
beforeEach(() => {
  profileDir = mkdtempSync(join(tmpdir(), 'sothebais-ring-'));
  file = join(profileDir, 'Default', 'File System', '000', 'frames');
  mkdirSync(join(file, '..'), { recursive: true });
});
afterEach(() => rmSync(profileDir, { recursive: true, force: true }));

const find = (limitMs = 0) =>
  findRing({ profileDir, frameBytes: FRAME, slots: SLOTS, seal: SEAL, limitMs });

/** Frames whose every byte is the number of their slot. */
const frames = () =>
  Buffer.concat([
    ...Array.from({ length: SLOTS }, (_, i) => Buffer.alloc(FRAME, i)),
    Buffer.from(ringSeal(SEAL)),
  ]);

const openFiles = () =>
  existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : Number.NaN;

describe('findRing', () => {
  test('reads the frame of each slot, and says where it lies', async () => {
    writeFileSync(file, frames());
    const ring = await find();
    const into = Buffer.alloc(FRAME);
    ring?.pixels(2).read(into);
    expect(into).toEqual(Buffer.alloc(FRAME, 2));
    expect(ring?.pixels(2).file).toEqual({ path: file, offset: 2 * FRAME });
    ring?.close();
  });

  test.each([
    ['of another length', () => frames().subarray(1)],
    ['with another seal', () => Buffer.concat([frames().subarray(0, -1), Buffer.from('?')])],
  ])('takes no file %s', async (_what, bytes) => {
    writeFileSync(file, bytes());
    expect(await find()).toBeUndefined();
  });

  test('takes no file that belongs to no page', async () => {
    writeFileSync(join(profileDir, 'frames'), frames());
    expect(await find()).toBeUndefined();
  });

  test('waits for a file that is still to come', async () => {
    setTimeout(() => writeFileSync(file, frames()), 60);
    const ring = await find(2_000);
    expect(ring).toBeDefined();
    ring?.close();
  });

  test('is readable for as long as somebody holds it, and closed then', async () => {
    writeFileSync(file, frames());
    const before = openFiles();
    const ring = await find();
    const letGo = ring?.hold();
    ring?.close();
    ring?.close();
    rmSync(file);
    const into = Buffer.alloc(FRAME);
    ring?.pixels(1).read(into);
    expect(into).toEqual(Buffer.alloc(FRAME, 1));
    letGo?.();
    expect(openFiles()).toBe(before);
    expect(() => ring?.pixels(1).read(into)).toThrow();
  });
});
