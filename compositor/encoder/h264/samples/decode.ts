import { text } from 'node:stream/consumers';
import { createProcesses } from '../../../../engine/adapters/process/processes.js';
import { readAvcConfig } from '../avc-config.js';
import { splitUnits, type Unit } from '../units.js';
import type { CodedFrame } from '../../encoder.js';

const START = Buffer.from([0, 0, 0, 1]);

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
export async function run(
  command: string,
  args: readonly string[],
  input: Buffer,
): Promise<string> {
  const child = await createProcesses().start(command, args, { missing: 'ENCODER_MISSING' });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [said, trouble, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exited,
  ]);
  if (code !== 0 || trouble !== '') throw new Error(`${command} ended with ${code}: ${trouble}`);
  return said;
}

/** The hash of each picture that FFmpeg decodes, which must decode without an error. */
export async function decode(stream: Buffer): Promise<string[]> {
  const input = ['-v', 'error', '-err_detect', 'explode', '-xerror', '-f', 'h264', '-i', 'pipe:0'];
  const output = ['-fps_mode', 'passthrough', '-f', 'framemd5', 'pipe:1'];
  const lines = (await run('ffmpeg', [...input, ...output], stream)).split('\n');
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').at(-1)?.trim() ?? '');
}
