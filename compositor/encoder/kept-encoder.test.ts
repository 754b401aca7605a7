import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CountedPictures } from '../testing/counted-pictures.js';
import { FakeEncoders } from '../testing/fake-encoder.js';
import { KeptEncoder } from './kept-encoder.js';

const PLAN = { widthPx: 64, heightPx: 36, fps: 10, bitrateKbps: 100, gopFrames: 20 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function setUp(over: Partial<{ instant: boolean; canChangeBitrate: boolean }> = {}) {
  const encoders = new FakeEncoders();
  encoders.isInstant = over.instant ?? false;
  encoders.canChangeBitrate = over.canChangeBitrate ?? true;
  const pictures = new CountedPictures();
  const frames: { tick: number; index: number }[] = [];
  const troubles: string[] = [];
  const configs: Buffer[] = [];
  const kept = new KeptEncoder(
    { plan: PLAN, start: encoders.start, picturesMax: 4 },
    {
      onConfig: (config) => configs.push(config),
      onFrame: ({ bytes }, tick) => frames.push({ tick, index: bytes[0] ?? -1 }),
      onTrouble: ({ message }) => troubles.push(message),
    },
  );
  const opening = kept.open();
  await vi.advanceTimersByTimeAsync(100);
  await opening;
  let tick = 0;
  /** Puts a picture of its own for the next tick. */
  const putNew = (picture = pictures.pixels()) => {
    const fate = kept.put(tick++, performance.now(), picture, true);
    picture.release();
    return fate;
  };
  const ticks = () => frames.map((frame) => frame.tick);
  const [first, second] = encoders.lives;
  return { encoders, pictures, frames, ticks, troubles, configs, kept, putNew, first, second };
}

describe('KeptEncoder', () => {
  test('gives one frame for every tick, in order, and holds a picture until then', async () => {
    const { kept, putNew, first, ticks, pictures } = await setUp();
    expect(kept.isStarting).toBe(true);
    putNew();
    putNew();
    expect(pictures.held).toBe(2);
    first?.give(2);
    expect(ticks()).toEqual([0, 1]);
    expect([kept.isStarting, pictures.allReleasedOnce]).toEqual([false, true]);
  });

  test('puts what a lost encoder owed into the one that stands by, at once and from a key frame on', async () => {
    const { kept, putNew, first, second, ticks, troubles, pictures } = await setUp();
    for (let i = 0; i < 3; i++) putNew();
    first?.give();
    first?.lose();
    expect(second?.puts.map(({ key }) => key)).toEqual([true, false]);
    first?.give(2);
    expect(ticks()).toEqual([0]);
    second?.give(2);
    expect(ticks()).toEqual([0, 1, 2]);
    expect(troubles).toEqual(['fake was lost.']);
    expect(kept.health(performance.now()).restarts).toBe(1);
    expect(pictures.allReleasedOnce).toBe(true);
  });

  test('starts a third where the one that stood by is lost as well', async () => {
    const { encoders, putNew, first, second, ticks } = await setUp();
    putNew();
    first?.lose();
    second?.lose();
    putNew();
    await vi.advanceTimersByTimeAsync(50);
    encoders.atWork?.give(2);
    expect(ticks()).toEqual([0, 1]);
    await vi.advanceTimersByTimeAsync(50);
    expect(encoders.alive).toHaveLength(2);
  });

  test('lets another stand by where one died that nobody had needed', async () => {
    const { encoders, second, troubles } = await setUp();
    second?.lose();
    await vi.advanceTimersByTimeAsync(9_000);
    expect(encoders.alive).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(encoders.alive).toHaveLength(2);
    expect(troubles).toEqual([]);
  });

  test('tries a start that fails again, and loses no tick of those three seconds', async () => {
    const { encoders, putNew, first, second, ticks, troubles } = await setUp();
    putNew();
    encoders.failures = 4;
    second?.lose();
    first?.lose();
    await vi.advanceTimersByTimeAsync(400);
    putNew();
    await vi.advanceTimersByTimeAsync(2_000);
    encoders.atWork?.give(2);
    expect(ticks()).toEqual([0, 1]);
    expect(troubles.filter((words) => words.includes('did not start')).length).toBeGreaterThan(1);
  });

  test('leaves ticks out once three seconds wait, and holds no picture of them', async () => {
    const { putNew, pictures } = await setUp();
    const fates = Array.from({ length: 40 }, () => putNew());
    expect(fates.filter((fate) => fate === 'taken')).toHaveLength(4);
    expect(fates.filter((fate) => fate === 'repeated')).toHaveLength(26);
    expect(fates.filter((fate) => fate === 'lost')).toHaveLength(10);
    expect(pictures.held).toBe(4);
  });

  test('tells how long it has owed frames', async () => {
    const { kept, putNew, first } = await setUp();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(kept.silentMs(performance.now())).toBe(0);
    putNew();
    await vi.advanceTimersByTimeAsync(300);
    putNew();
    expect(kept.silentMs(performance.now())).toBe(300);
    first?.give();
    expect(kept.silentMs(performance.now())).toBe(0);
    await vi.advanceTimersByTimeAsync(150);
    expect(kept.silentMs(performance.now())).toBe(150);
  });

  test('is given up for a reason, and by nothing while it is starting', async () => {
    const { kept, putNew, second, first, troubles } = await setUp();
    putNew();
    kept.restart('It hangs.');
    expect(first?.isClosed).toBe(true);
    second?.lose();
    kept.restart('It hangs still.');
    expect(troubles).toEqual(['It hangs.', 'fake was lost.']);
  });

  test('goes on once a minute where an hour’s restarts are used up', async () => {
    const { encoders, kept, putNew, ticks } = await setUp();
    const limit = kept.restartsLeft(performance.now());
    for (let i = 0; i < limit; i++) {
      await vi.advanceTimersByTimeAsync(50);
      kept.restart('Again.');
    }
    await vi.advanceTimersByTimeAsync(50);
    expect(kept.restartsLeft(performance.now())).toBe(0);
    for (const life of encoders.alive) life.lose();
    putNew();
    await vi.advanceTimersByTimeAsync(62_000);
    encoders.atWork?.give();
    expect(ticks()).toEqual([0]);
  });
});

describe('the bitrate of a KeptEncoder', () => {
  test('is changed in the encoder at work and in the one that stands by', async () => {
    const { kept, first, second, encoders } = await setUp();
    kept.setBitrate(80);
    kept.setBitrate(80);
    await vi.advanceTimersByTimeAsync(100);
    expect([first?.bitrates, second?.bitrates]).toEqual([[80], [80]]);
    expect(encoders.lives).toHaveLength(2);
    expect(kept.health(performance.now()).targetKbps).toBe(80);
  });

  test('takes a new encoder where it must, which costs no frame and no restart', async () => {
    const { kept, putNew, first, encoders, ticks } = await setUp({ canChangeBitrate: false });
    const left = kept.restartsLeft(performance.now());
    putNew();
    first?.give();
    kept.setBitrate(80);
    putNew();
    first?.give();
    expect(ticks()).toEqual([0, 1]);
    putNew();
    await vi.advanceTimersByTimeAsync(25);
    expect([first?.isClosed, encoders.atWork?.plan.bitrateKbps]).toEqual([true, 80]);
    encoders.atWork?.give();
    expect(ticks()).toEqual([0, 1, 2]);
    await vi.advanceTimersByTimeAsync(50);
    expect(encoders.alive.map(({ plan }) => plan.bitrateKbps)).toEqual([80, 80]);
    expect(kept.restartsLeft(performance.now())).toBe(left);
    expect(kept.health(performance.now()).restarts).toBe(0);
  });

  test('holds for an encoder that was already starting when it was changed', async () => {
    const { kept, putNew, first, second, encoders } = await setUp({ canChangeBitrate: false });
    putNew();
    second?.lose();
    first?.lose();
    await vi.advanceTimersByTimeAsync(5);
    kept.setBitrate(60);
    await vi.advanceTimersByTimeAsync(200);
    expect(encoders.alive.map(({ plan }) => plan.bitrateKbps)).toEqual([60]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(encoders.alive.map(({ plan }) => plan.bitrateKbps)).toEqual([60, 60]);
  });
});

describe('another kind of encoder', () => {
  test('takes over with the slate in place of what waits', async () => {
    const { kept, putNew, first, pictures, ticks, frames } = await setUp();
    const slates = new FakeEncoders('slates');
    putNew();
    putNew();
    const slate = pictures.pixels(-1);
    kept.use(slates.start, slate);
    expect(first?.isClosed).toBe(true);
    await vi.advanceTimersByTimeAsync(50);
    slates.atWork?.give(2);
    expect(ticks()).toEqual([0, 1]);
    expect(frames.map(({ index }) => index)).toEqual([slate.index, slate.index]);
    slate.release();
    expect(pictures.allReleasedOnce).toBe(true);
    expect(kept.uses(slates.start)).toBe(true);
  });

  test('takes over although one of the first kind was being started', async () => {
    const { kept, encoders, first, second, putNew, pictures } = await setUp();
    const slates = new FakeEncoders('slates');
    putNew();
    second?.lose();
    first?.lose();
    await vi.advanceTimersByTimeAsync(5);
    const slate = pictures.pixels(-1);
    kept.use(slates.start, slate);
    await vi.advanceTimersByTimeAsync(100);
    expect(slates.atWork?.puts).toHaveLength(1);
    expect(encoders.alive).toEqual([]);
    expect(encoders.lives.slice(2).every(({ puts }) => puts.length === 0)).toBe(true);
  });

  test('is given no picture that is of another kind', async () => {
    const { kept, putNew, pictures, first } = await setUp();
    const coded = new FakeEncoders('coded');
    coded.isInstant = true;
    putNew();
    kept.use(coded.start);
    expect(pictures.allReleasedOnce).toBe(true);
    expect(putNew(pictures.coded(false))).toBe('lost');
    expect(putNew(pictures.coded(true))).toBe('taken');
    expect(putNew(pictures.coded(false))).toBe('taken');
    await vi.advanceTimersByTimeAsync(50);
    expect(coded.atWork?.puts.map(({ picture }) => picture.coded?.isKey)).toEqual([true, false]);
    expect([first?.isClosed, pictures.allReleasedOnce]).toEqual([true, true]);
  });

  test('begins compressed pictures with a key frame after a loss', async () => {
    const { kept, pictures, putNew, encoders } = await setUp({ instant: true });
    putNew(pictures.coded(true));
    for (const life of encoders.alive) life.lose();
    putNew(pictures.coded(false));
    await vi.advanceTimersByTimeAsync(50);
    expect(encoders.atWork).toBeUndefined();
    expect(kept.isStarting).toBe(true);
    expect(putNew(pictures.coded(false))).toBe('lost');
    putNew(pictures.coded(true));
    expect(encoders.atWork?.puts).toHaveLength(1);
    expect(pictures.allReleasedOnce).toBe(true);
  });
});

describe('KeptEncoder.close', () => {
  test('waits for the frames that are owed', async () => {
    const { kept, putNew, first, ticks, encoders } = await setUp();
    putNew();
    const closing = kept.close(1_000);
    await vi.advanceTimersByTimeAsync(100);
    first?.give();
    await vi.advanceTimersByTimeAsync(20);
    await closing;
    expect(ticks()).toEqual([0]);
    expect(encoders.alive).toEqual([]);
  });

  test('waits for no frame beyond its limit, and holds no picture', async () => {
    const { kept, putNew, pictures } = await setUp();
    putNew();
    const closing = kept.close(1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    await closing;
    expect(pictures.allReleasedOnce).toBe(true);
    expect(putNew()).toBe('lost');
    expect(pictures.held).toBe(0);
  });

  test('leaves no encoder behind that was starting', async () => {
    const { kept, encoders, first, second } = await setUp();
    second?.lose();
    first?.lose();
    const closing = kept.close(500);
    await vi.advanceTimersByTimeAsync(20_000);
    await closing;
    expect(encoders.alive).toEqual([]);
  });

  test('leaves none behind that was opened too late', async () => {
    const encoders = new FakeEncoders();
    const events = { onConfig: vi.fn(), onFrame: vi.fn(), onTrouble: vi.fn() };
    const kept = new KeptEncoder({ plan: PLAN, start: encoders.start, picturesMax: 4 }, events);
    const opening = kept.open();
    const closing = kept.close(500);
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all([opening, closing]);
    expect(encoders.lives).toHaveLength(1);
    expect(encoders.alive).toEqual([]);
  });
});
