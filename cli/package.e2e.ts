import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const execute = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sothebais-package-'));
const installed = join(folder, 'package');

/** The command as an installed package has it: no checkout around it. */
const sothebais = (...args: string[]) =>
  execute(process.execPath, [join(installed, 'cli', 'sothebais.mjs'), ...args], { cwd: folder });

describe('the packed package', () => {
  beforeAll(async () => {
    const pack = ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder];
    await execute('npm', pack, { cwd: root });
    await execute('tar', ['-xzf', join(folder, 'sothebais-0.1.0.tgz'), '-C', folder]);
    symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('finds all that it needs', async () => {
    const { stdout } = await sothebais('doctor', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  });

  test('reads a bid', async () => {
    const { stdout } = await sothebais('bid', 'parse', 'bid 1.5 ETH', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'bid', amount: '1.5', currency: 'ETH' });
  });

  test('lists every command with a summary', async () => {
    const { stdout } = await sothebais('--help');
    for (const command of ['demo', 'doctor', 'rehearse', 'status', 'up', 'verify', 'bid']) {
      expect(stdout).toMatch(new RegExp(`^  ${command} +\\S`, 'm'));
    }
  });
});
