import { text } from 'node:stream/consumers';
import type { Processes } from '../../../engine/ports/processes.js';
import type { Packet, StreamFormat } from '../../packet.js';
import { createFlvReader, type FlvTag } from '../flv.js';

/** A stream that FFmpeg encoded, for tests. */
export interface RealStream {
  readonly format: StreamFormat;
  /** In order of time. */
  readonly packets: readonly Packet[];
}

/** Has FFmpeg encode `seconds` of moving picture and a tone: 25 frames a second, a key frame each. */
export async function encodeRealStream(
  processes: Processes,
  seconds: number,
  bitrateKbps = 400,
): Promise<RealStream> {
  const args = [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25'],
    ...['-f', 'lavfi', '-i', 'sine=f=440:r=48000', '-t', String(seconds)],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', '25'],
    ...['-b:v', `${bitrateKbps}k`, '-c:a', 'aac', '-ac', '2', '-b:a', '64k'],
    ...['-f', 'flv', '-flvflags', 'no_duration_filesize', 'pipe:1'],
  ];
  const ffmpeg = await processes.start('ffmpeg', args, { missing: 'ENCODER_MISSING' });
  const words = text(ffmpeg.stderr);
  const reader = createFlvReader();
  const tags: FlvTag[] = [];
  for await (const bytes of ffmpeg.stdout) tags.push(...reader.feed(bytes as Buffer));
  if ((await ffmpeg.exited) !== 0) throw new Error(await words);

  const video = tags.filter(({ kind }) => kind === 'video').map(readVideo);
  const audio = tags.filter(({ kind }) => kind === 'audio').map(readAudio);
  const frames = video.filter(({ isFrame }) => isFrame);
  const firstMs = frames[0]?.atMs ?? 0;
  const pictures = frames.map(({ isKey, atMs, bytes }, tick): Packet => ({
    kind: 'video',
    tick,
    isKey,
    atMs,
    bytes,
  }));
  const sounds = audio
    // A stream begins with a picture: what sounds before it is left out.
    .filter(({ isFrame, atMs }) => isFrame && atMs >= firstMs)
    .map(({ atMs, bytes }): Packet => ({ kind: 'audio', atMs, bytes }));
  return {
    format: {
      ...{ widthPx: 320, heightPx: 180, fps: 25, bitrateKbps, audioKbps: 64 },
      avcConfig: configOf(video),
      aacConfig: configOf(audio),
    },
    packets: [...pictures, ...sounds].sort((a, b) => a.atMs - b.atMs),
  };
}

interface Part {
  readonly isFrame: boolean;
  readonly isKey: boolean;
  readonly atMs: number;
  readonly bytes: Buffer;
}

function readVideo({ atMs, body }: FlvTag): Part {
  const isFrame = body.readUInt8(1) === 1;
  return { isFrame, isKey: body.readUInt8(0) >> 4 === 1, atMs, bytes: body.subarray(5) };
}

function readAudio({ atMs, body }: FlvTag): Part {
  return { isFrame: body.readUInt8(1) === 1, isKey: false, atMs, bytes: body.subarray(2) };
}

function configOf(parts: readonly Part[]): Buffer {
  const config = parts.find(({ isFrame, bytes }) => !isFrame && bytes.length > 0);
  if (!config) throw new Error('The encoder gave no configuration.');
  return config.bytes;
}
