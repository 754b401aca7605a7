import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProgram } from '../../../config/programs.js';
import { SothebaisError } from '../../../engine/domain/errors.js';
import type { ChildProgram, Processes } from '../../../engine/ports/processes.js';
import { pause } from '../../pause.js';
import type { Picture, Pixels } from '../../source/picture.js';
import { h264Level } from '../args.js';
import type { EncoderEvents, EncodingPlan, Put, StartEncoder, VideoEncoder } from '../encoder.js';
import { ChangeTracker } from './changes.js';
import { ScratchRing } from './scratch-ring.js';
import { createAnswerReader, writeBitrate, writeFrame, writeMap, type Answer } from './wire.js';

export interface NativeEncoderOptions {
  /** The built program, see `findNativeEncoder`. */
  readonly path: string;
  readonly processes: Processes;
  /** Private to the house; in memory where the machine allows. */
  readonly workDir: string;
}

/** Where set-up builds it, from the folder of the package. */
const BUILT = join('.tools', 'native', 'encode');
/** Frames on their way into the program at once: one that it encodes and one that is next. */
const IN_FLIGHT_MAX = 2;
/** Rings that stay mapped: a browser's, that of the browser before it, and our own. */
const RINGS_MAX = 3;
const OPEN_LIMIT_MS = 3_000;
const STOP_GRACE_MS = 200;
/** How much of what it said last is kept for the operator. */
const WORDS_MAX = 600;
const WORDS_LIMIT_MS = 100;

/** The path of the native encoder, or undefined where set-up could not build it. */
export function findNativeEncoder(): string | undefined {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && folder !== dirname(folder)) {
    folder = dirname(folder);
  }
  return findProgram(join(folder, BUILT));
}

/**
 * Compresses by a program of ours that maps the browser's ring: no pixel passes through Node, and
 * what did not change is not looked at. See `encode.c`.
 */
export function createNativeEncoder(options: NativeEncoderOptions): StartEncoder {
  return async (plan, events) => {
    const { widthPx, heightPx, fps, bitrateKbps, gopFrames } = plan;
    const args = [widthPx, heightPx, fps, bitrateKbps, gopFrames, h264Level(plan)];
    const child = await options.processes.start(options.path, args.map(String), {
      missing: 'ENCODER_MISSING',
    });
    const encoder = new NativeEncoder(child, plan, options.workDir, events);
    await encoder.open();
    return encoder;
  };
}

class NativeEncoder implements VideoEncoder {
  readonly name = 'native';
  readonly #child: ChildProgram;
  readonly #events: EncoderEvents;
  readonly #changes = new ChangeTracker();
  readonly #scratch: ScratchRing;
  /** The paths of the rings by their numbers, which are given in turn. */
  readonly #rings: string[] = [];
  readonly #queue: Put[] = [];
  readonly #configured = Promise.withResolvers<true>();
  #nextRing = 0;
  #inFlight = 0;
  #words = '';
  #isOpen = false;
  #stopping: Promise<void> | undefined;

  constructor(child: ChildProgram, plan: EncodingPlan, workDir: string, events: EncoderEvents) {
    this.#child = child;
    this.#events = events;
    const frameBytes = (plan.widthPx * plan.heightPx * 3) / 2;
    this.#scratch = new ScratchRing(
      workDir,
      `encoder-${child.pid}.i420`,
      frameBytes,
      IN_FLIGHT_MAX,
    );
  }

  /** @throws SothebaisError `ENCODER_FAILED` */
  async open(): Promise<void> {
    const read = createAnswerReader();
    this.#child.stdout.on('data', (piece: Buffer) => {
      let answers: readonly Answer[] = [];
      try {
        answers = read(piece);
      } catch (error) {
        this.#giveUp(error);
      }
      for (const answer of answers) this.#receive(answer);
      this.#pump();
    });
    this.#child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      this.#words = (this.#words + piece).slice(-WORDS_MAX);
    });
    const spoken = new Promise((resolve) => this.#child.stderr.once('end', resolve));
    const exited = this.#child.exited.then(async (code) => {
      // Its last words may come after its end.
      await Promise.race([spoken, pause(WORDS_LIMIT_MS)]);
      this.#scratch.close();
      const isLost = this.#isOpen && !this.#stopping;
      this.#stopping ??= Promise.resolve();
      if (isLost) this.#events.onLost(this.#failure(code));
      return code;
    });
    const began = await Promise.race([this.#configured.promise, exited, pause(OPEN_LIMIT_MS)]);
    if (began !== true) {
      await this.close();
      throw this.#failure(await exited);
    }
    this.#isOpen = true;
  }

  put(frame: Put): void {
    this.#queue.push(frame);
    this.#pump();
  }

  setBitrate(kbps: number): boolean {
    this.#child.stdin.write(writeBitrate(kbps));
    return true;
  }

  close(): Promise<void> {
    this.#queue.length = 0;
    return (this.#stopping ??= this.#child.stop(STOP_GRACE_MS));
  }

  #receive(answer: Answer): void {
    if (answer.kind === 'config') {
      this.#events.onConfig(answer.bytes);
      this.#configured.resolve(true);
    } else {
      this.#inFlight--;
      this.#events.onFrame(answer);
    }
  }

  #pump(): void {
    while (this.#inFlight < IN_FLIGHT_MAX && !this.#stopping) {
      const next = this.#queue.shift();
      if (!next) return;
      try {
        this.#encode(next);
      } catch (error) {
        // No room where the frame was to lie: that ends this encoder, and not the house.
        this.#giveUp(error);
        return;
      }
    }
  }

  #encode(next: Put): void {
    const change = this.#changes.next(next);
    const { path, offset } = this.#place(next.picture);
    this.#inFlight++;
    const ring = this.#ringOf(path);
    this.#child.stdin.write(writeFrame({ ring, offset, change, key: next.key }));
  }

  #giveUp(error: unknown): void {
    this.#queue.length = 0;
    this.#words = String(error);
    void this.#child.stop(0);
  }

  /** Where the frame lies; one that lies in no file, or in one that is gone, is copied into ours. */
  #place({ pixels }: Picture): NonNullable<Pixels['file']> {
    if (!pixels) throw new Error('A compressed picture cannot be encoded.');
    const { file } = pixels;
    if (file && (this.#rings.includes(file.path) || existsSync(file.path))) return file;
    return { path: this.#scratch.path, offset: this.#scratch.write(pixels) };
  }

  #ringOf(path: string): number {
    const known = this.#rings.indexOf(path);
    if (known >= 0) return known;
    const ring = this.#nextRing;
    this.#nextRing = (ring + 1) % RINGS_MAX;
    this.#rings[ring] = path;
    this.#child.stdin.write(writeMap(ring, path));
    return ring;
  }

  #failure(code: number | null): SothebaisError {
    const how = code === null ? 'was killed' : `ended with code ${code}`;
    const words = this.#words.trim().replaceAll(/\s+/g, ' ');
    return new SothebaisError(
      'ENCODER_FAILED',
      `The native encoder ${how}${words === '' ? '' : `, saying "${words}"`}; another one takes over.`,
      { details: { blame: 'ours' } },
    );
  }
}
