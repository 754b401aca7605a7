import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Instant } from '../engine/domain/ids.js';
import type { ShowState } from '../engine/domain/show.js';
import { KeptEncoder } from './encoder/kept-encoder.js';
import { OnAir, type ShownFrame } from './on-air.js';
import { KeptSource } from './source/kept-source.js';
import { CountedPictures } from './testing/counted-pictures.js';
import { FakeEncoders } from './testing/fake-encoder.js';
import { FakeSources } from './testing/fake-source.js';

const FPS = 10;
const PLAN = { widthPx: 64, heightPx: 36, fps: FPS, bitrateKbps: 100, gopFrames: 20 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function setUp(over: { readonly instant?: boolean } = {}) {
  let revision = 1;
  const pictures = new CountedPictures();
  const sources = new FakeSources(() => pictures.pixels(revision));
  sources.isInstant = over.instant ?? true;
  const encoders = new FakeEncoders();
  encoders.isInstant = true;
  const sounded: number[] = [];
  const frames: { tick: number; index: number }[] = [];
  const shown: ShownFrame[] = [];
  const encoder = new KeptEncoder(
    { plan: PLAN, start: encoders.start, picturesMax: 4 },
    {
      onConfig: () => undefined,
      onFrame: ({ bytes }, tick) => frames.push({ tick, index: bytes[0] ?? -1 }),
      onTrouble: () => undefined,
    },
  );
  const source = new KeptSource(sources.start, { revision: 1 } as ShowState, {
    onPicture: (tick, picture) => air.receive(tick, picture),
    onUndrawn: (tick) => air.pass(tick),
    onAway: () => air.forgive(),
    onTrouble: () => undefined,
  });
  const opening = Promise.all([source.open(), encoder.open()]);
  await vi.advanceTimersByTimeAsync(200);
  await opening;
  const air = new OnAir({
    ...{ fps: FPS, credit: 4, source, encoder, firstRevision: 1 },
    clock: { now: () => Date.now() as Instant },
    sound: (tick) => void sounded.push(tick),
    onShown: (frame) => shown.push(frame),
  });
  air.start();
  return {
    ...{ air, source, sources, encoder, encoders, pictures, sounded, frames, shown },
    ticks: () => frames.map(({ tick }) => tick),
    publish: (next: number) => (revision = next),
    /** Ends it all; every picture must have been let go of by then. */
    end: async () => {
      air.stop();
      const closing = Promise.all([source.close(), encoder.close(500)]);
      await vi.advanceTimersByTimeAsync(15_000);
      await closing;
      expect(pictures.allReleasedOnce).toBe(true);
    },
  };
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('OnAir', () => {
  test('puts a picture and a sound on air for every tick', async () => {
    const { air, ticks, sounded, end } = await setUp();
    await vi.advanceTimersByTimeAsync(950);
    expect([ticks(), sounded]).toEqual([upTo(10), upTo(10)]);
    expect(air.counts).toEqual({ frames: 10, unique: 10, repeated: 0, dropped: 0 });
    expect([air.picture, air.uniqueFps]).toEqual(['show', 10]);
    await end();
  });

  test('waits for a picture that is 400 ms late, and for none that is later', async () => {
    const { air, sources, ticks, frames, end } = await setUp({ instant: false });
    await vi.advanceTimersByTimeAsync(0);
    sources.answer();
    await vi.advanceTimersByTimeAsync(500);
    expect(ticks()).toEqual([0]);
    sources.answer();
    expect(air.counts).toMatchObject({ frames: 2, unique: 2, repeated: 0 });
    await vi.advanceTimersByTimeAsync(102);
    expect(frames.at(-1)).toEqual({ tick: 2, index: 1 });
    expect(air.counts).toMatchObject({ frames: 3, unique: 2, repeated: 1 });
    await end();
  });

  test('shows a picture that came too late for its tick with the next, or drops it for a newer one', async () => {
    const { air, sources, frames, end } = await setUp({ instant: false });
    await vi.advanceTimersByTimeAsync(0);
    sources.answer();
    await vi.advanceTimersByTimeAsync(520);
    sources.answer();
    expect(frames.at(-1)?.index).toBe(0);
    sources.answer();
    expect(air.counts).toEqual({ frames: 3, unique: 2, repeated: 1, dropped: 1 });
    expect(frames.at(-1)).toEqual({ tick: 2, index: 2 });
    await end();
  });

  test('repeats where the source has nothing newer, without waiting', async () => {
    const { air, sources, ticks, end } = await setUp({ instant: false });
    await vi.advanceTimersByTimeAsync(0);
    sources.answer();
    await vi.advanceTimersByTimeAsync(100);
    sources.pass();
    expect(ticks()).toEqual([0, 1]);
    expect(air.counts).toMatchObject({ unique: 1, repeated: 1 });
    await end();
  });

  test('holds the last picture while the source is away, and the sound goes on', async () => {
    const { air, sources, sounded, frames, end } = await setUp();
    await vi.advanceTimersByTimeAsync(950);
    sources.startMs = 2_000;
    sources.lose();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(air.picture).toBe('last-frame');
    expect(frames.at(-1)?.index).toBe(9);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(air.picture).toBe('show');
    expect(sounded).toEqual(upTo(50));
    expect(frames.map(({ tick }) => tick)).toEqual(upTo(50));
    await end();
  });

  test('shows the slate until the source draws again', async () => {
    const { air, pictures, sources, frames, end } = await setUp();
    await vi.advanceTimersByTimeAsync(350);
    sources.isInstant = false;
    const slate = pictures.pixels(-1);
    air.showSlate(slate);
    air.showSlate(slate);
    await vi.advanceTimersByTimeAsync(600);
    expect(air.picture).toBe('slate');
    expect(frames.at(-1)?.index).toBe(slate.index);
    sources.answer(100);
    await vi.advanceTimersByTimeAsync(100);
    expect(air.picture).toBe('show');
    expect(frames.at(-1)?.index).toBeGreaterThan(slate.index);
    slate.release();
    await end();
  });

  test('tells of the first frame of every state, and when in the stream that is', async () => {
    const { publish, shown, end } = await setUp();
    await vi.advanceTimersByTimeAsync(250);
    publish(2);
    await vi.advanceTimersByTimeAsync(300);
    publish(5);
    await vi.advanceTimersByTimeAsync(300);
    expect(shown).toEqual([
      { revision: 2, frame: 3, onAirMs: 300 },
      { revision: 5, frame: 6, onAirMs: 600 },
    ]);
    await end();
  });

  test('keeps ticks and sound together over a sleep of the machine, and leaves it out', async () => {
    const { publish, ticks, sounded, shown, end } = await setUp();
    await vi.advanceTimersByTimeAsync(250);
    // Nothing runs meanwhile.
    vi.setSystemTime(Date.now() + 60_000);
    const real = performance.now.bind(performance);
    const slept = vi.spyOn(performance, 'now').mockImplementation(() => real() + 60_000);
    publish(2);
    await vi.advanceTimersByTimeAsync(500);
    expect(ticks().length).toBeLessThan(12);
    expect(ticks()).toEqual(sounded);
    expect(shown).toEqual([{ revision: 2, frame: 3, onAirMs: 300 }]);
    slept.mockRestore();
    await end();
  });

  test('asks for pictures by the wall clock, also after that was set', async () => {
    const { sources, end } = await setUp();
    await vi.advanceTimersByTimeAsync(150);
    vi.setSystemTime(Date.now() + 3_600_000);
    await vi.advanceTimersByTimeAsync(200);
    const [before, after] = [sources.asked[1], sources.asked[2]];
    expect((after?.nowMs ?? 0) - (before?.nowMs ?? 0)).toBeCloseTo(3_600_100, 0);
    await end();
  });

  test('puts a picture that the encoder could not take into the next tick that it can', async () => {
    const { air, encoders, frames, sources, end } = await setUp();
    await vi.advanceTimersByTimeAsync(50);
    encoders.isInstant = false;
    await vi.advanceTimersByTimeAsync(500);
    sources.isInstant = false;
    expect(air.counts).toMatchObject({ frames: 6, unique: 5, repeated: 1, dropped: 0 });
    encoders.atWork?.give(100);
    encoders.isInstant = true;
    await vi.advanceTimersByTimeAsync(550);
    expect(frames.at(-1)?.index).toBe(5);
    expect(air.counts).toMatchObject({ unique: 6, dropped: 0 });
    await end();
  });

  test('places what is due when it stops, and asks for nothing more', async () => {
    const { air, sources, ticks, sounded, end } = await setUp({ instant: false });
    await vi.advanceTimersByTimeAsync(0);
    sources.answer();
    await vi.advanceTimersByTimeAsync(250);
    air.stop();
    expect([ticks(), sounded]).toEqual([upTo(3), upTo(3)]);
    const asked = sources.asked.length;
    sources.answer(3);
    air.stop();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([sources.asked.length, ticks()]).toEqual([asked, upTo(3)]);
    expect(air.onAirMs).toBe(250);
    await end();
  });

  test('stops also where whoever is told of a frame stops it', async () => {
    const { air, publish, shown, sounded, end } = await setUp();
    shown.push = () => {
      air.stop();
      return 0;
    };
    publish(2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sounded).toEqual([0, 1]);
    await end();
  });
});

const step = fc.oneof(
  { weight: 6, arbitrary: fc.nat(150).map((ms) => ({ kind: 'wait' as const, ms })) },
  { weight: 5, arbitrary: fc.nat(5).map((count) => ({ kind: 'answer' as const, count })) },
  { weight: 2, arbitrary: fc.nat(3).map((count) => ({ kind: 'pass' as const, count })) },
  fc.constantFrom('lose-source', 'lose-encoder', 'slate').map((kind) => ({ kind })),
);

test('whatever comes late, is lost or never comes, every tick is on air once and every picture let go of once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const set = await setUp({ instant: false });
      const slate = set.pictures.pixels(-1);
      for (const one of steps) {
        if ('ms' in one) await vi.advanceTimersByTimeAsync(one.ms);
        else if ('count' in one) set.sources[one.kind](one.count);
        else if (one.kind === 'lose-source') set.sources.lose();
        else if (one.kind === 'lose-encoder') set.encoders.atWork?.lose();
        else set.air.showSlate(slate);
        const { frames, unique, repeated } = set.air.counts;
        expect(frames).toBe(unique + repeated);
      }
      slate.release();
      set.air.stop();
      await vi.advanceTimersByTimeAsync(2_000);
      const ticks = set.ticks();
      expect(ticks).toEqual(ticks.map((_, i) => (ticks[0] ?? 0) + i));
      expect(set.air.counts.frames).toBe(ticks.length);
      expect(set.sounded).toEqual(set.sounded.map((_, i) => i));
      if (ticks.length > 0) expect(ticks.at(-1)).toBe(set.sounded.at(-1));
      await set.end();
    }),
    { numRuns: 100 },
  );
});
