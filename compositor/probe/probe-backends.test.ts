import { describe, expect, test } from 'vitest';
import { chooseBest, type BackendProbe } from './probe-backends.js';

const aProbe = (over: Partial<BackendProbe>): BackendProbe => ({
  ...{ name: 'frames', uniqueFps: 30, cores: 1, latencyMs: { p50: 30, p95: 60 } },
  ...over,
});

describe('chooseBest', () => {
  test('takes the cheapest of those that keep up', () => {
    const probes = [
      aProbe({ name: 'frames', cores: 1.2 }),
      aProbe({ name: 'native', cores: 0.7, uniqueFps: 29.2 }),
      aProbe({ name: 'webcodecs', cores: 0.4, uniqueFps: 28 }),
    ];
    expect(chooseBest(probes, 30)).toBe('native');
  });

  test('takes the one that draws most where none keeps up', () => {
    const probes = [
      aProbe({ name: 'tab', uniqueFps: 5, cores: 0.5 }),
      aProbe({ name: 'screencast', uniqueFps: 15, cores: 2 }),
    ];
    expect(chooseBest(probes, 30)).toBe('screencast');
  });

  test('takes none that cannot be used', () => {
    expect(chooseBest([aProbe({ trouble: 'It was not built.' })], 30)).toBeUndefined();
  });
});
