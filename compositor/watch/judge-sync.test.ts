import { describe, expect, test } from 'vitest';
import type { Packet } from '../packet.js';
import { AHEAD_MS } from '../sink/interleave.js';
import { Sync } from './judge-sync.js';

const FPS = 30;
const SOUND_MS = 1_024 / 48;
const bytes = Buffer.alloc(0);

const picture = (tick: number, atMs = (tick * 1_000) / FPS): Packet => ({
  ...{ kind: 'video', tick, atMs, isKey: tick === 0, bytes },
});
const sound = (index: number, atMs = index * SOUND_MS): Packet => ({ kind: 'audio', atMs, bytes });

const same = (ms: number): number => ms;

interface Stream {
  readonly seconds: number;
  /** When a packet comes, by its time. */
  readonly soundComes?: (atMs: number) => number;
  readonly pictureComes?: (atMs: number) => number;
  /** What is said of the time of a sound, by its true time. */
  readonly soundSays?: (atMs: number) => number;
  readonly isLost?: (packet: Packet) => boolean;
}

function faultsOf(stream: Stream): (string | undefined)[] {
  const { soundComes = same, pictureComes = same, soundSays = same } = stream;
  const line: { packet: Packet; comesMs: number }[] = [];
  for (let tick = 0; tick < stream.seconds * FPS; tick++) {
    const packet = picture(tick);
    line.push({ packet, comesMs: pictureComes(packet.atMs) });
  }
  for (let index = 0; index * SOUND_MS < stream.seconds * 1_000; index++) {
    const packet = sound(index, soundSays(index * SOUND_MS));
    line.push({ packet, comesMs: soundComes(index * SOUND_MS) + AHEAD_MS });
  }
  const sync = new Sync(FPS);
  return line
    .filter(({ packet }) => !stream.isLost?.(packet))
    .toSorted((a, b) => a.comesMs - b.comesMs)
    .map(({ packet, comesMs }) => {
      sync.take(packet, comesMs);
      return sync.judge();
    });
}

const isWell = (faults: readonly (string | undefined)[]) => faults.every((fault) => !fault);

describe('Sync', () => {
  test('finds nothing where both come as they are due', () => {
    expect(isWell(faultsOf({ seconds: 15 }))).toBe(true);
  });

  test('forgives sound that comes in bursts', () => {
    const soundComes = (ms: number) => Math.ceil(ms / 400) * 400;
    expect(isWell(faultsOf({ seconds: 15, soundComes }))).toBe(true);
  });

  test('finds sound that comes 300 ms late for over a second', () => {
    const soundComes = (ms: number) => (ms < 3_000 ? ms : ms + 300);
    expect(faultsOf({ seconds: 6, soundComes }).findLast(Boolean)).toMatch(
      /^The sound is \d+ ms late\.$/,
    );
  });

  test('finds a picture that comes late', () => {
    const pictureComes = (ms: number) => ms + 300;
    expect(faultsOf({ seconds: 6, pictureComes }).findLast(Boolean)).toMatch(
      /^The picture is \d+ ms late/,
    );
  });

  test('forgives a lateness that no viewer sees', () => {
    expect(isWell(faultsOf({ seconds: 6, soundComes: (ms) => ms + 60 }))).toBe(true);
  });

  test('finds sound whose time runs away from its samples', () => {
    const fault = faultsOf({ seconds: 9, soundSays: (ms) => ms * 1.01 }).at(-1);
    expect(fault).toMatch(/^Sound and picture part by \d+ ms in ten seconds\.$/);
  });

  test('finds a hole in the sound, and forgets it after ten seconds', () => {
    const isLost = ({ kind, atMs }: Packet) => kind === 'audio' && atMs > 4_000 && atMs < 4_200;
    const faults = faultsOf({ seconds: 16, isLost });
    expect(faults.some(Boolean)).toBe(true);
    expect(faults.at(-1)).toBeUndefined();
  });

  test('lets frames be lost: the others still stand where they belong', () => {
    const isLost = ({ kind, atMs }: Packet) => kind === 'video' && atMs > 4_000 && atMs < 4_500;
    expect(isWell(faultsOf({ seconds: 15, isLost }))).toBe(true);
  });
});
