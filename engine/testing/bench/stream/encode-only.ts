import { closeSync, openSync, writeSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { AUDIO_KBPS, buildVideoArgs } from '../../../../compositor/encoder/args.js';
import type { EncodingPlan } from '../../../../compositor/encoder/encoder.js';
import type { Picture } from '../../../../compositor/source/picture.js';
import { startStageSource } from '../../../../compositor/source/stage-source.js';
import { openWorkDir } from '../../../../compositor/work-dir.js';
import { SothebaisError } from '../../../domain/errors.js';
import type { Closeable } from '../../../ports/closeable.js';
import { GOP_SECONDS, SHOWS } from './live-run.js';
import type { AskedPicture } from './picture-flags.js';
import type { Site } from './site.js';

/** Where in the show the window of a run begins: its start and its warm-up are over. */
const SKIPPED_SECONDS = 4.5;
/** So much of the memory folder may be filled, and no more than this. */
const SHARE_OF_FREE = 0.25;
const BYTES_MAX = 3 * 2 ** 30;
const SLOTS = 3;

/** The very frames of the show, uncompressed, in memory: what FFmpeg alone is measured on. */
export class RawShow implements Closeable {
  /** How much of the show it holds. */
  readonly seconds: number;
  readonly #site: Site;
  readonly #plan: EncodingPlan;
  readonly #file: string;
  readonly #clearUp: () => Promise<void>;

  private constructor(
    site: Site,
    plan: EncodingPlan,
    made: {
      readonly seconds: number;
      readonly file: string;
      readonly clearUp: () => Promise<void>;
    },
  ) {
    this.seconds = made.seconds;
    this.#site = site;
    this.#plan = plan;
    this.#file = made.file;
    this.#clearUp = made.clearUp;
  }

  /**
   * Has the stage draw `seconds` of the show, or as many as there is room for, at the times that
   * the frames of a run have.
   */
  static async record(
    site: Site,
    picture: AskedPicture,
    artworks: ReadonlyMap<string, string>,
    seconds: number,
  ): Promise<RawShow> {
    const { widthPx, heightPx, fps } = picture;
    const frameBytes = (widthPx * heightPx * 3) / 2;
    const work = await openWorkDir(join(site.dir, 'scratch'));
    try {
      const { bavail, bsize } = await statfs(work.path);
      const room = Math.min(bavail * bsize * SHARE_OF_FREE, BYTES_MAX);
      const frames = Math.floor(Math.min(seconds * fps, room / frameBytes));
      const plan = { ...picture, gopFrames: fps * GOP_SECONDS };
      const file = join(work.path, 'show.i420');
      await draw({ ...site, ...plan, artworks, workDir: work.path }, { file, frames, frameBytes });
      return new RawShow(site, plan, {
        ...{ seconds: frames / fps, file, clearUp: () => work.close() },
      });
    } catch (cause) {
      await work.close();
      throw cause;
    }
  }

  /**
   * Encodes it by FFmpeg alone, with the settings of the stream and a silent track, as fast as it
   * goes.
   *
   * @returns the processor time that it took, in seconds
   */
  async encode(): Promise<number> {
    const { processes, ffmpegPath } = this.#site;
    const args = buildAloneArgs(this.#plan, this.#file, this.seconds);
    const child = await processes.start(ffmpegPath, args, { missing: 'ENCODER_MISSING' });
    child.stdout.resume();
    const [words, code] = await Promise.all([text(child.stderr), child.exited]);
    const [, user, system] = /bench: utime=([\d.]+)s stime=([\d.]+)s/.exec(words) ?? [];
    if (code === 0 && user !== undefined) return Number(user) + Number(system);
    throw new SothebaisError('ENCODER_FAILED', `FFmpeg alone did not encode: ${words.trim()}`);
  }

  close(): Promise<void> {
    return this.#clearUp();
  }
}

/** The arguments of the stream's own encoder, reading a file, with a silent track, measuring itself. */
export function buildAloneArgs(plan: EncodingPlan, file: string, seconds: number): string[] {
  const args = buildVideoArgs(plan, 'libx264');
  const input = args.indexOf('pipe:0');
  const output = args.indexOf('-flvflags');
  return [
    ...[...args.slice(0, input), file],
    ...['-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=stereo'],
    ...args.slice(input + 1, output),
    ...['-c:a', 'aac', '-profile:a', 'aac_low', '-b:a', `${AUDIO_KBPS}k`, '-t', String(seconds)],
    ...['-loglevel', 'info', '-benchmark', '-flvflags', 'no_duration_filesize'],
    ...['-f', 'flv', '-y', '/dev/null'],
  ];
}

type StageSettings = Omit<Parameters<typeof startStageSource>[0], 'slots' | 'counter'>;

async function draw(
  settings: StageSettings & AskedPicture & Site,
  target: { readonly file: string; readonly frames: number; readonly frameBytes: number },
): Promise<void> {
  const { fps, scene, clock, signal } = settings;
  const startMs = clock.now();
  const states = SHOWS[scene](startMs)[Symbol.iterator]();
  let coming = states.next();
  if (coming.done) return;
  let answer = Promise.withResolvers<Picture | undefined>();
  const lose = (error: SothebaisError) => answer.reject(error);
  const source = await startStageSource(
    { ...settings, counter: true, slots: SLOTS },
    ...(['frames', 'ring', coming.value.show] as const),
    {
      onPicture: (_tick, picture) => answer.resolve(picture),
      onUndrawn: () => answer.resolve(undefined),
      ...{ onLost: lose, onTrouble: lose },
    },
  );
  const out = openSync(target.file, 'w');
  const bytes = Buffer.alloc(target.frameBytes);
  try {
    const skipped = Math.round(SKIPPED_SECONDS * fps);
    for (let tick = 0; tick < skipped + target.frames; tick++) {
      signal.throwIfAborted();
      const nowMs = startMs + (tick * 1_000) / fps;
      for (; !coming.done && coming.value.atMs <= nowMs; coming = states.next()) {
        source.publish(coming.value.show);
      }
      answer = Promise.withResolvers();
      source.ask(tick, nowMs);
      const picture = await answer.promise;
      picture?.pixels?.read(bytes);
      picture?.release();
      if (tick >= skipped) writeSync(out, bytes);
    }
  } finally {
    closeSync(out);
    await source.close();
  }
}
