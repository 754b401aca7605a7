// Builds dist/: every module transpiled as it stands, and the overlays bundled for the browser.
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = join(root, 'dist');
const stamp = join(dist, '.stamp');
const require = createRequire(import.meta.url);

const SOURCES = '{cli,compositor,config,db,engine,examples,overlays}/**/*.{ts,tsx,html,json,sql}';
const TESTS = /\.(test|e2e|contract|bench|d)\.tsx?$/;
const FACES = [
  [
    'instrument-serif',
    ['latin-400-normal', 'latin-400-italic', 'latin-ext-400-normal', 'latin-ext-400-italic'],
  ],
  [
    'inter-tight',
    [400, 500, 600, 700].flatMap((w) => [`latin-${w}-normal`, `latin-ext-${w}-normal`]),
  ],
];

/** Builds when any source is newer than the last build. Returns whether it built. */
export async function build({ force = false } = {}) {
  const files = globSync(SOURCES, { cwd: root }).filter((file) => !TESTS.test(file));
  const fingerprint = files
    .map((file) => `${file} ${statSync(join(root, file)).mtimeMs}`)
    .concat(String(statSync(fileURLToPath(import.meta.url)).mtimeMs))
    .join('\n');
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return false;

  const esbuild = await import('esbuild');
  rmSync(dist, { recursive: true, force: true });
  const code = files.filter((file) => /\.tsx?$/.test(file) && !file.startsWith('overlays/'));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: code,
    outdir: dist,
    outbase: root,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    jsx: 'automatic',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'error',
  });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['overlays/main.ts', 'overlays/worker.ts'].filter((file) =>
      existsSync(join(root, file)),
    ),
    outdir: join(dist, 'overlays'),
    bundle: true,
    format: 'esm',
    target: 'chrome120',
    minify: true,
    logLevel: 'error',
  });
  for (const file of files.filter((name) => /\.(html|json|sql)$/.test(name))) {
    mkdirSync(dirname(join(dist, file)), { recursive: true });
    cpSync(join(root, file), join(dist, file));
  }
  const fonts = join(dist, 'overlays', 'fonts');
  mkdirSync(fonts, { recursive: true });
  for (const [family, faces] of FACES) {
    const folder = dirname(require.resolve(`@fontsource/${family}/package.json`));
    for (const face of faces) {
      cpSync(
        join(folder, 'files', `${family}-${face}.woff2`),
        join(fonts, `${family}-${face}.woff2`),
      );
    }
  }
  writeFileSync(stamp, fingerprint);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build({ force: true });
