import { appendFile, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import type { SothebaisError } from '../../engine/domain/errors.js';
import type { Packet, StreamFormat } from '../packet.js';
import type { Connection } from './connection.js';
import { SHORT_LOOK, type Tools } from './copy-program.js';
import { writeFailure } from './disk.js';
import { ProgramConnection, type ProgramRoute } from './program-connection.js';

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
 * nobody is shown the end of that. Once the stream has ended in order the playlist says so, and
 * players stop by themselves.
 *
 * @param path - ends in `.m3u8`; segments are called after it
 * @throws SothebaisError what `Connect` says, and `FOLDER_UNWRITABLE`
 */
export function createHlsConnect(
  tools: Tools,
  path: string,
): (format: StreamFormat, signal: AbortSignal) => Promise<HlsConnection> {
  const { dir, name } = parse(path);
  const segments = join(dir, `${name.replaceAll('%', '%%')}-%06d.ts`);
  let isFirstRun = true;
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
  return async (format, signal) =>
    new HlsConnection(await ProgramConnection.open(tools, route, format, signal), path);
}

/** A way into a playlist, which is closed only where the stream ends: it marks the end. */
class HlsConnection implements Connection {
  readonly ended: Promise<SothebaisError>;
  readonly #inner: ProgramConnection;
  readonly #path: string;
  #isLost = false;

  constructor(inner: ProgramConnection, path: string) {
    this.#inner = inner;
    this.#path = path;
    this.ended = inner.ended;
    void inner.ended.then(() => (this.#isLost = true));
  }

  get waitingBytes(): number {
    return this.#inner.waitingBytes;
  }

  get sentBytes(): number {
    return this.#inner.sentBytes;
  }

  /** The FFmpeg that runs now. */
  get pid(): number | undefined {
    return this.#inner.pid;
  }

  send(packet: Packet): void {
    this.#inner.send(packet);
  }

  begin(format: StreamFormat): void {
    this.#inner.begin(format);
  }

  async close(limitMs: number): Promise<void> {
    const wasLost = this.#isLost;
    const owedBytes = this.sentBytes + this.waitingBytes;
    await this.#inner.close(limitMs);
    // One that hangs is closed as well, and another goes on in its place.
    if (!wasLost && this.sentBytes >= owedBytes) await markEnd(this.#path);
  }
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
