import type { Processes } from '../../../engine/ports/processes.js';
import type { Packet, StreamFormat } from '../../packet.js';
import { createFlvReader } from '../../sink/flv.js';

/** A stream that FFmpeg made, as the truck would have it. */
export interface Film {
  readonly format: StreamFormat;
  /** In order of time. */
  readonly packets: readonly Packet[];
}

/** Few enough to make and to decode many at once. */
const FPS = 15;

/** Encodes what FFmpeg's filters draw, in `[picture]`, and play, in `[sound]`. */
export async function shootFilm(
  processes: Processes,
  options: {
    readonly filters: string;
    readonly widthPx: number;
    readonly heightPx: number;
    readonly seconds: number;
    readonly gopFrames: number;
  },
): Promise<Film> {
  const { widthPx, heightPx, gopFrames } = options;
  const gop = String(gopFrames);
  const child = await processes.start(
    'ffmpeg',
    [
      ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-filter_complex', options.filters],
      ...['-map', '[picture]', '-map', '[sound]', '-t', String(options.seconds)],
      ...['-s', `${widthPx}x${heightPx}`, '-r', String(FPS), '-pix_fmt', 'yuv420p'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-crf', '26'],
      ...['-g', gop, '-keyint_min', gop, '-sc_threshold', '0'],
      ...['-c:a', 'aac', '-b:a', '128k', '-ar', '48000', '-ac', '2', '-f', 'flv', 'pipe:1'],
    ],
    { missing: 'ENCODER_MISSING' },
  );
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (words += piece));
  const reader = createFlvReader();
  const configs: { avc?: Buffer; aac?: Buffer } = {};
  const packets: Packet[] = [];
  for await (const piece of child.stdout as AsyncIterable<Buffer>) {
    for (const { kind, atMs, body } of reader.feed(piece)) {
      const isConfig = body[1] === 0;
      if (kind === 'video') {
        const bytes = Buffer.from(body.subarray(5));
        const isKey = body[0] === 0x17;
        const tick = Math.round((atMs * FPS) / 1_000);
        if (isConfig) configs.avc ??= bytes;
        else if (body[1] === 1) {
          packets.push({ kind, tick, atMs: (tick * 1_000) / FPS, isKey, bytes });
        }
      }
      if (kind === 'audio') {
        const bytes = Buffer.from(body.subarray(2));
        if (isConfig) configs.aac ??= bytes;
        else packets.push({ kind, atMs, bytes });
      }
    }
  }
  await child.exited;
  if (!configs.avc || !configs.aac) throw new Error(`FFmpeg made no film: ${words}`);
  const format: StreamFormat = {
    ...{ widthPx, heightPx, fps: FPS, bitrateKbps: 1_000, audioKbps: 128 },
    ...{ avcConfig: configs.avc, aacConfig: configs.aac },
  };
  return { format, packets: packets.toSorted((a, b) => a.atMs - b.atMs) };
}
