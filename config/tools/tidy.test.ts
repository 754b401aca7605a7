import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const self = 'config/tools/tidy.test.ts';

const ours = globSync(['*.md', '{cli,compositor,config,db,engine,examples,overlays}/**/*.*'], {
  cwd: root,
}).filter((path) => path !== self);
const code = ours.filter((path) => /\.(ts|tsx|mjs|cjs|js|sol)$/.test(path));
const prose = ours.filter((path) => /\.(md|yaml|html)$/.test(path));

/** Where a pattern stands, as `path:line`. */
const places = (paths: readonly string[], pattern: RegExp): readonly string[] =>
  paths.flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}`] : [])),
  );

describe('the tree is tidy', () => {
  test.each([
    ['leftovers', /\b(TODO|FIXME|XXX|HACK)\b/],
    ['tests switched off or singled out', /\b(it|test|describe)\.(skip|only|todo)\(/],
    ['holes in the types', /@ts-(ignore|nocheck|expect-error)|\bas any\b|: any\b(?! )/],
    ['chance that is not handed in', /\bMath\.random\(/],
    [
      'names that say nothing',
      /\b(class|interface|type|function|const) \w*(Manager|Helper|Utils)\b/,
    ],
    ['a duty put off', /\beslint-disable(?!-next-line)/],
  ])('%s', (_name, pattern) => {
    expect(places(code, pattern)).toEqual([]);
  });

  test('nothing is printed past the commands', () => {
    const quiet = code.filter((path) => !/^(cli|config\/tools|examples)\/|\.e2e\.ts$/.test(path));
    expect(places(quiet, /\bconsole\.(log|info|debug)\(/)).toEqual([]);
  });

  test('the trade’s words are used', () => {
    const pages = prose.filter((path) => path !== 'config/reference.md');
    expect(places(pages, /\b(unsold|sniping protection|seller|auction house fee)\b/i)).toEqual([]);
  });

  test('no path of one machine and no registry is named', () => {
    const text = [...code, ...prose].filter((path) => path !== 'package-lock.json');
    expect(places(text, /\/root\/|\/home\/\w+\/|registry\.npmjs/)).toEqual([]);
  });

  test('no file is too large to review', () => {
    const long = code
      .filter((path) => !/\.(test|e2e)\.tsx?$|\/artifacts\//.test(path))
      .filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > 351);
    expect(long).toEqual([]);
  });
});
