// Builds dist/: every module transpiled as it stands, and the overlays bundled for the browser; and
// beside it the list of the commands.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
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
const commandList = join(root, 'oclif.manifest.json');
const require = createRequire(import.meta.url);

const SOURCES = '{cli,compositor,config,db,engine,overlays}/**/*.{ts,tsx,html,css,json,jsonl,sql}';
/** Tests, and the books that only they read. */
const TESTS =
  /\.(test|e2e|contract|bench|d)\.tsx?$|^db\/samples\/|^compositor\/(.*\/)?(samples|testing)\/|^engine\/(sandbox\/\w+|adapters\/web)\/testing\//;
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
  const isBuilt = [stamp, commandList].every((file) => existsSync(file));
  if (!force && isBuilt && readFileSync(stamp, 'utf8') === fingerprint) return false;

  // Built aside and swapped in whole: a house that runs from `dist` never finds it half there.
  const fresh = join(root, `dist.new-${process.pid}`);
  const stale = join(root, `dist.old-${process.pid}`);
  try {
    await transpile(files, fresh);
    copyAssets(files, fresh);
    writeFileSync(join(fresh, '.stamp'), fingerprint);
    // Without the list all works, only slower; with that of another build it would not.
    rmSync(commandList, { force: true });
    if (existsSync(dist)) renameSync(dist, stale);
    renameSync(fresh, dist);
    // In a process of its own: the house is not to keep every command in memory.
    execFileSync(process.execPath, [join(root, 'config', 'tools', 'list-commands.mjs')]);
  } finally {
    for (const folder of [fresh, stale]) rmSync(folder, { recursive: true, force: true });
  }
  return true;
}

async function transpile(files, outdir) {
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: files.filter((file) => /\.tsx?$/.test(file) && !file.startsWith('overlays/')),
    outdir,
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
    entryPoints: ['overlays/main.ts', 'overlays/worker.ts'],
    outdir: join(outdir, 'overlays'),
    bundle: true,
    format: 'esm',
    target: 'chrome120',
    minify: true,
    logLevel: 'error',
  });
  // It would stay beside a house for as long as that is up, with more memory than the house.
  await esbuild.stop();
}

function copyAssets(files, outdir) {
  for (const file of files.filter((name) => /\.(html|css|jsonl?|sql)$/.test(name))) {
    mkdirSync(dirname(join(outdir, file)), { recursive: true });
    cpSync(join(root, file), join(outdir, file));
  }
  const fonts = join(outdir, 'overlays', 'fonts');
  mkdirSync(fonts, { recursive: true });
  for (const [family, faces] of FACES) {
    const folder = dirname(require.resolve(`@fontsource/${family}/package.json`));
    for (const face of faces) {
      const name = `${family}-${face}.woff2`;
      cpSync(join(folder, 'files', name), join(fonts, name));
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build({ force: true });
