import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sothebais-alone-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const lock = () => join(root, '.tools', 'set-up.lock');
const said = () => readFileSync(join(root, 'said'), 'utf8');

/** A set-up of 300 ms in a process of its own, which writes when it begins and ends. */
const setUp = () =>
  promisify(execFile)(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { appendFileSync } from 'node:fs';
     import { alone } from ${JSON.stringify(new URL('alone.mjs', import.meta.url).href)};
     const say = (word) => appendFileSync(${JSON.stringify(join(root, 'said'))}, word);
     await alone(${JSON.stringify(root)}, async () => {
       say('<');
       await new Promise((resolve) => setTimeout(resolve, 300));
       say('>');
     });`,
  ]);

test('two set-ups take turns, and leave no lock', async () => {
  await Promise.all([setUp(), setUp(), setUp()]);
  expect(said()).toBe('<><><>');
  expect(existsSync(lock())).toBe(false);
});

test('a lock whose holder was killed keeps nobody out', async () => {
  const { pid } = execFile(process.execPath, ['--version']);
  await promisify(execFile)(process.execPath, ['--version']);
  mkdirSync(join(root, '.tools'));
  symlinkSync(String(pid), lock());
  await setUp();
  expect(said()).toBe('<>');
});
