import { describe, expect, test } from 'vitest';
import { busyShow } from './busy-show.js';
import { ARTWORK_KEYS } from './paint-artworks.js';
import { stillShow } from './still-show.js';

const START_MS = 1_700_000_000_000;

/** What is published in the first `seconds`. */
function firstOf(seconds: number) {
  const published = [];
  for (const each of busyShow(START_MS)) {
    if (each.atMs > START_MS + seconds * 1_000) break;
    published.push(each);
  }
  return published;
}

describe('busyShow', () => {
  test('begins at once, and goes on for as long as anybody looks', () => {
    const hours = firstOf(3 * 3_600);
    expect(hours[0]?.atMs).toBe(START_MS);
    expect(hours.length).toBeGreaterThan(10_000);
  });

  test('never goes back, neither in time nor in revisions', () => {
    const published = firstOf(600);
    published.forEach(({ atMs, show }, i) => {
      expect(show.revision).toBe(i + 1);
      expect(atMs).toBeGreaterThan(published[i - 1]?.atMs ?? 0);
      expect(show.sceneSinceMs).toBeLessThanOrEqual(atMs);
    });
  });

  test('shows within a minute all that keeps a picture busy', () => {
    const shows = firstOf(60).map(({ show }) => show);
    const scenes = new Set(shows.map(({ scene }) => scene));
    expect(scenes).toEqual(new Set(['lot', 'fair-warning', 'hammer', 'passed']));
    const moods = new Set(shows.map(({ host }) => host.mood));
    expect(moods).toEqual(new Set(['welcoming', 'selling', 'warning', 'hammer', 'consoling']));
    expect(new Set(shows.map(({ lot }) => lot?.number)).size).toBeGreaterThanOrEqual(3);
    expect(shows.some(({ lot }) => (lot?.extensions ?? 0) > 0)).toBe(true);
    expect(shows.some(({ lot }) => lot?.bids.length === 8)).toBe(true);
  });

  test('takes a bid every 0.8 s while a lot is open, each above the one before', () => {
    const open = firstOf(8).filter(({ show }) => (show.lot?.bidCount ?? 0) > 0);
    open.slice(1).forEach(({ atMs, show }, i) => {
      expect(atMs - (open[i]?.atMs ?? 0)).toBe(800);
      expect(Number(show.lot?.priceEth)).toBeGreaterThan(Number(open[i]?.show.lot?.priceEth));
      expect(show.lot?.closesAtMs).toBeGreaterThanOrEqual(atMs + 6_000);
    });
    expect(open.length).toBeGreaterThanOrEqual(8);
  });

  test('passes no lot whose reserve is met', () => {
    const passed = firstOf(120).filter(({ show }) => show.scene === 'passed');
    expect(passed.map(({ show }) => show.lot?.reserveMet)).toEqual(passed.map(() => false));
    expect(passed.length).toBeGreaterThan(0);
  });

  test('hangs artworks that are painted, and no other', () => {
    const keys = firstOf(60).map(({ show }) => show.lot?.artwork);
    expect(new Set(keys)).toEqual(new Set(ARTWORK_KEYS));
  });
});

test('stillShow publishes one state, hours before the doors open', () => {
  const published = [...stillShow(START_MS)];
  expect(published).toHaveLength(1);
  expect(published[0]?.show.scene).toBe('standby');
  expect(published[0]?.show.auction.doorsAtMs).toBeGreaterThan(START_MS + 3_600_000);
});
