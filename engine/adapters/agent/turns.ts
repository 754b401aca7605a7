import type { HostTurn } from '../../ports/host.js';

/** Every turn at which the host speaks, in the order of a lot. */
export const HOST_TURNS = [
  'welcome',
  'presentation',
  'opening',
  'new-high-bid',
  'extended',
  'fair-warning',
  'second-warning',
  'sold',
  'passed',
  'thanks',
] as const satisfies readonly HostTurn[];
