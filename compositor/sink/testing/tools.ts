import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach } from 'vitest';
import { createProcesses } from '../../../engine/testing/real-processes.js';
import type { Packet } from '../../packet.js';
import type { Tools } from '../copy-program.js';

/** The real FFmpeg, with a folder of its own for each call that goes after the test. */
export async function openTools(): Promise<Tools & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'sothebais-sink-'));
  folders.push(folder);
  const workDir = await mkdtemp(join(tmpdir(), 'sothebais-work-'));
  folders.push(workDir);
  return { ffmpegPath: 'ffmpeg', processes: createProcesses(), workDir, folder };
}

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Hands packets over at `speed` times their pace. */
export async function pace(
  packets: readonly Packet[],
  send: (packet: Packet) => void,
  speed = 1,
): Promise<void> {
  const [first] = packets;
  const startedMs = performance.now();
  for (const packet of packets) {
    const dueMs = startedMs + (packet.atMs - (first?.atMs ?? 0)) / speed;
    if (dueMs - performance.now() > 1) await sleep(dueMs - performance.now());
    send(packet);
  }
}

/** Resolves once `holds`, looked at every 20 ms; fails after `limitMs`. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  limitMs = 10_000,
): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(`It did not come to be within ${limitMs} ms.`);
    await sleep(20);
  }
}
