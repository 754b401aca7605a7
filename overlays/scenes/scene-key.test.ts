import { describe, expect, test } from 'vitest';
import type { LotView, ShowState } from '../../engine/domain/show.js';
import { sceneKey } from './scene-key.js';

const lot: LotView = {
  number: 3,
  title: 'Night Garden',
  artist: 'Ines Varela',
  medium: '',
  artwork: 'night-garden',
  phase: 'open',
  warnings: 0,
  openingEth: '1',
  askEth: '1',
  extensions: 0,
  bids: [],
  bidCount: 0,
  bidderCount: 0,
  phaseSinceMs: 0,
};

const show = (scene: ShowState['scene'], over: Partial<ShowState> = {}): ShowState => ({
  revision: 1,
  scene,
  sceneSinceMs: 0,
  auction: { title: '', subtitle: '', lotCount: 6, doorsAtMs: 0, soldCount: 0, totalEth: '0' },
  catalogue: [],
  host: { name: 'Aurelia', mood: 'idle' },
  live: { watching: 0 },
  howToBid: { text: '', example: '' },
  ...over,
});

describe('sceneKey', () => {
  test('keeps the room when fair warning is given', () => {
    expect(sceneKey(show('fair-warning', { lot }))).toBe(sceneKey(show('lot', { lot })));
  });

  test('changes the picture with the lot', () => {
    const next = show('lot', { lot: { ...lot, number: 4 } });
    expect(sceneKey(next)).not.toBe(sceneKey(show('lot', { lot })));
  });

  test('tells the hammer from a passed lot', () => {
    expect(sceneKey(show('hammer', { lot }))).not.toBe(sceneKey(show('passed', { lot })));
  });

  test.each(['lot', 'fair-warning', 'hammer', 'passed'] as const)(
    'stands by when %s has no lot',
    (scene) => {
      expect(sceneKey(show(scene))).toBe('standby');
    },
  );
});
