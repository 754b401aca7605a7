import { SothebaisError } from '../../engine/domain/errors.js';
import type { ChildProgram, Processes } from '../../engine/ports/processes.js';
import { createFlvReader, type FlvTag } from '../sink/flv.js';

interface FilterEvents {
  onTag(tag: FlvTag): void;
  /** It has ended by itself. */
  onLost(error: SothebaisError): void;
}

/** How much of what FFmpeg said last is kept for the operator. */
const WORDS_MAX = 600;
const STOP_GRACE_MS = 200;

/** A run of FFmpeg with raw media on its stdin and FLV on its stdout. */
export class Filter {
  readonly #child: ChildProgram;
  readonly #name: string;
  #words = '';
  #stopping: Promise<void> | undefined;

  private constructor(child: ChildProgram, name: string, events: FilterEvents) {
    this.#child = child;
    this.#name = name;
    const reader = createFlvReader();
    child.stdout.on('data', (piece: Buffer) => {
      let tags: readonly FlvTag[] = [];
      try {
        tags = reader.feed(piece);
      } catch (error) {
        this.#words = String(error);
        void child.stop(0);
      }
      for (const tag of tags) events.onTag(tag);
    });
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      this.#words = (this.#words + piece).slice(-WORDS_MAX);
    });
    void child.exited.then((code) => {
      if (!this.#stopping) events.onLost(this.#lost(code));
    });
  }

  /** @throws SothebaisError `ENCODER_MISSING` */
  static async start(
    options: {
      readonly processes: Processes;
      readonly ffmpegPath: string;
      readonly args: readonly string[];
      /** The subject of a sentence that tells of its end. */
      readonly name: string;
    },
    events: FilterEvents,
  ): Promise<Filter> {
    const { processes, ffmpegPath, args, name } = options;
    const child = await processes.start(ffmpegPath, args, { missing: 'ENCODER_MISSING' });
    return new Filter(child, name, events);
  }

  /** @param onTaken - called once FFmpeg has taken the bytes; never, where it ends before */
  write(bytes: Buffer, onTaken?: () => void): void {
    this.#child.stdin.write(bytes, (error) => {
      if (!error) onTaken?.();
    });
  }

  close(): Promise<void> {
    return (this.#stopping ??= this.#child.stop(STOP_GRACE_MS));
  }

  #lost(code: number | null): SothebaisError {
    const how = code === null ? 'was killed' : `ended with code ${code}`;
    const words = this.#words.trim().replaceAll(/\s+/g, ' ');
    return new SothebaisError(
      'ENCODER_FAILED',
      `${this.#name} ${how}${words === '' ? '' : `, saying "${words}"`}; another one takes over.`,
      { details: { blame: 'ours' } },
    );
  }
}
