import { setPriority } from 'node:os';
import type { ChildProgram, Processes } from '../../engine/ports/processes.js';
import { flvHead } from '../sink/flv.js';
import type { StreamFormat } from '../packet.js';
import type { Heard } from './judge-sound.js';
import { GRID, LOOK_BYTES } from './look.js';

/** What a decoder found out about the picture that it gives. */
export interface Seen extends Facts {
  /** See `readLook`. */
  readonly bytes: Uint8Array;
}

interface Facts {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Its time on the programme's clock, to a millisecond. */
  readonly atMs: number;
}

export interface DecoderEvents {
  /** About four times a second. */
  onSeen(seen: Seen): void;
  /** A quarter of a second at a time. */
  onHeard(heard: Heard): void;
  /** It has ended by itself, with its last words. Told once. */
  onEnded(words: string): void;
}

/**
 * Every frame must be decoded, since each builds on the one before; the rest is done four times a
 * second. The loop filter stays: without it 4 % of the work is saved, and the error that adds up
 * until the next key frame looks like motion there.
 */
const PICTURE_FILTER =
  [
    'select=isnan(prev_selected_t)+gte(t-prev_selected_t\\,0.24)',
    // Says the size and the time of what goes on from here.
    'showinfo=checksum=0,split[whole][top]',
  ].join(',') +
  `;[whole]scale=${GRID.columns}:${GRID.rows}:flags=area,format=gray[grid]` +
  // A narrow picture holds no whole strip; what is missing is filled up, and reads as none.
  `;[top]crop=min(iw\\,1024):16:0:0,pad=1024:16,scale=${GRID.columns}:1:flags=area,format=gray[strips]` +
  ';[grid][strips]vstack[looks]';

const DECODER_ARGS: readonly string[] = [
  ...['-hide_banner', '-nostats', '-loglevel', 'level+info', '-nostdin'],
  ...['-probesize', '32', '-analyzeduration', '0', '-copyts'],
  ...['-threads', '1', '-flags', 'low_delay', '-flags2', '+fast'],
  ...['-f', 'flv', '-i', 'pipe:0', '-filter_complex_threads', '1'],
  ...['-filter_complex', `[0:v]${PICTURE_FILTER}`, '-map', '[looks]', '-fps_mode', 'passthrough'],
  ...['-f', 'rawvideo', '-flush_packets', '1', 'pipe:1'],
  ...['-map', '0:a', '-ar', '48000', '-ac', '2', '-f', 's16le', '-flush_packets', '1', 'pipe:3'],
];

const CHANNELS = 2;
const BLOCK_BYTES = 12_000 * CHANNELS * Int16Array.BYTES_PER_ELEMENT;
/** Picture and encoder come first; but a watch that never gets a processor is none. */
const LOW_PRIORITY = 5;
const WORDS_MAX = 300;
const STOP_GRACE_MS = 200;

/** A run of FFmpeg that decodes the stream as a viewer's player does, and gives little of it. */
export class Decoder {
  readonly #events: DecoderEvents;
  readonly #started: Promise<ChildProgram | undefined>;
  #child: ChildProgram | undefined;
  /** What came before the program stood. */
  #early: Buffer[] = [];
  #waitingBytes = 0;
  #isClosed = false;
  /** Of what FFmpeg says, the last complaint, and the line that is not whole yet. */
  #words = '';
  #line = '';
  /** They come by two pipes, in the same order, one of each for every look. */
  readonly #facts: Facts[] = [];
  readonly #pictures: Uint8Array[] = [];

  constructor(
    settings: { readonly processes: Processes; readonly ffmpegPath: string },
    format: StreamFormat,
    events: DecoderEvents,
  ) {
    this.#events = events;
    this.write(flvHead(format));
    this.#started = settings.processes
      .start(settings.ffmpegPath, DECODER_ARGS, { missing: 'ENCODER_MISSING', pipes: 1 })
      .then((child) => this.#adopt(child))
      .catch((cause: unknown) => {
        this.#end(cause instanceof Error ? cause.message : String(cause));
        return undefined;
      });
  }

  /** Bytes that it has not taken yet. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  write(bytes: Buffer): void {
    if (this.#isClosed) return;
    this.#waitingBytes += bytes.length;
    if (this.#child) this.#pass(this.#child, bytes);
    else this.#early.push(bytes);
  }

  /** Ends it; nothing is told from now on. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#early = [];
    const child = await this.#started;
    await child?.stop(STOP_GRACE_MS);
  }

  #adopt(child: ChildProgram): ChildProgram {
    try {
      setPriority(child.pid, LOW_PRIORITY);
    } catch {
      // It is gone already, which `exited` tells, or the system has no priorities.
    }
    this.#child = child;
    for (const bytes of this.#early.splice(0)) this.#pass(child, bytes);
    inBlocks(child.stdout, LOOK_BYTES, (bytes) => {
      this.#pictures.push(bytes);
      this.#pair();
    });
    const sound = child.pipes[0];
    if (sound) inBlocks(sound, BLOCK_BYTES, (bytes) => this.#hear(bytes));
    child.stderr.setEncoding('utf8').on('data', (piece: string) => this.#note(piece));
    void child.exited.then(() => this.#end(this.#words));
    return child;
  }

  #pass(child: ChildProgram, bytes: Buffer): void {
    child.stdin.write(bytes, () => (this.#waitingBytes -= bytes.length));
  }

  #hear(bytes: Uint8Array): void {
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
    if (!this.#isClosed) this.#events.onHeard({ samples, channels: CHANNELS });
  }

  /** Takes the facts of the newest picture out of what FFmpeg says. */
  #note(piece: string): void {
    const lines = (this.#line + piece).split('\n');
    this.#line = lines.pop() ?? '';
    for (const line of lines) {
      const facts = parseFacts(line);
      if (facts) this.#facts.push(facts);
      else if (isComplaint(line)) this.#words = line.trim().slice(0, WORDS_MAX);
    }
    this.#pair();
  }

  #pair(): void {
    while (this.#facts.length > 0 && this.#pictures.length > 0) {
      const facts = this.#facts.shift();
      const bytes = this.#pictures.shift();
      if (facts && bytes && !this.#isClosed) this.#events.onSeen({ bytes, ...facts });
    }
  }

  #end(words: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#events.onEnded(words);
  }
}

/** Gives what is read in pieces of `size` bytes, each in memory of its own. */
function inBlocks(
  stream: NodeJS.ReadableStream,
  size: number,
  onBlock: (block: Uint8Array) => void,
): void {
  let block = new Uint8Array(size);
  let filled = 0;
  stream.on('data', (piece: Buffer) => {
    for (let at = 0; at < piece.length;) {
      const part = piece.subarray(at, at + size - filled);
      block.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < size) continue;
      onBlock(block);
      block = new Uint8Array(size);
      filled = 0;
    }
  });
}

/** Whether a line, which begins with its level, says that something went wrong. */
const isComplaint = (line: string): boolean => /\[(warning|error|fatal)\]/.test(line);

/** Reads a line of FFmpeg's `showinfo`; undefined for another. */
function parseFacts(line: string): { widthPx: number; heightPx: number; atMs: number } | undefined {
  const found = /showinfo.* pts_time:(\S+).* s:(\d+)x(\d+) /.exec(line);
  if (!found) return undefined;
  const [, seconds, width, height] = found;
  return { widthPx: Number(width), heightPx: Number(height), atMs: Number(seconds) * 1_000 };
}
