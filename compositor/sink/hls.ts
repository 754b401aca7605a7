import { readdir, rm } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import { SHORT_LOOK, type Tools } from './copy-program.js';
import { writeFailure } from './disk.js';
import { type ProgramConnect, ProgramConnection, type ProgramRoute } from './program-connection.js';

/** The playlist names so many segments, and so many more lie there for players that are slow. */
const LISTED = 6;
const KEPT_BEYOND = 4;

const OUTPUT = [
  // Less than any GOP: every key frame begins a segment.
  ...['-f', 'hls', '-hls_time', '0.2', '-hls_list_size', String(LISTED)],
  ...['-hls_delete_threshold', String(KEPT_BEYOND)],
];
/** Players see whole files only, the playlist among them, and no end while the house goes on. */
const FLAGS = 'delete_segments+independent_segments+temp_file+omit_endlist';

/**
 * Makes the way into an HLS playlist and its segments, one GOP each, in the folder beside it.
 *
 * What an earlier show left there goes first, so that nobody is shown the end of that. A run that
 * follows another goes on in its playlist, behind a mark.
 *
 * @param path - ends in `.m3u8`; segments are called after it
 * @throws SothebaisError what `Connect` says, and `FOLDER_UNWRITABLE`
 */
export function createHlsConnect(tools: Tools, path: string): ProgramConnect {
  const { dir, name } = parse(path);
  const segments = join(dir, `${name.replaceAll('%', '%%')}-%06d.ts`);
  let isFirstRun = true;
  const route: ProgramRoute = {
    input: SHORT_LOOK,
    output: async () => {
      if (isFirstRun) await removeOld(path);
      const flags = isFirstRun ? FLAGS : `append_list+${FLAGS}`;
      isFirstRun = false;
      return [...OUTPUT, '-hls_flags', flags, '-hls_segment_filename', segments, '-y', path];
    },
    awaitsOpening: false,
    failure: (code, words) => writeFailure(path, code, words),
  };
  return (format, signal) => ProgramConnection.open(tools, route, format, signal);
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
