import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measure, PARTS } from './measure.js';
import { formatFigures } from './table.js';

const rate = { perSecond: expect.any(Number) as number };
const latency = { p50Ms: expect.any(Number) as number, p99Ms: expect.any(Number) as number };

test('finds every figure that scripts rely on, and says them to people', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'sothebais-bench-'));
  const measured: string[] = [];
  const figures = await measure({
    ...{ parts: PARTS, seconds: 0.2, dir, events: 5_000 },
    note: (part) => measured.push(part),
    keep: () => undefined,
  });
  expect(new Set(measured)).toEqual(new Set(PARTS));
  expect(figures).toEqual({
    ...{ rules: rate, decide: rate, parse: rate },
    start: {
      events: expect.any(Number) as number,
      wholeMs: expect.any(Number) as number,
      snapshotMs: expect.any(Number) as number,
      auditMs: expect.any(Number) as number,
      keepMs: expect.any(Number) as number,
    },
    durable: { ...rate, synchronous: 'FULL', batch: 200 },
    endToEnd: { ...rate, ...latency },
    queueNoop: { ...rate, concurrency: expect.any(Number) as number },
    ratio: expect.closeTo(
      (figures.endToEnd?.perSecond ?? 0) / (figures.queueNoop?.perSecond ?? 1),
      2,
    ) as number,
    paced250: latency,
    lots100: {
      ...rate,
      oneLotPerSecond: expect.any(Number) as number,
      ratio: expect.any(Number) as number,
    },
    millionEvents: {
      ...{ ...latency, events: 5_000, ratio: expect.any(Number) as number },
      ...{ emptyP50Ms: expect.any(Number) as number, emptyP99Ms: expect.any(Number) as number },
    },
  });
  expect(figures.durable?.perSecond).toBeGreaterThan(100);
  expect(formatFigures(figures).split('\n').length).toBeGreaterThanOrEqual(10);
  expect(readdirSync(dir).some((name) => existsSync(join(dir, name, 'redis.pid')))).toBe(false);
  rmSync(dir, { recursive: true, force: true });
});

test('measures what it is asked for, and nothing else', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'sothebais-bench-'));
  const options = { seconds: 0.1, dir, events: 0, note: () => undefined, keep: () => undefined };
  expect(await measure({ ...options, parts: ['parse'] })).toEqual({ parse: rate });
  expect(readdirSync(dir)).toEqual([]);
  rmSync(dir, { recursive: true, force: true });
});
