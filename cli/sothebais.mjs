#!/usr/bin/env node
// The installed command. In a checkout it brings what is missing first; in a package all is there.
import { existsSync } from 'node:fs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const setUp = new URL('../config/tools/run.mjs', import.meta.url);

if (existsSync(setUp)) {
  process.argv.splice(2, 0, 'sothebais');
  await import(setUp.href);
} else if (major > 22 || (major === 22 && minor >= 13)) {
  await import(new URL('../dist/cli/bin.js', import.meta.url).href);
} else {
  const message = `This is Node ${process.versions.node}, expected 22.13 or newer.`;
  const hint = 'Install Node 24.';
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ error: { code: 'NODE_TOO_OLD', message, hint } })}\n`);
  } else {
    process.stderr.write(`Error: ${message}\nCode:  NODE_TOO_OLD\nTry:   ${hint}\n`);
  }
  process.exitCode = 69;
}
