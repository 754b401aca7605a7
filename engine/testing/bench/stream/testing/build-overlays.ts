import { build } from 'esbuild';
import { cpSync, globSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));

/** Builds the overlays as they are now into a folder, for tests that put them on air. */
export async function buildOverlays(outdir: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ['overlays/main.ts', 'overlays/worker.ts'],
    outdir,
    bundle: true,
    format: 'esm',
    logLevel: 'error',
  });
  cpSync(join(root, 'overlays/stage.html'), join(outdir, 'stage.html'));
  mkdirSync(join(outdir, 'fonts'), { recursive: true });
  const require = createRequire(import.meta.url);
  for (const family of ['instrument-serif', 'inter-tight']) {
    const folder = dirname(require.resolve(`@fontsource/${family}/package.json`));
    for (const file of globSync(join(folder, 'files/*-latin*.woff2'))) {
      cpSync(file, join(outdir, 'fonts', basename(file)));
    }
  }
}
