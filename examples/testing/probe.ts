import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

interface Probe {
  readonly streams: readonly Readonly<Record<string, string | number>>[];
  readonly format: { readonly duration: string };
}

/** What ffprobe says of a file's streams. */
export async function probe(file: string): Promise<Probe> {
  const { stdout } = await execute('ffprobe', [
    ...['-v', 'error', '-show_streams', '-show_format', '-of', 'json', file],
  ]);
  return JSON.parse(stdout) as Probe;
}

/** Seconds at which keyframes stand. */
export async function keyframes(file: string): Promise<readonly number[]> {
  const { stdout } = await execute('ffprobe', [
    ...['-v', 'error', '-select_streams', 'v'],
    ...['-show_entries', 'packet=pts_time,flags', '-of', 'csv=p=0', file],
  ]);
  const packets = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return packets.filter(([, flags]) => flags?.includes('K')).map(([time]) => Number(time));
}
