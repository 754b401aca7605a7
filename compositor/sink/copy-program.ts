import type { ChildProgram, Processes } from '../../engine/ports/processes.js';
import { pause } from '../pause.js';

/** What it takes to run FFmpeg beside the house. */
export interface Tools {
  readonly ffmpegPath: string;
  readonly processes: Processes;
  /** Private to the house; in memory where the machine allows. */
  readonly workDir: string;
}

/**
 * How to read a stream that begins with a key frame: FFmpeg takes the size of the picture from that
 * and waits for nothing, neither for more frames nor for a sound that may never come.
 */
export const SHORT_LOOK: readonly string[] = [
  ...['-probesize', '2048', '-analyzeduration', '0', '-fpsprobesize', '0'],
];

const WORDS_MAX = 600;
const WORDS_LIMIT_MS = 200;
const STOP_GRACE_MS = 300;

/** One run of FFmpeg that copies an FLV stream on its standard input elsewhere, uncoded. */
export class CopyProgram {
  /** Resolves once what it writes to stands, or with false when it ended before that. */
  readonly opened: Promise<boolean>;
  /** Resolves with the exit code, or null after a signal. */
  readonly exited: Promise<number | null>;
  readonly #child: ChildProgram;
  #waitingBytes = 0;
  #sentBytes = 0;
  #words = '';

  private constructor(child: ChildProgram) {
    this.#child = child;
    child.stdout.resume();
    const said = new Promise<void>((resolve) => child.stderr.once('end', resolve));
    this.exited = child.exited.then(async (code) => {
      // Its last words may come after its end.
      await Promise.race([said, pause(WORDS_LIMIT_MS)]);
      return code;
    });
    this.opened = new Promise((resolve) => {
      child.stderr.setEncoding('utf8').on('data', (piece: string) => {
        this.#words = (this.#words + piece).slice(-8 * WORDS_MAX);
        if (this.#words.includes('Output #0')) resolve(true);
      });
      void this.exited.then(() => resolve(false));
    });
  }

  /**
   * @param input - options for reading the stream, before `-i`
   * @param output - all of what follows the input
   * @throws SothebaisError `ENCODER_MISSING`
   */
  static async start(
    { ffmpegPath, processes }: Tools,
    input: readonly string[],
    output: readonly string[],
  ): Promise<CopyProgram> {
    const quiet = ['-hide_banner', '-loglevel', 'level+info', '-nostats', '-nostdin'];
    const from = [...input, '-f', 'flv', '-i', 'pipe:0', '-map', '0:v', '-map', '0:a'];
    // What comes is in order: without any sound FFmpeg would else hold the picture for ten seconds.
    const how = ['-c', 'copy', '-flush_packets', '1', '-max_interleave_delta', '300000'];
    const args = [...quiet, ...from, ...how, ...output];
    return new CopyProgram(await processes.start(ffmpegPath, args, { missing: 'ENCODER_MISSING' }));
  }

  get pid(): number {
    return this.#child.pid;
  }

  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** What it has taken off its input. It reads no more than it can write. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  /** What it and its libraries said went wrong, in one line. */
  get words(): string {
    const wrong = this.#words.split('\n').filter((line) => /\[(error|fatal)\]|SRT/.test(line));
    const plain = wrong.map((line) =>
      line.replaceAll(/\[[\w ]+ @ 0x\w+\] |\[(error|fatal)\] /g, ''),
    );
    return plain.join(' ').replaceAll(/\s+/g, ' ').trim().slice(-WORDS_MAX);
  }

  write(bytes: Buffer): void {
    this.#waitingBytes += bytes.length;
    this.#child.stdin.write(bytes, (error) => {
      this.#waitingBytes -= bytes.length;
      if (!error) this.#sentBytes += bytes.length;
    });
  }

  /** Has it write what it holds and end. Cut short after `limitMs`. */
  async finish(limitMs: number): Promise<void> {
    this.#child.stdin.end();
    const cut = setTimeout(() => void this.#child.stop(STOP_GRACE_MS), limitMs);
    await this.exited;
    clearTimeout(cut);
  }
}
