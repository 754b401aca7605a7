import { extname } from 'node:path';
import type { SothebaisError } from '../../engine/domain/errors.js';
import { pause } from '../pause.js';
import { SHORT_LOOK, type Tools } from './copy-program.js';
import { diskFull, unwritable, writeFailure } from './disk.js';
import { type ProgramConnect, ProgramConnection, type ProgramRoute } from './program-connection.js';
import { RecordingFiles } from './recording-files.js';

export interface RecordingSettings {
  /** Ends in `.mp4`, `.mkv` or `.flv`. */
  readonly path: string;
  /** Another file begins with the first key frame after so long; absent, there is one. */
  readonly segmentMs?: number;
  /** So much of the disk stays free. */
  readonly diskFloorBytes: number;
}

const LOOK_EVERY_MS = 2_000;

/** For each kind, whatever makes it playable when nobody wrote its end. */
const CONTAINERS: Readonly<Record<string, readonly string[]>> = {
  '.mp4': ['-movflags', '+frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4'],
  '.mkv': ['-cluster_time_limit', '1000', '-f', 'matroska'],
  '.flv': ['-flvflags', 'no_duration_filesize', '-f', 'flv'],
};

/** The kinds of recording there are, by how their paths end. */
export const RECORDING_ENDINGS: readonly string[] = Object.keys(CONTAINERS);

/**
 * Makes the way into a recording that plays whatever ends it, FFmpeg's death or the house's.
 *
 * Another try, another format and the end of a segment's time each begin another file. Where the
 * disk falls under its floor, the oldest segments of this recording go; with none to go the
 * recording ends, and is tried again with the destination's patience.
 *
 * @throws SothebaisError what `Connect` says, and `FOLDER_UNWRITABLE`
 */
export function createRecordingConnect(tools: Tools, settings: RecordingSettings): ProgramConnect {
  const { path, segmentMs, diskFloorBytes } = settings;
  const files = new RecordingFiles(path, segmentMs !== undefined);
  const route: ProgramRoute = {
    input: SHORT_LOOK,
    output: async () => [
      ...(CONTAINERS[extname(path).toLowerCase()] ?? []),
      '-y',
      await files.next(),
    ],
    awaitsOpening: false,
    failure: (code, words) => writeFailure(path, code, words),
    ...(segmentMs === undefined ? {} : { runMs: segmentMs }),
  };
  /** Why nothing can be written now, if so. */
  const look = () =>
    files.makeRoom(diskFloorBytes).then(
      (hasRoom) => (hasRoom ? undefined : diskFull(path)),
      (cause: unknown) => unwritable(path, cause),
    );
  return async (format, signal) => {
    const failure = await look();
    if (failure) throw failure;
    const connection = await ProgramConnection.open(tools, route, format, signal);
    void watch(connection, look);
    return connection;
  };
}

/** Looks at the disk until the recording ends, one look after another: a sick disk takes its time. */
async function watch(
  connection: ProgramConnection,
  look: () => Promise<SothebaisError | undefined>,
): Promise<void> {
  const over = new AbortController();
  void connection.ended.then(() => over.abort());
  for (;;) {
    await pause(LOOK_EVERY_MS, over.signal);
    if (over.signal.aborted) return;
    const failure = await look();
    if (failure) await connection.giveUp(failure);
  }
}
