import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSourceProcesses } from '../../../source-process.js';
import { findSite, type Site } from '../site.js';
import { buildOverlays } from './build-overlays.js';

/** This machine with the project as it is now, not built; close it to remove what was written. */
export async function openSite(): Promise<{ readonly site: Site; readonly close: () => void }> {
  const dir = mkdtempSync(join(tmpdir(), 'sothebais-measured-'));
  const overlaysDir = join(dir, 'overlays');
  await buildOverlays(overlaysDir);
  const { signal } = new AbortController();
  const site = {
    ...{ ...findSite(), dir, signal, overlaysDir },
    ownProcesses: createSourceProcesses(),
    note: () => undefined,
  };
  return { site, close: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }) };
}
