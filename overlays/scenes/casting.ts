import type { ShowState } from '../../engine/domain/show.js';
import type { Scene } from '../scene.js';
import { CatalogueScene, catalogueNooks } from './catalogue.js';
import { CreditsScene } from './credits.js';
import type { Kit } from './kit.js';
import { LotScene } from './lot.js';
import { ResultScene } from './result.js';
import { StandbyScene } from './standby.js';
import { TestCardScene } from './test-card.js';

/** Builds the scene that a state asks for, falling back as `sceneKey` does. */
export function castScene(kit: Kit, show: ShowState): Scene {
  const { scene, lot, catalogue } = show;
  switch (scene) {
    case 'lot':
    case 'fair-warning':
      return lot ? new LotScene(kit, lot) : new StandbyScene(kit);
    case 'hammer':
    case 'passed':
      return lot ? new ResultScene(kit, scene, lot) : new StandbyScene(kit);
    case 'catalogue':
      return new CatalogueScene(kit, catalogue);
    case 'credits':
      return new CreditsScene(kit);
    case 'test-card':
      return new TestCardScene(kit.easel);
    case 'standby':
      return new StandbyScene(kit);
  }
}

/**
 * Frames one artwork that will soon be on air; at most one a call, so that no tick is late.
 *
 * @returns whether there was one left to frame
 */
export function hangAhead({ easel, shelf }: Kit, { lot, catalogue }: ShowState): boolean {
  const { nooks, catalogue: place } = easel.layout;
  const next = catalogue.find((row) => row.outcome === undefined && row.number !== lot?.number);
  if (lot && shelf.hangAhead(lot.artwork, nooks.sale)) return true;
  if (lot && shelf.hangAhead(lot.artwork, nooks.result)) return true;
  if (next && shelf.hangAhead(next.artwork, nooks.sale)) return true;
  return catalogueNooks(catalogue, place.pages).some((nook, index) => {
    const row = catalogue[index];
    return row !== undefined && shelf.hangAhead(row.artwork, nook);
  });
}
