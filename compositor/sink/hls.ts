import { appendFile, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { SHORT_LOOK, type Tools } from './copy-program.js';
import { writeFailure } from './disk.js';
import { ProgramConnection, type ProgramConnect, type ProgramRoute } from './program-connection.js';

/** The playlist names so many segments, and so many more lie there for players that are slow. */
const LISTED = 6;
const KEPT_BEYOND = 4;
/** Whoever watched a stream that broke off so long ago waits for it no more. */
const GOES_ON_MS = 5 * 60_000;
const END_MARK = '#EXT-X-ENDLIST';

const OUTPUT = [
  // Less than any GOP: every key frame begins a segment.
  ...['-f', 'hls', '-hls_time', '0.2', '-hls_list_size', String(LISTED)],
  ...['-hls_delete_threshold', String(KEPT_BEYOND)],
];
/** Players see whole files only, the playlist among them, and no end where only a run ends. */
const FLAGS = 'delete_segments+independent_segments+temp_file+omit_endlist';

/**
 * Makes the way into an HLS playlist and its segments, one GOP each, in the folder beside it.
 *
 * A run that follows another goes on in its playlist, behind a mark, and so does a house that was
 * killed and is back within five minutes. What else an earlier show left there goes first, so that
 * nobody is shown the end of that. Once nothing more comes, be there an FFmpeg at that moment or
 * not, the playlist says so, and players stop by themselves.
 *
 * @param path - ends in `.m3u8`; segments are called after it
 * @throws SothebaisError what `Connect` says, and `FOLDER_UNWRITABLE`
 */
export function createHls(
  tools: Tools,
  path: string,
): { readonly connect: ProgramConnect; readonly finish: () => Promise<void> } {
  const { dir, name } = parse(path);
  const segments = join(dir, `${name.replaceAll('%', '%%')}-%06d.ts`);
  let isFirstRun = true;
  let last: Promise<unknown> = Promise.resolve();
  const route: ProgramRoute = {
    input: SHORT_LOOK,
    output: async () => {
      const goesOn = !isFirstRun || (await isLeftOpen(path));
      isFirstRun = false;
      if (!goesOn) await removeOld(path);
      const flags = goesOn ? `append_list+${FLAGS}` : FLAGS;
      return [...OUTPUT, '-hls_flags', flags, '-hls_segment_filename', segments, '-y', path];
    },
    awaitsOpening: false,
    failure: (code, words) => writeFailure(path, code, words),
  };
  return {
    connect: (format, signal) => {
      const opening = ProgramConnection.open(tools, route, format, signal);
      last = opening.then(({ ended }) => ended).catch(() => undefined);
      return opening;
    },
    finish: async () => {
      // One that is still on its way out writes the playlist once more, without an end.
      await last;
      await markEnd(path);
    },
  };
}

/** Writes the end of a playlist; of a stream that ended before its first segment there is none. */
async function markEnd(path: string): Promise<void> {
  const words = await readFile(path, 'utf8').catch(() => '');
  if (words !== '' && !words.includes(END_MARK)) await appendFile(path, `${END_MARK}\n`);
}

/** Whether a stream that broke off just now left its playlist there. */
async function isLeftOpen(path: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > GOES_ON_MS) return false;
    return !(await readFile(path, 'utf8')).includes(END_MARK);
  } catch {
    return false;
  }
}

async function removeOld(path: string): Promise<void> {
  const { dir, base, name } = parse(path);
  const old = (await readdir(dirname(path))).filter(
    (file) =>
      file === base ||
      (file.startsWith(`${name}-`) && /^\d{6,}\.ts(\.tmp)?$/.test(file.slice(name.length + 1))),
  );
  await Promise.all(old.map((file) => rm(join(dir, file), { force: true })));
}
