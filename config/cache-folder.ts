import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what can be found out again is kept for this user. It may not exist yet. */
export function cacheFolder(): string {
  const parent = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(parent, 'sothebais');
}
