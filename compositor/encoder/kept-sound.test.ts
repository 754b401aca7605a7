import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AudioPacket } from '../packet.js';
import { flvHead, flvTag } from '../sink/flv.js';
import { plainFormat } from '../sink/testing/packets.js';
import { FakeProcesses, type FakeProgram } from '../testing/fake-processes.js';
import { KeptSound } from './kept-sound.js';

const FRAME = 1024;
const TICK = 1600;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Says each frame's first sample, behind one frame that warms up; as FFmpeg, one frame late. */
function createAac() {
  const heard = new Map<FakeProgram, Buffer>();
  let isHung = false;
  const say = (program: FakeProgram, bytes: Buffer) =>
    program.stdout.write(flvTag({ kind: 'audio', atMs: 0, bytes }));
  const processes = new FakeProcesses((bytes, program) => {
    const before = heard.get(program);
    let all = Buffer.concat([before ?? Buffer.alloc(0), bytes]);
    if (!before) program.stdout.write(flvHead(plainFormat));
    if (!before) say(program, Buffer.from('warms up'));
    for (; !isHung && all.length >= 2 * FRAME * 4; all = all.subarray(FRAME * 4)) {
      say(program, Buffer.from(all.subarray(0, 4)));
    }
    heard.set(program, all);
  });
  return { processes, say, hang: (hung: boolean) => (isHung = hung) };
}

async function setUp() {
  const aac = createAac();
  const packets: AudioPacket[] = [];
  const troubles: string[] = [];
  const kept = new KeptSound(
    { ffmpegPath: 'ffmpeg', processes: aac.processes },
    {
      onPacket: (packet) => packets.push(packet),
      onTrouble: ({ message }) => troubles.push(message),
    },
  );
  await kept.open();
  let sample = 0;
  /** Writes ticks at their pace; every sample is its own number. */
  const write = async (ticks: number) => {
    for (let i = 0; i < ticks; i++) {
      const bytes = Buffer.alloc(TICK * 4);
      for (let at = 0; at < TICK; at++) bytes.writeInt32LE(sample++, at * 4);
      kept.write(bytes);
      await vi.advanceTimersByTimeAsync(33);
      await breathe();
      kept.check(performance.now());
      await breathe();
    }
  };
  /** The numbers of the first samples, as the encoders heard them and as the packets are timed. */
  const heard = () => packets.map(({ bytes }) => bytes.readInt32LE(0));
  const timed = () => packets.map(({ atMs }) => Math.round((atMs * 48_000) / 1_000));
  return { ...aac, kept, packets, troubles, write, heard, timed };
}

/** Lets what is in the pipes arrive. */
const breathe = () => new Promise((resolve) => setImmediate(resolve));

/** Every frame follows the one before, and is timed by its own first sample. */
function expectUnbroken(set: Awaited<ReturnType<typeof setUp>>, ticks: number): void {
  const heard = set.heard();
  expect(heard).toEqual(heard.map((_, i) => i * FRAME));
  expect(set.timed()).toEqual(heard);
  expect(heard.length * FRAME).toBeGreaterThan(ticks * TICK - 4 * FRAME);
}

describe('KeptSound', () => {
  test('times each frame by its first sample, and sends none that only warms up', async () => {
    const set = await setUp();
    await set.write(30);
    expectUnbroken(set, 30);
    expect(set.troubles).toEqual([]);
  });

  test.each([
    ['killed', null, 'was killed'],
    ['ended', 1, 'ended with code 1'],
  ] as const)('goes on without a gap where the encoder is %s', async (_how, code, words) => {
    const set = await setUp();
    await set.write(31);
    set.processes.started[0]?.end(code);
    await set.write(60);
    expectUnbroken(set, 91);
    expect(set.processes.started).toHaveLength(2);
    expect(set.troubles).toEqual([expect.stringContaining(words)]);
  });

  test('hears nothing more of an encoder that was replaced', async () => {
    const set = await setUp();
    await set.write(10);
    const [first] = set.processes.started;
    first?.end(null);
    await breathe();
    if (first) set.say(first, Buffer.from([9, 9, 9, 9]));
    await set.write(20);
    if (first) set.say(first, Buffer.from([9, 9, 9, 9]));
    await set.write(20);
    expectUnbroken(set, 50);
  });

  test('gives up an encoder that says nothing for a second, and misses no sound of it', async () => {
    const set = await setUp();
    await set.write(10);
    set.hang(true);
    await set.write(28);
    expect(set.processes.started).toHaveLength(1);
    await set.write(8);
    set.hang(false);
    await set.write(30);
    expect(set.processes.started).toHaveLength(2);
    expect(set.processes.started[0]?.isStopped).toBe(true);
    expect(set.troubles).toHaveLength(1);
    expectUnbroken(set, 76);
  });

  test('gives up none that was given nothing', async () => {
    const set = await setUp();
    await vi.advanceTimersByTimeAsync(60_000);
    set.kept.check(performance.now());
    await set.write(1);
    expect(set.troubles).toEqual([]);
  });

  test('leaves out the oldest where none starts for over ten seconds, and keeps its clock', async () => {
    const set = await setUp();
    await set.write(10);
    set.processes.failures = 1_000;
    set.processes.started[0]?.end(null);
    await set.write(400);
    set.processes.failures = 0;
    await set.write(2_000);
    const heard = set.heard();
    const steps = heard.slice(1).map((sample, i) => sample - (heard[i] ?? 0));
    expect(set.timed()).toEqual(heard);
    expect(steps.filter((by) => by !== FRAME)).toHaveLength(1);
    expect(Math.max(...steps)).toBeGreaterThan(FRAME);
  });

  test('starts no other once it is closed', async () => {
    const set = await setUp();
    await set.write(10);
    await set.kept.close();
    await set.write(100);
    expect(set.processes.started).toHaveLength(1);
    expect(set.processes.started[0]?.isStopped).toBe(true);
    expect(set.troubles).toEqual([]);
  });
});
