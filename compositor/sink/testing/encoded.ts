import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findProgram } from '../../../config/programs.js';
import type { Packet, StreamFormat } from '../../packet.js';
import { createFlvReader, type FlvTag } from '../flv.js';

export interface Encoded {
  readonly format: StreamFormat;
  /** In order of time, the first a key frame. */
  readonly packets: readonly Packet[];
}

const ffmpegPath = findProgram('ffmpeg') ?? 'ffmpeg';

/** A test picture with a counter and a tone, as FFmpeg encodes them: 30 frames a second. */
export async function encode(
  seconds: number,
  { size = '320x180', gopFrames = 30, bitrateKbps = 1_000 } = {},
): Promise<Encoded> {
  const args = [
    ...['-v', 'error', '-f', 'lavfi', '-i', `testsrc2=s=${size}:r=30`],
    ...['-f', 'lavfi', '-i', 'sine=f=440:r=48000', '-t', String(seconds)],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p'],
    ...['-g', String(gopFrames), '-sc_threshold', '0', '-b:v', `${bitrateKbps}k`],
    ...[
      '-maxrate',
      `${bitrateKbps}k`,
      '-bufsize',
      `${bitrateKbps}k`,
      '-x264-params',
      'nal-hrd=cbr',
    ],
    ...['-c:a', 'aac', '-ac', '2', '-f', 'flv', 'pipe:1'],
  ];
  const { stdout } = await promisify(execFile)(ffmpegPath, args, {
    encoding: 'buffer',
    maxBuffer: 256 * 1024 * 1024,
  });
  const [widthPx = 0, heightPx = 0] = size.split('x').map(Number);
  const tags = createFlvReader().feed(stdout);
  const format = {
    ...{ widthPx, heightPx, fps: 30, bitrateKbps, audioKbps: 128 },
    avcConfig: configOf(tags, 'video', 5),
    aacConfig: configOf(tags, 'audio', 2),
  };
  return { format, packets: tags.flatMap(packetsOf) };
}

function configOf(tags: readonly FlvTag[], kind: FlvTag['kind'], head: number): Buffer {
  const config = tags.find((tag) => tag.kind === kind && tag.body[1] === 0);
  if (!config) throw new Error(`FFmpeg gave no configuration of the ${kind}.`);
  return config.body.subarray(head);
}

function packetsOf({ kind, atMs, body }: FlvTag): readonly Packet[] {
  if (kind === 'script' || body[1] !== 1) return [];
  if (kind === 'audio') return [{ kind, atMs, bytes: body.subarray(2) }];
  const tick = Math.round((atMs * 30) / 1000);
  return [{ kind, tick, atMs, isKey: body[0] === 0x17, bytes: body.subarray(5) }];
}

/** The same, so many milliseconds later: as it is when the house has been on air for a while. */
export function later(packets: readonly Packet[], byMs: number): readonly Packet[] {
  return packets.map((packet) => ({ ...packet, atMs: packet.atMs + byMs }));
}
