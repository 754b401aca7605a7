import type { ShowState } from '../../engine/domain/show.js';
import type { Shelf } from '../layers/shelf.js';
import type { Scene } from '../scene.js';
import { CatalogueScene, catalogueNooks } from './catalogue.js';
import { CreditsScene } from './credits.js';
import { nooks, type Kit } from './kit.js';
import { LotScene } from './lot.js';
import { ResultScene } from './result.js';
import { StandbyScene } from './standby.js';

/**
 * Names the picture that a state asks for; a new name is a new picture.
 *
 * Fair warning is the lot's own room with the lights down, so it is the same picture. A scene that
 * needs a lot falls back to standby when the state has none.
 */
export function sceneKey({ scene, lot }: ShowState): string {
  switch (scene) {
    case 'lot':
    case 'fair-warning':
      return lot ? `lot ${lot.number}` : 'standby';
    case 'hammer':
    case 'passed':
      return lot ? `${scene} ${lot.number}` : 'standby';
    case 'standby':
    case 'catalogue':
    case 'credits':
      return scene;
    case 'test-card':
      return 'standby';
  }
}

/** Builds the scene of a key made by `sceneKey` from the same state. */
export function castScene(kit: Kit, key: string, { scene, lot, catalogue }: ShowState): Scene {
  if (key === 'catalogue') return new CatalogueScene(kit, catalogue);
  if (key === 'credits') return new CreditsScene(kit);
  if (lot && (scene === 'lot' || scene === 'fair-warning')) return new LotScene(kit, lot);
  if (lot && (scene === 'hammer' || scene === 'passed')) return new ResultScene(kit, scene, lot);
  return new StandbyScene(kit);
}

/**
 * Frames one artwork that will soon be on air; at most one a call, so that no tick is late.
 *
 * @returns whether there was one left to frame
 */
export function hangAhead(shelf: Shelf, { lot, catalogue }: ShowState): boolean {
  const next = catalogue.find((row) => row.outcome === undefined && row.number !== lot?.number);
  if (lot && shelf.hangAhead(lot.artwork, nooks.sale)) return true;
  if (lot && shelf.hangAhead(lot.artwork, nooks.result)) return true;
  if (next && shelf.hangAhead(next.artwork, nooks.sale)) return true;
  return catalogueNooks(catalogue).some((nook, index) => {
    const row = catalogue[index];
    return row !== undefined && shelf.hangAhead(row.artwork, nook);
  });
}
