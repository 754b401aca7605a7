import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Rect } from '../../../../engine/ports/stage.js';

/** Neither side is whole macroblocks. */
export const WIDTH = 632;
export const HEIGHT = 360;
export const FRAME_BYTES = (WIDTH * HEIGHT * 3) / 2;
export const FRAMES = 60;

/** A file of frames, as a ring that holds them all. */
export function film(folder: string, name: string, graph: string): string {
  const file = join(folder, `${name}.i420`);
  const raw = ['-frames:v', String(FRAMES), '-pix_fmt', 'yuv420p', '-f', 'rawvideo', file];
  ffmpeg(['-filter_complex', `${graph},format=yuv420p`, ...raw]);
  return file;
}

function ffmpeg(args: readonly string[], input?: Buffer): Buffer {
  const run = spawnSync('ffmpeg', ['-v', 'error', '-y', ...args], {
    maxBuffer: 1e9,
    ...(input ? { input } : {}),
  });
  expect(run.stderr.toString()).toBe('');
  return run.stdout;
}

/** The rectangle outside of which two frames do not differ in luma. */
export function difference(a: Buffer, b: Buffer): Rect {
  let [left, top, right, bottom] = [WIDTH, HEIGHT, 0, 0];
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      if (a[y * WIDTH + x] === b[y * WIDTH + x]) continue;
      [left, right] = [Math.min(left, x & ~1), Math.max(right, (x | 1) + 1)];
      [top, bottom] = [Math.min(top, y & ~1), Math.max(bottom, (y | 1) + 1)];
    }
  }
  return { left, top, right, bottom };
}

/** The frames that a decoder makes of a stream. */
export function decode(stream: Buffer): Buffer[] {
  const raw = ffmpeg(
    ['-f', 'h264', '-i', '-', '-pix_fmt', 'yuv420p', '-f', 'rawvideo', '-'],
    stream,
  );
  return Array.from({ length: raw.length / FRAME_BYTES }, (_, i) =>
    raw.subarray(i * FRAME_BYTES, (i + 1) * FRAME_BYTES),
  );
}

export const framesOf = (file: string): Buffer[] => {
  const raw = readFileSync(file);
  return Array.from({ length: FRAMES }, (_, i) =>
    raw.subarray(i * FRAME_BYTES, (i + 1) * FRAME_BYTES),
  );
};

/** How near two frames are, in decibels of their luma: of all of it, and of its worst macroblock. */
export function likeness(a: Buffer, b: Buffer): { readonly all: number; readonly worst: number } {
  const across = Math.ceil(WIDTH / 16);
  const errors = new Float64Array(across * Math.ceil(HEIGHT / 16));
  const counts = new Float64Array(errors.length);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const block = (y >> 4) * across + (x >> 4);
      const difference = (a[y * WIDTH + x] ?? 0) - (b[y * WIDTH + x] ?? 0);
      errors[block] = (errors[block] ?? 0) + difference * difference;
      counts[block] = (counts[block] ?? 0) + 1;
    }
  }
  const decibels = (error: number) => 10 * Math.log10(255 ** 2 / Math.max(error, 1e-6));
  const total = errors.reduce((sum, error) => sum + error, 0);
  const worst = Math.max(...errors.map((error, i) => error / (counts[i] ?? 1)));
  return { all: decibels(total / (WIDTH * HEIGHT)), worst: decibels(worst) };
}

/** The worst likeness of a stream's frames to what they were made from. */
export function worstOf(decoded: readonly Buffer[], source: readonly Buffer[]) {
  expect(decoded).toHaveLength(source.length);
  const found = source.map((frame, i) => likeness(frame, decoded[i] ?? Buffer.alloc(0)));
  return {
    all: Math.min(...found.map(({ all }) => all)),
    worst: Math.min(...found.map(({ worst }) => worst)),
  };
}

/** Frames of the calm film as listed, under a counter of 16 bits and the same inverted. */
export function counted(
  film: readonly Buffer[],
  indices: readonly number[],
  numberOf: (n: number) => number,
) {
  const counter = { left: 0, top: 0, right: 512, bottom: 16 };
  return indices.map((index, n) => {
    const pixels = Buffer.from(film[index] ?? Buffer.alloc(0));
    const bits = (numberOf(n) * 40_503) & 0xffff;
    for (let y = 0; y < 16; y++) {
      for (let x = 0; x < 512; x++) {
        const block = x >> 4;
        const bit = (bits >> (15 - (block % 16))) & 1;
        pixels[y * WIDTH + x] = bit === (block < 16 ? 1 : 0) ? 235 : 16;
      }
    }
    for (const plane of [WIDTH * HEIGHT, (WIDTH * HEIGHT * 5) / 4]) {
      for (let y = 0; y < 8; y++) {
        pixels.fill(128, plane + (y * WIDTH) / 2, plane + (y * WIDTH) / 2 + 256);
      }
    }
    const before = indices[n - 1];
    const stands = before === index;
    const moved =
      before === undefined ? undefined : difference(film[before] ?? pixels, film[index] ?? pixels);
    const counts = numberOf(n) === numberOf(n - 1) ? [] : [counter];
    const changed = moved && [...counts, ...(stands ? [] : [moved])];
    return { pixels, stands, changed };
  });
}
