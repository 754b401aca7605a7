import { spawnSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { ChildProgram, Processes } from '../../engine/ports/processes.js';
import { createProcesses } from '../../engine/testing/real-processes.js';
import type { AudioPacket } from '../packet.js';
import { flvHead, flvTag } from '../sink/flv.js';
import { plainFormat } from '../sink/testing/packets.js';
import { KeptSound } from './kept-sound.js';

const RATE = 48_000;
const FPS = 30;
const TICK = RATE / FPS;
const FRAME = 1_024;
const HERTZ = 440;

let kept: KeptSound | undefined;
afterEach(() => kept?.close());

/** The samples of a tick of a tone, in both channels. */
function tone(tick: number): Buffer {
  const bytes = Buffer.alloc(TICK * 4);
  for (let i = 0; i < TICK; i++) {
    const value = 12_000 * Math.sin((2 * Math.PI * HERTZ * (tick * TICK + i)) / RATE);
    bytes.writeInt16LE(Math.round(value), i * 4);
    bytes.writeInt16LE(Math.round(value), i * 4 + 2);
  }
  return bytes;
}

function recordPrograms(): { readonly processes: Processes; readonly started: ChildProgram[] } {
  const real = createProcesses();
  const started: ChildProgram[] = [];
  return {
    started,
    processes: {
      start: async (...order) => {
        const program = await real.start(...order);
        started.push(program);
        return program;
      },
    },
  };
}

/** The left channel as a player decodes it. */
function decode(packets: readonly AudioPacket[]): Int16Array {
  const file = Buffer.concat([flvHead(plainFormat), ...packets.map((packet) => flvTag(packet))]);
  const { stdout } = spawnSync(
    'ffmpeg',
    ['-v', 'error', '-f', 'flv', '-i', 'pipe:0', '-map', '0:a', '-ac', '1', '-f', 's16le', '-'],
    { input: file, maxBuffer: 64_000_000 },
  );
  return new Int16Array(stdout.buffer, stdout.byteOffset, Math.floor(stdout.length / 2));
}

/** The longest stretch, in milliseconds, in which the tone is not heard. */
function longestGapMs(samples: Int16Array): number {
  let gap = 0;
  let longest = 0;
  for (const value of samples) {
    gap = Math.abs(value) < 500 ? gap + 1 : 0;
    longest = Math.max(longest, gap);
  }
  return (longest * 1_000) / RATE;
}

/** How far what was decoded is from the tone at its own place: the joint clicks where it is not. */
function worstError(samples: Int16Array, from: number): number {
  let worst = 0;
  for (let i = from; i < samples.length - FRAME; i++) {
    const meant = 12_000 * Math.sin((2 * Math.PI * HERTZ * i) / RATE);
    worst = Math.max(worst, Math.abs((samples[i] ?? 0) - meant));
  }
  return worst;
}

/** One that is told to end fills its last frame up with silence, which no player takes for sound. */
test.each([
  ['SIGKILL', 3_000],
  ['SIGSTOP', 3_000],
  ['SIGTERM', 16_000],
] as const)(
  'the sound of two encoders joins as that of one where the first gets %s',
  async (signal, errorMax) => {
    const { processes, started } = recordPrograms();
    const packets: AudioPacket[] = [];
    const troubles: string[] = [];
    const sound = new KeptSound(
      { ffmpegPath: 'ffmpeg', processes },
      {
        onPacket: (packet) => packets.push(packet),
        onTrouble: ({ message }) => troubles.push(message),
      },
    );
    kept = sound;
    await sound.open();
    const ticks = 150;
    const startMs = performance.now();
    for (let tick = 0; tick < ticks; tick++) {
      await wait(Math.max(0, startMs + (tick * 1_000) / FPS - performance.now()));
      sound.write(tone(tick));
      sound.check(performance.now());
      if (tick === 40 && started[0]) process.kill(started[0].pid, signal);
    }
    const heard = () => packets.length * FRAME;
    await expect.poll(heard).toBeGreaterThan(ticks * TICK - 4 * FRAME);

    expect([started.length, troubles.length]).toEqual([2, 1]);
    const firsts = packets.map(({ atMs }) => (atMs * RATE) / 1_000);
    expect(firsts.map(Math.round)).toEqual(firsts.map((_, i) => i * FRAME));
    const samples = decode(packets);
    expect(Math.abs(samples.length - packets.length * FRAME)).toBeLessThanOrEqual(FRAME);
    expect(longestGapMs(samples.subarray(2 * FRAME))).toBeLessThan(60);
    expect(worstError(samples, 2 * FRAME)).toBeLessThan(errorMax);
  },
);
