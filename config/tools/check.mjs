// Types, lint, format, dependency rules and unused code, side by side.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

const ROOMS = 'cli compositor config db engine examples overlays';
const CACHE = 'node_modules/.cache/eslint/';

/** The longest first: two run at a time. */
const CHECKS = [
  ['lint', `eslint -c config/tools/eslint.config.js --cache --cache-location ${CACHE} .`],
  ['types', 'tsc -p .'],
  ['format', 'prettier --check --log-level warn --cache .'],
  ['imports', `depcruise -c config/tools/dependency-cruiser.cjs ${ROOMS}`],
  ['unused', 'knip --config config/tools/knip.json'],
  ['package', 'publint --strict .'],
];

/** Runs every check, two at a time; says what each found. Sets the exit code. */
export async function check() {
  const waiting = [...CHECKS];
  const failed = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, line] = next;
      const [command, ...args] = line.split(' ');
      const began = Date.now();
      const { code, said } = await run(command, args);
      const seconds = ((Date.now() - began) / 1000).toFixed(1);
      process.stdout.write(
        `${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n${code === 0 ? '' : said}`,
      );
      if (code !== 0) failed.push(name);
    }
  };
  await Promise.all([work(), work()]);
  if (failed.length > 0) process.exitCode = 1;
}

function run(command, args) {
  return new Promise((resolve) => {
    const PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
    const child = spawn(command, args, { cwd: root, env: { ...process.env, PATH } });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (said += chunk));
    child.once('exit', (code) => resolve({ code, said }));
  });
}
