import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secret } from '../../config/secret.js';
import type { ChildProgram, Processes } from '../../engine/ports/processes.js';
import { buildEncoderArgs, keyPreset, type EncoderPlan } from './args.js';
import { createProgressReader, type Progress } from './progress.js';

export interface EncoderSettings {
  readonly plan: Omit<EncoderPlan, 'keyFile'>;
  readonly key?: Secret;
  readonly ffmpegPath: string;
  readonly processes: Processes;
  /** Private to the house; in memory where the machine allows. */
  readonly workDir: string;
}

/** How much of what FFmpeg said last is kept for the operator. */
const WORDS_MAX = 600;
const STOP_GRACE_MS = 300;

/** One run of FFmpeg, from its start to its exit. */
export class Encoder {
  readonly exited: Promise<number | null>;
  readonly #child: ChildProgram;
  readonly #key: Secret | undefined;
  #progress: Progress = { frames: 0, bytes: 0 };
  #words = '';
  #stopping: Promise<void> | undefined;

  private constructor(child: ChildProgram, key: Secret | undefined) {
    this.#child = child;
    this.#key = key;
    this.exited = child.exited;
    const read = createProgressReader();
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      this.#progress = read(piece) ?? this.#progress;
    });
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      this.#words = (this.#words + piece).slice(-4 * WORDS_MAX);
    });
  }

  /** @throws SothebaisError `ENCODER_MISSING` */
  static async start(settings: EncoderSettings): Promise<Encoder> {
    const keyFile = settings.key && (await writeKey(settings.workDir, settings.key));
    const args = buildEncoderArgs({
      ...settings.plan,
      ...(keyFile === undefined ? {} : { keyFile }),
    });
    const child = await settings.processes.start(settings.ffmpegPath, args, {
      missing: 'ENCODER_MISSING',
      pipes: 1,
    });
    const encoder = new Encoder(child, settings.key);
    if (keyFile !== undefined) {
      const forget = () => void rm(keyFile, { force: true });
      // FFmpeg has read its options by the time it reports progress.
      child.stdout.once('data', forget);
      void child.exited.then(forget);
    }
    return encoder;
  }

  get pid(): number {
    return this.#child.pid;
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** What FFmpeg said last, in one line, without the stream key. */
  get words(): string {
    const text = this.#words.trim().replaceAll(/\s+/g, ' ');
    const key = this.#key?.reveal();
    return (key ? text.replaceAll(key, '[secret]') : text).slice(-WORDS_MAX);
  }

  /** Resolves when FFmpeg has taken the tick's picture and sound, or is gone. */
  async write(picture: Buffer, sound: Buffer): Promise<void> {
    const [pipe] = this.#child.pipes;
    await Promise.race([
      this.exited,
      Promise.all([writeAll(this.#child.stdin, picture), pipe && writeAll(pipe, sound)]),
    ]);
  }

  /** Ends the stream in order: the last GOP, then the goodbye. Cut short after `limitMs`. */
  async finish(limitMs: number): Promise<void> {
    this.#child.stdin.end();
    for (const pipe of this.#child.pipes) pipe.end();
    const cut = setTimeout(() => void this.stop(), limitMs);
    await this.exited;
    clearTimeout(cut);
  }

  stop(): Promise<void> {
    return (this.#stopping ??= this.#child.stop(STOP_GRACE_MS));
  }
}

async function writeKey(folder: string, key: Secret): Promise<string> {
  const path = join(folder, 'encoder.fpre');
  await rm(path, { force: true });
  await writeFile(path, keyPreset(key.reveal()), { mode: 0o600, flag: 'wx' });
  return path;
}

/** Never resolves on a broken pipe: that is told by the exit that follows. */
function writeAll(pipe: NodeJS.WritableStream, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    pipe.write(bytes, (error) => {
      if (!error) resolve();
    });
  });
}
