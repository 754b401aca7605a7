import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../config/programs.js';
import { configSchema } from '../../config/schema.js';
import { SothebaisError } from '../../engine/domain/errors.js';
import { findAnvil } from '../../engine/sandbox/chain/anvil.js';
import { AuctionCommand } from '../auction-command.js';
import { checkProgram, type Check } from '../checks.js';

/** The least Node that the house's packages run on. */
const NODE_LEAST = [22, 13] as const;

export default class Doctor extends AuctionCommand {
  static override summary = 'Check what the house needs on this machine, and say what to do.';
  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --json'];

  async run(): Promise<{ ok: boolean; checks: readonly Check[] }> {
    await this.parse(Doctor);
    const checks = await runChecks();
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
