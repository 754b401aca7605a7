import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Packet } from '../packet.js';
import { Interleave } from './interleave.js';
import { picture, sound, stream } from './testing/packets.js';

interface Arrival {
  readonly packet: Packet;
  readonly nowMs: number;
}

/** Hands packets over as they arrive and notes when each leaves. */
function run(arrivals: readonly Arrival[], interleave = new Interleave(100, 0)) {
  const left: (Arrival & { readonly afterMs: number })[] = [];
  const came = new Map<Packet, number>();
  for (const { packet, nowMs } of arrivals) {
    came.set(packet, nowMs);
    for (const next of interleave.push(packet, nowMs)) {
      left.push({ packet: next, nowMs, afterMs: nowMs - (came.get(next) ?? 0) });
    }
  }
  return { left, rest: interleave.flush() };
}

/** Each kind keeps its own order and has a delay of its own, up to so many milliseconds. */
const arrivals = (delayMs: number) =>
  fc
    .array(fc.double({ min: 0, max: delayMs, noNaN: true }), { minLength: 2, maxLength: 200 })
    .map((delays) => {
      const newest = { video: 0, audio: 0 };
      return stream(60)
        .map((packet, i) => {
          const nowMs = packet.atMs + (delays[i % delays.length] ?? 0);
          newest[packet.kind] = Math.max(newest[packet.kind], nowMs);
          return { packet, nowMs: newest[packet.kind] };
        })
        .sort((one, other) => one.nowMs - other.nowMs);
    });

const times = (packets: readonly Packet[]) => packets.map(({ atMs }) => atMs);
const sorted = (numbers: readonly number[]) => [...numbers].sort((one, other) => one - other);

describe('Interleave', () => {
  test('gives everything in order of time where nobody is later than it waits', () => {
    fc.assert(
      fc.property(arrivals(100), (came) => {
        const { left, rest } = run(came);
        const all = [...left.map(({ packet }) => packet), ...rest];
        expect(times(all)).toEqual(sorted(times(came.map(({ packet }) => packet))));
      }),
    );
  });

  test('loses nothing and keeps the order of each kind, however late one is', () => {
    fc.assert(
      fc.property(arrivals(900), (came) => {
        const { left, rest } = run(came);
        const all = [...left.map(({ packet }) => packet), ...rest];
        expect(new Set(all).size).toBe(came.length);
        for (const kind of ['video', 'audio']) {
          const ofKind = times(all.filter((packet) => packet.kind === kind));
          expect(ofKind).toEqual(sorted(ofKind));
        }
      }),
    );
  });

  test('holds nothing longer than its limit and the pause to the next packet', () => {
    fc.assert(
      fc.property(arrivals(900), (came) => {
        const pauses = came.map(({ nowMs }, i) => nowMs - (came[i - 1]?.nowMs ?? nowMs));
        const { left } = run(came);
        const longest = Math.max(...left.map(({ afterMs }) => afterMs));
        expect(longest).toBeLessThanOrEqual(100 + Math.max(...pauses));
      }),
    );
  });

  test('holds a picture for a sound that may come before it', () => {
    const interleave = new Interleave(100, 0);
    expect(interleave.push(picture(1), 0)).toEqual([]);
    expect(interleave.push(sound(0), 5)).toEqual([sound(0)]);
    expect(interleave.push(sound(1), 10)).toEqual([sound(1)]);
    expect(interleave.push(sound(2), 15)).toEqual([picture(1)]);
  });

  test('lets the picture run ahead of the sound, and not further', () => {
    const interleave = new Interleave(100, 40);
    expect(interleave.push(picture(1), 0)).toEqual([]);
    expect(interleave.push(sound(0), 5)).toEqual([picture(1)]);
    expect(interleave.push(picture(2), 10)).toEqual([sound(0)]);
    expect(interleave.push(sound(1), 15)).toEqual([sound(1)]);
  });

  test('lets the picture go on alone where no sound comes', () => {
    const { left } = run(
      Array.from({ length: 30 }, (_, tick) => ({ packet: picture(tick), nowMs: tick * 33 })),
    );
    expect(left.map(({ packet }) => packet.atMs)).toEqual(
      Array.from({ length: 26 }, (_, tick) => picture(tick).atMs),
    );
  });
});
