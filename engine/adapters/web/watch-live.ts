import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';

/** The file name that viewers ask for first. */
export const PLAYLIST = 'program.m3u8';

/** A file right in the folder, of a kind that HLS is made of: no path leads anywhere else. */
const FILE = /^(?:[\w-]+\.(?:m3u8|ts|m4s)|init\.mp4)$/;

const TYPES: Readonly<Record<string, string>> = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.ts': 'video/mp2t',
  '.m4s': 'video/iso.segment',
  '.mp4': 'video/mp4',
};

const PLAYLIST_LIMIT_MS = 8_000;
const LOOK_EVERY_MS = 100;
/** A playlist that nobody has written for so long is of a stream that is over. */
const STALE_MS = 15_000;

/** Where the stream is, and who is told that somebody watches it. */
export interface LivePictureOptions {
  /** Where the HLS destination writes `PLAYLIST` and its segments. */
  readonly liveDir: string;
  /** Told of every look at the playlist: somebody watches, and HLS is to be made. */
  readonly wanted: () => void;
  /** Whether the stream is on air. */
  readonly isOnAir: () => boolean;
  /** How long a look at the playlist waits for it, in milliseconds. @default 8000 */
  readonly playlistLimitMs?: number;
}

/** Serves the stream, which is made while somebody asks for it. Nothing of it is to be kept. */
export function livePicture(options: LivePictureOptions): Hono {
  const { liveDir, wanted, isOnAir, playlistLimitMs = PLAYLIST_LIMIT_MS } = options;
  const live = new Hono();
  live.get('/:file', async (context) => {
    const file = context.req.param('file');
    context.header('cache-control', 'no-store');
    if (!FILE.test(file)) return context.body(null, 404);
    const path = join(liveDir, file);
    if (file === PLAYLIST) {
      if (!isOnAir()) return context.body(null, 404);
      wanted();
      const isThere = await written(path, playlistLimitMs, context.req.raw.signal);
      if (!isThere) return context.body(null, 503, { 'retry-after': '2' });
    }
    const bytes = await readFile(path).catch(() => undefined);
    if (!bytes) return context.body(null, 404);
    return context.body(new Uint8Array(bytes), 200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    });
  });
  return live;
}

/** Waits until a file is there that is being written still. */
async function written(path: string, limitMs: number, signal: AbortSignal): Promise<boolean> {
  const endMs = performance.now() + limitMs;
  do {
    const found = await stat(path).catch(() => undefined);
    if (found && found.size > 0 && Date.now() - found.mtimeMs < STALE_MS) return true;
    await sleep(LOOK_EVERY_MS);
  } while (performance.now() < endMs && !signal.aborted);
  return false;
}
