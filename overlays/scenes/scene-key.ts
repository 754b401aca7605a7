import type { ShowState } from '../../engine/domain/show.js';

/**
 * Names the picture that a state asks for; a new name is a new picture.
 *
 * Fair warning is the lot's own room with the lights down, so it is the same picture. A scene that
 * needs a lot falls back to standby when the state has none.
 */
export function sceneKey({ scene, lot, catalogue }: ShowState): string {
  switch (scene) {
    case 'lot':
    case 'fair-warning':
      return lot ? `lot ${lot.number}` : 'standby';
    case 'hammer':
    case 'passed':
      return lot ? `${scene} ${lot.number}` : 'standby';
    case 'catalogue':
      return `catalogue of ${catalogue.length}`;
    case 'standby':
    case 'credits':
    case 'test-card':
      return scene;
  }
}
