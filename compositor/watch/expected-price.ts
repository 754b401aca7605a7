import { priceCheck } from '../../engine/domain/price-check.js';
import type { SceneName, ShowState } from '../../engine/domain/show.js';
import type { ExpectedPrice } from './judge-picture.js';

/** The scenes on which a price stands. */
const PRICED: readonly SceneName[] = ['lot', 'fair-warning', 'hammer', 'passed'];

/** The price that the picture must carry once it shows `show`, which was published at `sinceMs`. */
export function expectedPrice({ scene, lot }: ShowState, sinceMs: number): ExpectedPrice {
  const isPriced = lot !== undefined && PRICED.includes(scene);
  return { check: isPriced ? priceCheck(lot.number, lot.priceEth) : 0, sinceMs };
}
