import { landscape } from './landscape.js';
import type { Layout } from './layout.js';
import { upright, UPRIGHT_HEIGHT, UPRIGHT_LEAST_WIDTH } from './upright.js';

/**
 * The layout for an output of this size: the one place that asks which way it stands.
 *
 * A picture that is wider than high is composed for 16:9 and centred; any other is composed for
 * its own shape, from 9:16 to square.
 */
export function layoutOf(widthPx: number, heightPx: number): Layout {
  if (widthPx > heightPx) return landscape;
  return upright(Math.max(UPRIGHT_LEAST_WIDTH, (UPRIGHT_HEIGHT * widthPx) / heightPx));
}
