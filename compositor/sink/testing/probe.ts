import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Probed {
  /** Pictures that decode, and sounds that can be read. */
  readonly pictures: number;
  readonly sounds: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Where the picture begins, in seconds. */
  readonly startS: number;
}

/** What ffprobe finds in a file, a playlist or what else FFmpeg opens, by decoding all of it. */
export async function probe(path: string): Promise<Probed> {
  const entries = 'stream=codec_type,nb_read_frames,width,height,start_time';
  const args = ['-v', 'error', '-count_frames', '-show_entries', entries, '-of', 'json', path];
  const { stdout } = await promisify(execFile)('ffprobe', args);
  const { streams } = JSON.parse(stdout) as {
    streams: readonly Readonly<Record<string, string>>[];
  };
  const of = (type: string) => streams.find((stream) => stream['codec_type'] === type);
  return {
    pictures: Number(of('video')?.['nb_read_frames'] ?? 0),
    sounds: Number(of('audio')?.['nb_read_frames'] ?? 0),
    widthPx: Number(of('video')?.['width'] ?? 0),
    heightPx: Number(of('video')?.['height'] ?? 0),
    startS: Number(of('video')?.['start_time'] ?? NaN),
  };
}
