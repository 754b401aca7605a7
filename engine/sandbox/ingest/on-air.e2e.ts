import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ShownFrame } from '../../../compositor/on-air.js';
import { aShow, commandLines, judgeFile, KEY, Truck } from './testing/truck.js';
import { join } from 'node:path';

let truck: Truck;

beforeEach(async () => {
  truck = await Truck.open();
});
afterEach(() => truck.close());

describe('startProgram', () => {
  test.each(['native', 'frames', 'webcodecs'] as const)(
    'puts every tick on air once with the %s backend, as the destination wants it',
    async (backend) => {
      const shown: ShownFrame[] = [];
      const program = await truck.start({ backend, onShown: (frame) => shown.push(frame) });
      for (let second = 1; second <= 5; second++) {
        await wait(1_000);
        program.publish(aShow(second + 1));
        expect([...commandLines().values()].join('\n')).not.toContain(KEY);
      }
      expect(program.health()).toMatchObject({ backend, picture: 'show', browserRestarts: 0 });
      expect(program.health().destinations[0]).toMatchObject({ state: 'live', reconnects: 0 });
      await program.close();
      const health = program.health();
      const recording = await truck.judge();

      expect(JSON.stringify(health)).not.toContain(KEY);
      expect(health.destinations[0]?.state).toBe('stopped');
      expect(recording.streams).toMatch(/h264,(High|Constrained Baseline|Main|Baseline),640,360/);
      expect(recording.streams).toContain('aac,LC,48000,2');
      expect(recording.colour).toBe('tv,bt709');
      expect(recording.counters[0]).toBe(0);
      expect(recording.counters.length).toBe(health.frames);
      expect(recording.distinct / recording.counters.length).toBeGreaterThanOrEqual(0.95);
      expect(Math.abs(recording.seconds - health.onAirMs / 1000)).toBeLessThan(0.3);
      // Each state was told a second after the last, and shown within a few frames of that.
      const revisions = shown.map(({ revision }) => revision);
      expect(revisions).toEqual([2, 3, 4, 5, 6].slice(0, revisions.length));
      expect(shown.length).toBeGreaterThanOrEqual(4);
      for (const { revision, frame, onAirMs } of shown) {
        expect(recording.counters).toContain(frame);
        expect(Math.abs(onAirMs - (frame * 1_000) / 30)).toBeLessThan(50);
        expect(Math.abs(onAirMs - (revision - 1) * 1_000)).toBeLessThan(800);
      }
      expect(recording.gops.length).toBeGreaterThan(0);
      for (const gop of recording.gops) expect(gop).toBeCloseTo(3, 1);
      expect(truck.troubles).toEqual([]);
    },
  );

  test.each(['screencast', 'tab'] as const)('films the stage with %s', async (backend) => {
    const program = await truck.start({ backend });
    await expect.poll(() => program.health().unique).toBeGreaterThan(60);
    await program.close();
    const health = program.health();
    const { distinct, seconds } = await truck.judge();
    expect(health.backend).toBe(backend);
    expect(Math.abs(seconds - health.onAirMs / 1000)).toBeLessThan(1);
    expect(distinct).toBeGreaterThan(30);
  });

  test('films any page with tab', async () => {
    const page = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(
        '<body style="background:#0a0"><script>setInterval(() => document.body.append("bid "), 50)</script>',
      );
    });
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    const { port } = page.address() as AddressInfo;
    const program = await truck.start({ backend: 'tab', page: `http://127.0.0.1:${port}/` });
    await expect.poll(() => program.health().unique).toBeGreaterThan(10);
    await expect.poll(() => program.health().onAirMs).toBeGreaterThan(2_500);
    await program.close();
    page.close();
    const { seconds, counters } = await truck.judge();
    expect([seconds > 2, counters.length]).toEqual([true, 0]);
    await expect(truck.start({ page: 'http://127.0.0.1/' })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });

  test('sends one encode to more destinations, added and removed on air', async () => {
    const program = await truck.start();
    const copy = join(truck.dir, 'copy.mkv');
    // In the three seconds of the first group of pictures.
    await expect.poll(() => program.health().frames, { interval: 20 }).toBeGreaterThan(20);
    program.add({ id: 'copy', url: copy });
    expect(() => program.add({ id: 'copy', url: copy })).toThrow(/already/);
    expect(() => program.add({ id: 'x', url: 'ftp://host/x' })).toThrow(/rtmp/);
    await expect.poll(() => program.health().frames).toBeGreaterThan(130);
    const jpeg = await program.snapshot();
    expect([jpeg[0], jpeg[1]]).toEqual([0xff, 0xd8]);
    expect(program.health().destinations.map(({ id, kind, state }) => [id, kind, state])).toEqual([
      ['main', 'rtmp', 'live'],
      ['copy', 'file', 'live'],
    ]);
    await program.remove('copy');
    await expect(program.remove('copy')).rejects.toMatchObject({ code: 'DESTINATION_UNKNOWN' });
    await wait(500);
    await program.close();
    const [main, side] = [await truck.judge(), await judgeFile(copy)];
    // The copy began with the key frame before it was asked for, and misses nothing since.
    expect(side.counters[0]).toBe(0);
    expect(side.counters.length).toBeGreaterThan(100);
    expect(main.counters.slice(0, side.counters.length)).toEqual(side.counters);
  });

  test('refuses what can be no programme', async () => {
    const { destinations } = truck.options();
    await expect(truck.start({ chromiumPath: '/nowhere/chromium' })).rejects.toMatchObject({
      code: 'BROWSER_MISSING',
    });
    await expect(truck.start({ ffmpegPath: '/nowhere/ffmpeg' })).rejects.toMatchObject({
      code: 'ENCODER_MISSING',
    });
    const secret = { id: 'x', url: 'rtmp://user:geheim@host/app' };
    const refused = truck.start({ destinations: [...destinations, secret] });
    await expect(refused).rejects.toMatchObject({ code: 'DESTINATION_INVALID' });
    await expect(refused).rejects.not.toThrow(/geheim/);
  });

  test('is interrupted while it starts', async () => {
    const signal = AbortSignal.timeout(300);
    const startMs = performance.now();
    await expect(truck.start({ signal })).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(performance.now() - startMs).toBeLessThan(4_000);
  });
});
