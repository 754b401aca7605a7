// Builds the native encoder where a C compiler and libx264 are there. It is a bonus: where it cannot
// be had that is said once, and the house encodes by FFmpeg.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canRun, installPrograms, step } from './set-up.mjs';

const HEADERS = { name: 'libx264’s headers', packages: { 'apt-get': ['libx264-dev'] } };
const VERSION_LIMIT_MS = 5_000;

/**
 * Leaves the program where `findNativeEncoder` looks, or nothing. What was tried once is tried
 * again only when the source, the compiler or libx264 is another.
 */
export async function bringNativeEncoder(root) {
  const sources = join(root, 'compositor', 'encoder', 'native');
  const folder = join(root, '.tools', 'native');
  const program = join(folder, 'encode');
  const stamp = join(folder, 'stamp');
  const compiler = ['cc', 'gcc', 'clang'].find(canRun);
  const texts = readdirSync(sources).filter((name) => /\.[ch]$/.test(name));
  const key = () =>
    createHash('sha256')
      .update(texts.map((name) => readFileSync(join(sources, name), 'utf8')).join(''))
      .update(`${compiler} ${x264('--modversion')} ${process.platform} ${process.arch}`)
      .digest('hex');
  try {
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key()) return;
    mkdirSync(folder, { recursive: true });
    rmSync(program, { force: true });
    const why = compiler
      ? await compile(compiler, join(sources, 'encode.c'), program)
      : 'there is no C compiler';
    if (why) process.stderr.write(`Without the native encoder, FFmpeg encodes: ${why}.\n`);
    writeFileSync(stamp, key());
  } catch ({ message }) {
    process.stderr.write(`Without the native encoder, FFmpeg encodes: ${message}\n`);
  }
}

/** Compiles it; returns why not, where it cannot be done. */
async function compile(compiler, source, program) {
  const fresh = `${program}.${process.pid}`;
  try {
    if (x264('--modversion') === '' && canInstall()) {
      await installPrograms('apt-get', process.getuid() !== 0, [HEADERS]);
    }
    const libraries = x264('--cflags', '--libs') || '-lx264';
    await step(
      'the native encoder',
      [compiler],
      [...['-std=c11', '-O3', '-o', fresh, source, ...libraries.split(/\s+/), '-lm']],
    );
    renameSync(fresh, program);
    return undefined;
  } catch ({ message }) {
    return message.replace(/\.$/, '');
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** What pkg-config knows of libx264; nothing where it knows none, or is not there. */
function x264(...what) {
  const { stdout } = spawnSync('pkg-config', [...what, 'x264'], {
    encoding: 'utf8',
    timeout: VERSION_LIMIT_MS,
  });
  return (stdout ?? '').trim();
}

const canInstall = () => canRun('apt-get') && (process.getuid?.() === 0 || canRun('sudo'));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bringNativeEncoder(fileURLToPath(new URL('../..', import.meta.url)));
}
