// Runs a task of the project, after bringing what it needs: Node 24, the packages, the programs
// and the build. Plain JavaScript without a package, because it runs before there is any.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { alone } from './alone.mjs';
import { bringNativeEncoder } from './build-native.mjs';
import { bringNode, bringPackages, bringPrograms, SetUpError } from './set-up.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [task, ...args] = process.argv.slice(2);

/** Commands that put a picture on air, and so need browser, encoder and queue. */
const ON_AIR = /^(?:demo|up|campaign run|stream (?:start|probe|test))(?: |$)/;

const TASKS = {
  demo: { programs: true, run: () => runCli(['demo', ...args]) },
  sothebais: {
    programs: ON_AIR.test(args.join(' ').replaceAll(':', ' ')),
    run: () => runCli(args),
  },
  build: { run: async () => (await import('./build.mjs')).build({ force: true }) },
  test: { programs: true, run: () => runTests(['unit', 'patient', 'e2e']) },
  unit: { run: () => runTests(['unit']) },
  e2e: { programs: true, run: () => runTests(['patient', 'e2e']) },
  'bench:bids': { programs: true, run: () => runTool('bench/bids') },
  'bench:stream': { programs: true, run: () => runTool('bench/stream/main') },
  soak: { programs: true, run: () => runTool('soak/main') },
  simulate: { run: () => runTool('simulate/main') },
  torture: { programs: true, run: () => runTool('torture/main') },
  check: { run: async () => (await import('./check.mjs')).check() },
  format: { run: () => runBin('prettier', ['--write', '.']) },
  generate: { run: async () => (await import('./generate.mjs')).generate() },
};

try {
  const chosen = TASKS[task];
  if (!chosen)
    throw new SetUpError(`There is no task "${task}".`, `Tasks: ${Object.keys(TASKS).join(', ')}.`);
  const node = await alone(root, () => bringNode(root));
  if (node === process.execPath) {
    process.env.PATH = `${dirname(node)}:${process.env.PATH}`;
    await alone(root, async () => {
      await bringPackages(root);
      if (chosen.programs) {
        await bringPrograms();
        await bringNativeEncoder(root);
      }
      if (task !== 'build' && task !== 'format') await (await import('./build.mjs')).build();
    });
    followCallers();
    await chosen.run();
  } else {
    process.exitCode = await runOn(node);
  }
} catch (thrown) {
  if (!(thrown instanceof SetUpError)) throw thrown;
  if (process.argv.includes('--json')) {
    const { code, message, hint } = thrown;
    process.stdout.write(`${JSON.stringify({ error: { code, message, hint } })}\n`);
  } else {
    process.stderr.write(
      `Error: ${thrown.message}\nCode:  ${thrown.code}\nTry:   ${thrown.hint}\n`,
    );
  }
  process.exitCode = thrown.exit;
}

/** The same again on another Node; signals are the child's to act on. */
function runOn(node) {
  return new Promise((resolve) => {
    const child = spawn(node, [fileURLToPath(import.meta.url), task, ...args], {
      stdio: 'inherit',
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      // A terminal sends Ctrl-C to both; only what was sent to us alone is passed on.
      process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
    }
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** A house whose caller was killed stops in good order instead of running on unseen. */
function followCallers() {
  const callers = callersOf(process.pid);
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent && callers.every(lives)) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

/** The npm, shell and Node that stand between us and whoever called; only where there is /proc. */
function callersOf(pid) {
  const callers = [];
  for (let caller = parentOf(pid); caller > 1; caller = parentOf(caller)) {
    if (!/\bnpm\b|\bnpx\b|run\.mjs|sothebais\.mjs/.test(readProc(caller, 'cmdline'))) break;
    callers.push(caller);
  }
  return callers;
}

/** The process id stands behind the name, which may hold anything; the parent's is two further. */
function parentOf(pid) {
  const stat = readProc(pid, 'stat');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function runCli(cliArgs) {
  const bin = join(root, 'dist', 'cli', 'bin.js');
  process.argv.splice(1, Infinity, bin, ...cliArgs);
  await import(pathToFileURL(bin).href);
}

/** A tool that measures or tries the saleroom. */
async function runTool(name) {
  const tool = join(root, 'dist', 'engine', 'testing', `${name}.js`);
  process.argv.splice(1, Infinity, tool, ...args);
  await import(pathToFileURL(tool).href);
}

async function runTests(projects) {
  const { test } = await import('./test.mjs');
  process.exitCode = await test(projects, args);
}

function runBin(name, binArgs) {
  return new Promise((resolve) => {
    const bin = join(root, 'node_modules', '.bin', name);
    if (!existsSync(bin))
      throw new SetUpError(`There is no ${name}.`, 'Remove node_modules and run again.');
    spawn(bin, binArgs, { stdio: 'inherit', cwd: root }).once('exit', (code) => {
      process.exitCode = code ?? 1;
      resolve();
    });
  });
}
