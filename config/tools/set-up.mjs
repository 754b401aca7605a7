// Brings what is missing, and says so on stderr. What is there already costs next to nothing.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createRequire } from 'node:module';

const NODE_MAJOR = 24;
const INSTALL_LIMIT_MS = 15 * 60_000;

/** A set-up that cannot go on: what is missing, and how to get it. */
export class SetUpError extends Error {
  constructor(message, hint, code = 'SETUP_FAILED', exit = 69) {
    super(message);
    Object.assign(this, { hint, code, exit });
  }
}

/** Path of a Node that is new enough: this one, or one of our own from the npm registry. */
export async function bringNode(root) {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(root, '.tools');
  const node = join(folder, 'node_modules', name, 'bin', 'node');
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true });
    await step(`Node ${NODE_MAJOR}`, npm(), [
      ...['install', '--prefix', folder, '--no-save', '--no-package-lock', '--ignore-scripts'],
      ...[`${name}@${NODE_MAJOR}`, ...QUIET_NPM],
    ]).catch(({ message }) => {
      throw nodeTooOld(message);
    });
    if (!existsSync(node)) throw nodeTooOld(`npm has no ${name}.`);
  }
  return node;
}

const nodeTooOld = (why) =>
  new SetUpError(
    `This is Node ${process.versions.node}, expected ${NODE_MAJOR} or newer. ${why}`,
    `Is the network up? Then run again; or install Node ${NODE_MAJOR} from nodejs.org.`,
    'NODE_TOO_OLD',
  );

/** The packages, as the lock file has them. */
export async function bringPackages(root) {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const digest = lock.update(process.versions.modules).digest('hex');
  const stamp = join(root, 'node_modules', '.sothebais-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  // Not `npm ci`: it refuses a lock file that lacks other systems' optional packages.
  await step('packages', npm(), ['install', '--no-save', '--ignore-scripts', ...QUIET_NPM], root);
  // Where git is not at work, as in a tarball, there is no hook to set.
  if (existsSync(join(root, '.git'))) {
    spawnSync('git', ['config', 'core.hooksPath', '.githooks'], { cwd: root });
  }
  writeFileSync(stamp, digest);
}

const PROGRAMS = [
  {
    name: 'Chromium',
    commands: [
      ...['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    setting: 'SOTHEBAIS_STAGE_CHROMIUM_PATH',
    found: () => existsSync(playwrightChromium()),
    // Without its helper Chromium does not start where users may open no namespaces.
    packages: {
      'apt-get': ['chromium', 'chromium-sandbox'],
      dnf: ['chromium'],
      brew: ['chromium'],
    },
  },
  {
    name: 'FFmpeg',
    commands: ['ffmpeg'],
    setting: 'SOTHEBAIS_ENCODER_FFMPEG_PATH',
    found: () => false,
    packages: { 'apt-get': ['ffmpeg'], dnf: ['ffmpeg-free'], brew: ['ffmpeg'] },
  },
  {
    name: 'redis-server',
    commands: ['redis-server'],
    setting: 'SOTHEBAIS_QUEUE_SERVER_PATH',
    found: () => Boolean(process.env.SOTHEBAIS_QUEUE_URL),
    packages: { 'apt-get': ['redis-server'], dnf: ['redis'], brew: ['redis'] },
  },
];

/** Chromium, FFmpeg and redis-server, by the system's own package manager. */
export async function bringPrograms() {
  const missing = PROGRAMS.filter(({ commands, setting, found }) => {
    const configured = process.env[setting];
    return !(configured ? canRun(configured) : commands.some(canRun)) && !found();
  });
  if (missing.length === 0) return;

  const manager = ['apt-get', 'dnf', 'brew'].find(canRun);
  const needsSudo = manager !== 'brew' && process.getuid?.() !== 0;
  if (!manager) throw byHand(missing, 'no package manager that is known here');
  if (needsSudo && !canRun('sudo')) {
    throw byHand(missing, `${manager} needs root, and there is no sudo`);
  }
  try {
    await installPrograms(manager, needsSudo, missing);
  } catch (cause) {
    throw byHand(missing, cause.message.replace(/\.$/, ''));
  }
}

const NETWORK_TOOLS = {
  name: 'iproute2',
  packages: { 'apt-get': ['iproute2'], dnf: ['iproute', 'iproute-tc'] },
};

/**
 * What tests make slow lines with, where they may: root alone makes networks. They do without, and
 * say so.
 */
export async function bringNetworkTools() {
  const manager = ['apt-get', 'dnf'].find(canRun);
  if (process.getuid?.() !== 0 || !manager || ['ip', 'tc'].every(canRun)) return;
  await installPrograms(manager, false, [NETWORK_TOOLS]).catch(({ message }) => {
    process.stderr.write(`Slow lines are tried without iproute2: ${message}\n`);
  });
}

export async function installPrograms(manager, needsSudo, missing) {
  // No server of the distribution's is to start by itself: the house runs its own. Given by `env`,
  // because sudo passes on nothing of ours.
  const quiet = ['env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1'];
  const command = [...(needsSudo ? ['sudo', '-n'] : []), ...quiet, manager];
  const packages = missing.flatMap((program) => program.packages[manager]);
  const names = missing.map(({ name }) => name).join(', ');
  if (manager === 'apt-get') {
    // A list of somebody else's that cannot be had is no reason to stop: the install will tell.
    await step('package lists', command, ['update', '-qq']).catch(() => undefined);
  }
  // Another package manager at work is waited for.
  const lean = ['-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120'];
  const options = { 'apt-get': ['-y', ...lean], dnf: ['-y'], brew: [] }[manager];
  await step(names, command, ['install', ...options, ...packages]);
}

function byHand(missing, why) {
  const names = missing.map(({ name }) => name).join(', ');
  const apt = missing.flatMap(({ packages }) => packages['apt-get']).join(' ');
  const settings = missing.map(({ setting }) => setting).join(', ');
  return new SetUpError(
    `Missing: ${names}; they could not be installed: ${why}.`,
    `Install them yourself (on Debian: sudo apt-get install ${apt}), or name them by ${settings}.`,
    'PROGRAMS_MISSING',
  );
}

/** Where Playwright would keep its own Chromium; it knows once the packages are there. */
function playwrightChromium() {
  try {
    return createRequire(import.meta.url)('playwright').chromium.executablePath();
  } catch {
    return '';
  }
}

export function canRun(command) {
  const paths = command.includes('/')
    ? [command]
    : (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, command));
  return paths.some((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const QUIET_NPM = ['--no-audit', '--no-fund', '--loglevel=error', '--no-update-notifier'];

/** npm under the Node that runs now, so that packages are chosen for that one. */
function npm() {
  const { npm_execpath: path } = process.env;
  return path?.endsWith('.js') ? [process.execPath, path] : ['npm'];
}

/** Runs one step of set-up, its time ticking on a terminal, one line in a pipe. */
export async function step(name, [command, ...first], rest, cwd) {
  const began = Date.now();
  const seconds = () => `${Math.round((Date.now() - began) / 1000)} s`;
  const isTerminal = process.stderr.isTTY;
  process.stderr.write(`Setting up ${name}…${isTerminal ? '' : '\n'}`);
  const ticking = isTerminal
    ? setInterval(() => process.stderr.write(`\rSetting up ${name}… ${seconds()} `), 1000)
    : undefined;
  try {
    await run(name, command, [...first, ...rest], cwd);
  } finally {
    clearInterval(ticking);
    if (isTerminal) process.stderr.write(`\rSetting up ${name}… ${seconds()}\n`);
  }
}

function run(name, command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...(cwd ? { cwd } : {}),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: INSTALL_LIMIT_MS,
    });
    const fail = (why) =>
      reject(
        new SetUpError(`Setting up ${name} failed: ${why}.`, 'Is the network up? Then run again.'),
      );
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => (said = `${said}${chunk}`.slice(-16_000)));
    }
    child.once('error', ({ message }) => fail(message));
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else if (signal) fail(`it was ended by ${signal}`);
      else fail(whyOf(said) || `it ended with code ${code}`);
    });
  });
}

/** The one line of a package manager's many that says what went wrong. */
function whyOf(said) {
  const lines = said
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .filter((line) => line !== '' && !line.includes('complete log of this run'));
  const telling = lines.find((line) => /^(E|sudo): |Error: |\b(failed|denied)\b/.test(line));
  return (telling ?? lines.at(-1) ?? '').replace(/\.$/, '');
}
