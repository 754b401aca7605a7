import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SothebaisError } from '../../domain/errors.js';
import type { Processes } from '../../ports/processes.js';

const PART = /^part-(\d{4,})\.flv$/;

/** Parts in the folder that hold anything, oldest first. */
export function listParts(dir: string): readonly string[] {
  return readdirSync(dir)
    .filter((name) => PART.test(name))
    .sort((a, b) => partNumber(a) - partNumber(b))
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).size > 0);
}

/** The path of the part after the last one, whoever wrote that. */
export function nextPart(dir: string, atLeast: number): { path: string; number: number } {
  const numbers = readdirSync(dir).map(partNumber);
  const number = Math.max(atLeast, 0, ...numbers) + 1;
  return { path: join(dir, `part-${String(number).padStart(4, '0')}.flv`), number };
}

const partNumber = (name: string): number => Number(PART.exec(name)?.[1] ?? 0);

/**
 * Joins parts into one MP4 without encoding anything again, ready to be played while it loads.
 *
 * The file appears whole or not at all.
 *
 * @returns how long it plays, in seconds
 * @throws SothebaisError `SANDBOX_FAILED`, `TIMED_OUT`, `ENCODER_MISSING`
 */
export async function joinParts(options: {
  readonly processes: Processes;
  readonly ffmpegPath: string;
  readonly dir: string;
  readonly parts: readonly string[];
  readonly outFile: string;
  readonly limitMs: number;
}): Promise<{ seconds: number }> {
  const list = join(options.dir, 'parts.txt');
  const draft = `${options.outFile}.part`;
  writeFileSync(list, options.parts.map((path) => `file '${quote(path)}'\n`).join(''));
  const child = await options.processes.start(
    options.ffmpegPath,
    [
      ...['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', '-progress', 'pipe:1'],
      ...['-f', 'concat', '-safe', '0', '-i', list, '-c', 'copy', '-movflags', '+faststart'],
      ...['-f', 'mp4', draft],
    ],
    { missing: 'ENCODER_MISSING' },
  );
  let progress = '';
  let words = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (progress += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (words += piece));
  const limit = AbortSignal.timeout(Math.ceil(options.limitMs));
  limit.addEventListener('abort', () => void child.stop(500), { once: true });
  const code = await child.exited;
  rmSync(list, { force: true });
  if (code !== 0) {
    rmSync(draft, { force: true });
    if (limit.aborted) {
      throw new SothebaisError(
        'TIMED_OUT',
        `The recording was not joined in ${options.limitMs} ms.`,
      );
    }
    throw new SothebaisError('SANDBOX_FAILED', `The recording was not joined: ${words.trim()}`);
  }
  renameSync(draft, options.outFile);
  return { seconds: lastSeconds(progress) };
}

/** In the list of FFmpeg's concat reader a quote ends the name, so it stands outside. */
const quote = (path: string) => path.replaceAll("'", String.raw`'\''`);

function lastSeconds(progress: string): number {
  const times = [...progress.matchAll(/^out_time_us=(\d+)$/gm)];
  return Number(times.at(-1)?.[1] ?? 0) / 1_000_000;
}
