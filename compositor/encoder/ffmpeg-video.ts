import type { SothebaisError } from '../../engine/domain/errors.js';
import { invariant } from '../../engine/domain/invariant.js';
import type { Processes } from '../../engine/ports/processes.js';
import { buildVideoArgs, type VideoCodec } from './args.js';
import type { EncoderEvents, EncodingPlan, Put, StartEncoder, VideoEncoder } from './encoder.js';
import { readAvcTag } from './flv-body.js';
import { Filter } from './filter.js';

/** Frames on their way into FFmpeg at once: one that it reads and one that is next. */
const WRITES_MAX = 2;

/** Compresses by one of FFmpeg's encoders, which is given whole frames over a pipe. */
export function createFfmpegEncoder(options: {
  readonly ffmpegPath: string;
  readonly processes: Processes;
  readonly codec: VideoCodec;
}): StartEncoder {
  return async (plan, events) => {
    const args = buildVideoArgs(plan, options.codec);
    const encoder = new FfmpegEncoder(options.codec, plan, events);
    await encoder.open(options, args);
    return encoder;
  };
}

class FfmpegEncoder implements VideoEncoder {
  readonly name: string;
  readonly #events: EncoderEvents;
  readonly #frameBytes: number;
  readonly #spare: Buffer[] = [];
  readonly #queue: Put[] = [];
  #filter: Filter | undefined;
  #writing = 0;

  constructor(name: string, { widthPx, heightPx }: EncodingPlan, events: EncoderEvents) {
    this.name = name;
    this.#events = events;
    this.#frameBytes = (widthPx * heightPx * 3) / 2;
  }

  async open(
    programs: { readonly ffmpegPath: string; readonly processes: Processes },
    args: readonly string[],
  ): Promise<void> {
    this.#filter = await Filter.start(
      { ...programs, args, name: 'The encoder of the picture' },
      {
        onTag: ({ kind, body }) => {
          if (kind !== 'video') return;
          const read = readAvcTag(body);
          if (read.kind === 'config') this.#events.onConfig(read.bytes);
          else if (read.kind === 'frame') this.#events.onFrame(read);
        },
        onLost: (error: SothebaisError) => this.#events.onLost(error),
      },
    );
  }

  put(frame: Put): void {
    this.#queue.push(frame);
    this.#pump();
  }

  setBitrate(): boolean {
    return false;
  }

  async close(): Promise<void> {
    this.#queue.length = 0;
    await this.#filter?.close();
  }

  #pump(): void {
    while (this.#writing < WRITES_MAX) {
      const next = this.#queue.shift();
      if (!next) return;
      const bytes = this.#spare.pop() ?? Buffer.allocUnsafeSlow(this.#frameBytes);
      const { pixels } = next.picture;
      invariant(pixels !== undefined, 'an encoder of pixels is given no compressed picture');
      pixels.read(bytes);
      this.#writing++;
      this.#filter?.write(bytes, () => {
        this.#spare.push(bytes);
        this.#writing--;
        this.#pump();
      });
    }
  }
}
