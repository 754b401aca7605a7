import { buffer } from 'node:stream/consumers';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { Packet, StreamFormat } from '../packet.js';
import { pause } from '../pause.js';
import type { Tools } from './copy-program.js';
import { flvHead, flvTag } from './flv.js';

/**
 * The picture of the newest packet, as a JPEG of the stream's size.
 *
 * @param packets - from a key frame on
 * @throws SothebaisError `ENCODER_MISSING`, `ENCODER_FAILED`, `TIMED_OUT`
 */
export async function snapshotJpeg(
  stream: { readonly format: StreamFormat; readonly packets: readonly Packet[] },
  tools: Pick<Tools, 'ffmpegPath' | 'processes'>,
  limitMs: number,
): Promise<Uint8Array> {
  const pictures = stream.packets.filter(({ kind }) => kind === 'video');
  const child = await tools.processes.start(tools.ffmpegPath, buildArgs(pictures.length), {
    missing: 'ENCODER_MISSING',
  });
  const made = buffer(child.stdout);
  child.stderr.resume();
  child.stdin.write(flvHead(stream.format));
  for (const picture of pictures) child.stdin.write(flvTag(picture));
  child.stdin.end();
  const late = new AbortController();
  const ended = Promise.all([made, child.exited]);
  const first = await Promise.race([ended, pause(limitMs, late.signal)]);
  late.abort();
  if (!first) {
    void child.stop(0);
    throw new SothebaisError('TIMED_OUT', `No snapshot was made within ${limitMs} ms.`);
  }
  const [jpeg, code] = first;
  if (code === 0 && jpeg.length > 0) return jpeg;
  throw new SothebaisError('ENCODER_FAILED', 'The picture on air could not be decoded.');
}

/** Decodes them all and compresses the last one, whose colours JPEG expects by BT.601. */
function buildArgs(pictures: number): readonly string[] {
  const last = `select=gte(n\\,${pictures - 1}),scale=out_color_matrix=bt601:out_range=full`;
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-fpsprobesize', '0'],
    ...['-f', 'flv', '-i', 'pipe:0', '-an', '-vf', last, '-frames:v', '1'],
    ...['-c:v', 'mjpeg', '-q:v', '3', '-f', 'mjpeg', 'pipe:1'],
  ];
}
