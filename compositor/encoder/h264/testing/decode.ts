import { spawnSync } from 'node:child_process';
import type { CodedFrame } from '../../encoder.js';
import { readAvcConfig } from '../avc-config.js';
import { splitUnits, type Unit } from '../units.js';

const START = Buffer.from([0, 0, 0, 1]);
const NOTHING = Buffer.alloc(0);
const LIMIT_MS = 60_000;
const OUTPUT_BYTES = 64 * 1024 * 1024;

/** The frames as a stream that needs no container (Annex B), each key frame behind its sets. */
export function toAnnexB(avcConfig: Buffer, frames: readonly CodedFrame[]): Buffer {
  const { sps, pps } = readAvcConfig(avcConfig);
  const units = frames.flatMap(({ bytes, isKey }): Unit[] => [
    ...(isKey ? [sps, pps] : []),
    ...splitUnits(bytes),
  ]);
  return Buffer.concat(units.flatMap((unit) => [START, unit]));
}

/** Runs a program over `input` and gives what it writes; a word of trouble is a failure. */
export function run(command: string, args: readonly string[], input: Buffer = NOTHING): Buffer {
  const { status, stdout, stderr } = spawnSync(command, args, {
    input,
    timeout: LIMIT_MS,
    maxBuffer: OUTPUT_BYTES,
  });
  const trouble = stderr.toString();
  if (status !== 0 || trouble !== '')
    throw new Error(`${command} ended with ${status}: ${trouble}`);
  return stdout;
}

/** The hash of each picture that FFmpeg decodes, which must decode without an error. */
export function decode(stream: Buffer): string[] {
  const input = ['-v', 'error', '-err_detect', 'explode', '-xerror', '-f', 'h264', '-i', 'pipe:0'];
  const output = ['-fps_mode', 'passthrough', '-f', 'framemd5', 'pipe:1'];
  const lines = run('ffmpeg', [...input, ...output], stream)
    .toString()
    .split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').at(-1)?.trim() ?? '');
}
