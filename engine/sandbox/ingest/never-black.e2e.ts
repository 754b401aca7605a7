import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Program } from '../../ports/program.js';
import { commandLines, findOurs, Truck, type Judged } from './testing/truck.js';

/** What goes on within half a second; the rest is what a busy machine may add. */
const SILENCE_MAX_MS = 1_500;

let truck: Truck;

beforeEach(async () => {
  truck = await Truck.open();
});
afterEach(() => truck.close());

/** The browser's processes: the whole of it, or the ones that draw. */
const browser = () => findOurs('chrom', '--remote-debugging-pipe');
const renderers = () => findOurs('chrom', '--type=renderer');
/** The one at work first; the other stands by. */
const pictureEncoders = () =>
  [...findOurs('ffmpeg', 'rawvideo'), ...findOurs('encode', '640', '360')].sort((a, b) => a - b);
const soundEncoders = () => findOurs('ffmpeg', 's16le');

const signal = (name: NodeJS.Signals, pids: readonly number[]): void => {
  expect(pids.length).toBeGreaterThan(0);
  for (const pid of pids) process.kill(pid, name);
};

/** Until the show is on air, at its pace, and sent. */
async function beWell(program: Program): Promise<void> {
  await expect
    .poll(() => program.health(), { interval: 50 })
    .toMatchObject({ picture: 'show', destinations: [{ state: 'live' }] });
  await expect.poll(() => program.health().uniqueFps, { interval: 50 }).toBeGreaterThan(15);
}

/** Does harm to a stream that is well, and waits until it is noticed and the show goes on. */
async function harm(program: Program, what: () => void): Promise<{ readonly awayMs: number }> {
  await beWell(program);
  const before = program.health().unique;
  truck.listen();
  const startMs = performance.now();
  what();
  await expect.poll(() => truck.troubles.length, { interval: 50 }).toBeGreaterThan(0);
  // What its health tells is of the second before.
  await wait(700);
  await beWell(program);
  const awayMs = performance.now() - startMs;
  expect(program.health().unique).toBeGreaterThan(before);
  await wait(1_000);
  return { awayMs };
}

/** One connection from first to last, in which every tick has its frame. */
async function expectUnbroken(program: Program): Promise<Judged> {
  expect(truck.longestSilenceMs).toBeLessThan(SILENCE_MAX_MS);
  expect(program.health().destinations[0]).toMatchObject({ state: 'live', reconnects: 0 });
  await program.close();
  const health = program.health();
  const judged = await truck.judge();
  expect(judged.connections).toBe(1);
  // A line that stands late begins with a later key frame; from there on nothing is missing.
  const [joined = 0] = judged.counters;
  expect(judged.counters.length).toBe(health.frames - joined);
  expect(Math.abs(judged.seconds + joined / 30 - health.onAirMs / 1000)).toBeLessThan(0.3);
  expect(judged.counters).toEqual(judged.counters.toSorted((a, b) => a - b));
  expect(new Set(judged.counters.slice(-20)).size).toBeGreaterThan(10);
  return judged;
}

const codes = () => [...new Set(truck.troubles.map(({ code }) => code))];

// What draws is the same for `frames` as for `native`.
describe.each(['native', 'webcodecs'] as const)('the stream by %s goes on', (backend) => {
  test('when the browser is killed', async () => {
    const program = await truck.start({ backend });
    const { awayMs } = await harm(program, () => signal('SIGKILL', browser()));
    const { counters } = await expectUnbroken(program);
    expect(codes()).toEqual(['BROWSER_FAILED']);
    expect(awayMs).toBeLessThan(10_000);
    // The last picture stood meanwhile: it was sent again and again.
    expect(counters.length - new Set(counters).size).toBeGreaterThan(10);
  });

  test('when what draws hangs', async () => {
    const program = await truck.start({ backend });
    let hung: readonly number[] = [];
    await harm(program, () => signal('SIGSTOP', (hung = renderers())));
    await expectUnbroken(program);
    expect(codes()).toEqual(['BROWSER_FAILED']);
    expect(program.health().browserRestarts).toBe(1);
    expect(hung.filter((pid) => commandLines().has(pid))).toEqual([]);
  });
});

describe.each(['native', 'frames'] as const)('the stream by %s goes on', (backend) => {
  test.each([
    ['is killed, and the one that stands by too', 'SIGKILL', 2],
    ['hangs', 'SIGSTOP', 1],
  ] as const)('when the encoder of the picture %s', async (_what, name, count) => {
    const program = await truck.start({ backend });
    await expect.poll(() => pictureEncoders().length).toBe(2);
    await harm(program, () => signal(name, pictureEncoders().slice(0, count)));
    await expectUnbroken(program);
    expect(codes()).toEqual(['ENCODER_FAILED']);
    expect(program.health().encoder.restarts).toBeGreaterThan(0);
  });
});

describe('the stream goes on', () => {
  test.each(['SIGKILL', 'SIGSTOP'] as const)(
    'when the encoder of the sound gets %s',
    async (name) => {
      const program = await truck.start();
      await harm(program, () => signal(name, soundEncoders()));
      await expectUnbroken(program);
      expect(codes()).toEqual(['ENCODER_FAILED']);
    },
  );

  test('when the network is cut, and connects again', async () => {
    const program = await truck.start();
    // Whoever hangs up within two seconds has refused the key.
    await wait(2_500);
    truck.cut();
    await expect
      .poll(() => program.health().destinations[0])
      .toMatchObject({ state: 'live', reconnects: 1 });
    await expect.poll(() => program.health().frames).toBeGreaterThan(220);
    await program.close();
    const { counters, connections } = await truck.judge();
    expect(connections).toBe(2);
    expect(truck.troubles.map(({ code }) => code)).toEqual(['DESTINATION_LOST']);
    expect(counters.at(-1)).toBeGreaterThan(150);
    // The picture was drawn all the while.
    expect(program.health().repeated).toBeLessThan(30);
  });

  test('and ends within 3 s while its destination is away and its browser is starting', async () => {
    await truck.ingest.close();
    truck.cut();
    const program = await truck.start();
    await wait(1_500);
    expect(program.health().destinations[0]?.state).not.toBe('live');
    signal('SIGKILL', browser());
    await wait(600);
    const startMs = performance.now();
    await program.close();
    expect(performance.now() - startMs).toBeLessThan(4_000);
  });
});

describe.each(['native', 'webcodecs'] as const)('the slate by %s', (backend) => {
  test('stands where no browser can be had, and goes when there is one again', async () => {
    const gone = join(truck.dir, 'gone');
    const chromiumPath = join(truck.dir, 'chromium');
    writeFileSync(chromiumPath, `#!/bin/sh\n[ -e '${gone}' ] && exit 1\nexec chromium "$@"\n`);
    chmodSync(chromiumPath, 0o755);
    const program = await truck.start({ backend, chromiumPath });
    await beWell(program);
    truck.listen();
    writeFileSync(gone, '');
    signal('SIGKILL', browser());
    await expect
      .poll(() => program.health(), { timeout: 30_000, interval: 100 })
      .toMatchObject({ picture: 'slate', alarms: [{ kind: 'slate' }] });
    await wait(1_500);
    const slate = await program.snapshot();
    rmSync(gone);
    await expect
      .poll(() => program.health(), { timeout: 60_000, interval: 100 })
      .toMatchObject({ picture: 'show', alarms: [] });
    await wait(1_000);
    expect(Buffer.from(await program.snapshot()).equals(Buffer.from(slate))).toBe(false);
    expect(truck.longestSilenceMs).toBeLessThan(SILENCE_MAX_MS);
    expect(program.health().destinations[0]).toMatchObject({ state: 'live', reconnects: 0 });
    await program.close();
    const { counters, connections, seconds } = await truck.judge();
    expect(connections).toBe(1);
    // The slate carries no number; the stream went on all the same, and the show after it decodes.
    expect(new Set(counters.slice(-20)).size).toBeGreaterThan(10);
    expect(counters.length).toBeLessThan(program.health().frames - 30);
    expect(Math.abs(seconds - program.health().onAirMs / 1000)).toBeLessThan(0.5);
  });
});
