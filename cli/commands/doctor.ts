import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Flags } from '@oclif/core';
import { findProgram } from '../../config/programs.js';
import { configSchema } from '../../config/schema.js';
import { SothebaisError } from '../../engine/domain/errors.js';
import { findAnvil } from '../../engine/sandbox/chain/anvil.js';
import { defaultConfig } from '../../config/load.js';
import { AuctionCommand } from '../auction-command.js';
import { listenForInterruption } from '../interruption.js';
import { checkProgram, type Check } from '../checks.js';

/** The least Node that the house's packages run on. */
const NODE_LEAST = [22, 13] as const;

export default class Doctor extends AuctionCommand {
  static override summary = 'Check what the house needs on this machine, and say what to do.';
  static override description =
    'Where this machine was never probed, it tries the ways to capture and compress the picture, ' +
    'which takes some twenty seconds, and keeps which is best: the house uses that one.';
  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --json'];
  static override flags = {
    probe: Flags.boolean({
      summary: 'probe this machine where it never was',
      default: true,
      allowNo: true,
    }),
  };

  async run(): Promise<{ ok: boolean; checks: readonly Check[] }> {
    const { flags } = await this.parse(Doctor);
    const checks = [...(await runChecks())];
    if (checks.every(({ ok }) => ok)) checks.push(checkSandbox(), await checkBackend(flags.probe));
    for (const { name, ok, found, hint } of checks) {
      this.log(`${ok ? '✓' : '✗'} ${name.padEnd(14)} ${found}${ok ? '' : `\n  ${hint}`}`);
    }
    const missing = checks.filter(({ ok }) => !ok);
    if (missing.length > 0) {
      const names = missing.map(({ name }) => name).join(', ');
      const hint = missing.map((check) => check.hint).join(' ');
      throw new SothebaisError('TOOLS_MISSING', `Not ready: ${names}.`, { hint });
    }
    return { ok: true, checks };
  }
}

async function runChecks(): Promise<readonly Check[]> {
  const { findTools } = await import('../wire-tools.js');
  const config = configSchema.parse({ auction: { catalogue: '' } });
  const env = process.env;
  const { chromiumPath, ffmpegPath } = findTools({
    stage: { ...config.stage, chromiumPath: env['SOTHEBAIS_STAGE_CHROMIUM_PATH'] },
    encoder: { ...config.encoder, ffmpegPath: env['SOTHEBAIS_ENCODER_FFMPEG_PATH'] },
  });
  const redis = findProgram(env['SOTHEBAIS_QUEUE_SERVER_PATH'] ?? config.queue.serverPath);
  return [
    checkNode(),
    ...(await Promise.all([
      checkProgram('Chromium', chromiumPath, ['--version'], {
        hint: 'Install Chromium (Debian: apt-get install chromium), or set stage.chromiumPath.',
      }),
      checkProgram('FFmpeg', ffmpegPath, ['-hide_banner', '-encoders'], {
        mustSay: ['libx264', ' aac '],
        hint: 'Install FFmpeg with libx264 (Debian: apt-get install ffmpeg), or set encoder.ffmpegPath.',
      }),
      checkProgram('redis-server', redis, ['--version'], {
        hint: 'Install redis-server (Debian: apt-get install redis-server), or set queue.url.',
      }),
      checkProgram('anvil', anvilPath(), ['--version'], {
        hint: 'Install the packages again: npm install.',
      }),
    ])),
    checkTemporary(),
  ];
}

function anvilPath(): string | undefined {
  try {
    return findAnvil();
  } catch {
    return undefined;
  }
}

function checkNode(): Check {
  const found = process.versions.node;
  const [major = 0, minor = 0] = found.split('.').map(Number);
  const [leastMajor, leastMinor] = NODE_LEAST;
  const ok = major > leastMajor || (major === leastMajor && minor >= leastMinor);
  return { name: 'Node', ok, found, hint: 'Install Node 24.' };
}

function checkTemporary(): Check {
  const found = tmpdir();
  const hint = 'Make the folder writable, or set TMPDIR to one that is.';
  try {
    rmSync(mkdtempSync(join(found, 'sothebais-')), { recursive: true });
    return { name: 'Temporary', ok: true, found, hint };
  } catch {
    return { name: 'Temporary', ok: false, found: `${found} cannot be written`, hint };
  }
}

/** Chromium refuses its sandbox to root. */
function checkSandbox(): Check {
  const isRoot = process.getuid?.() === 0;
  const found = isRoot ? 'off: Chromium refuses it to root' : 'on';
  return { name: 'Sandbox', ok: true, found, hint: 'Run the house as a user of its own.' };
}

const PROBE_SECONDS = 1.5;
/** The ways that can be best; films of a page never are. */
const PROBED = ['native', 'frames', 'webcodecs'] as const;

/** How the picture is captured and compressed here, found out where nobody knows yet. */
async function checkBackend(mayProbe: boolean): Promise<Check> {
  const hint = 'See how each does with `sothebais stream probe`.';
  const { knownBackend, probeStream } = await import('../wire-stream.js');
  const known = await knownBackend(defaultConfig(process.env, []));
  if (known !== undefined) {
    return { name: 'Backend', ok: true, found: `${known}, as an earlier probe found`, hint };
  }
  if (!mayProbe) return { name: 'Backend', ok: true, found: 'not probed yet', hint };
  const interruption = listenForInterruption(
    new SothebaisError('INTERRUPTED', 'The probe was interrupted.'),
  );
  try {
    const { backends, chosen } = await probeStream(
      { configPath: undefined, secondsEach: PROBE_SECONDS, backends: PROBED },
      {
        onStep: (step) => process.stderr.write(`· ${step}\n`),
        signal: interruption.signal,
      },
    );
    const best = backends.find(({ name }) => name === chosen);
    const found = best
      ? `${best.name}: ${best.uniqueFps} distinct frames a second by ${best.cores} cores`
      : (backends[0]?.trouble ?? 'none');
    return { name: 'Backend', ok: best !== undefined, found, hint };
  } finally {
    interruption.close();
  }
}
