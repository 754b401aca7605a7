import { SothebaisError } from '../../engine/domain/errors.js';
import type { AudioPacket, Packet, StreamFormat } from '../packet.js';
import type { Connection } from './connection.js';
import { CopyProgram, type Tools } from './copy-program.js';
import { flvHead, flvTag } from './flv.js';

/** What distinguishes the ways that lead through FFmpeg. */
export interface ProgramRoute {
  /** FFmpeg's output arguments, asked for anew for each of its runs. */
  readonly output: () => Promise<readonly string[]>;
  /** Options for reading the stream. */
  readonly input: readonly string[];
  /** Whether the connection stands only once FFmpeg has opened its output. */
  readonly awaitsOpening: boolean;
  /** Told of every run once its output stands or never will: it has read its options. */
  readonly onOpened?: () => void;
  /** How a run that ended by itself is to be told; `words` are FFmpeg's. */
  readonly failure: (code: number | null, words: string) => SothebaisError;
  /** A key frame that comes after so much of one run begins another. @default never */
  readonly runMs?: number;
}

/** A `Connect` that leads through FFmpeg. */
export type ProgramConnect = (
  format: StreamFormat,
  signal: AbortSignal,
) => Promise<ProgramConnection>;

/** How long a run may take to write its end before the next begins. */
const TURN_LIMIT_MS = 1_500;
/** An AAC frame without a sound in it, as `aacConfig` says: 48 kHz, stereo. */
const SILENCE = Buffer.from([0x21, 0x10, 0x04, 0x60, 0x8c, 0x1c]);
const AAC_FRAME_MS = 1024 / 48;
const SILENT_FRAMES = 6;

/**
 * A connection that leads through FFmpeg, which copies and never codes.
 *
 * Each of its runs has a clock of its own, which begins near 0 with a key frame. A change of format,
 * and the end of a run's time, let one run end and the next begin; what comes between waits here.
 */
export class ProgramConnection implements Connection {
  readonly ended: Promise<SothebaisError>;
  readonly #tools: Tools;
  readonly #route: ProgramRoute;
  #format: StreamFormat;
  #run: CopyProgram | undefined;
  /** What the newest run is to get; it is starting, or waits for those before it to end. */
  #pending: Buffer[] = [];
  /** Of all runs that have not begun. */
  #pendingBytes = 0;
  #bytesBefore = 0;
  /** The programme's time at which the run's clock is at 0; unknown before its first packet. */
  #zeroMs: number | undefined;
  #leadMs = 0;
  #hasNewFormat = false;
  #turn: Promise<void> = Promise.resolve();
  /** When it must have ended, once somebody closes it. */
  #endMs = Infinity;
  #end: (error: SothebaisError) => void = () => undefined;

  private constructor(tools: Tools, route: ProgramRoute, format: StreamFormat) {
    this.#tools = tools;
    this.#route = route;
    this.#format = format;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** @throws SothebaisError `ENCODER_MISSING`, and what the route makes of a run that fails */
  static async open(
    tools: Tools,
    route: ProgramRoute,
    format: StreamFormat,
    signal: AbortSignal,
  ): Promise<ProgramConnection> {
    const connection = new ProgramConnection(tools, route, format);
    connection.#head();
    const stop = () => void connection.close(0);
    signal.addEventListener('abort', stop);
    try {
      await connection.#start(connection.#pending);
      await connection.#opened();
      return connection;
    } catch (cause) {
      throw connection.#named(cause);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  get waitingBytes(): number {
    return this.#pendingBytes + (this.#run?.waitingBytes ?? 0);
  }

  get sentBytes(): number {
    return this.#bytesBefore + (this.#run?.sentBytes ?? 0);
  }

  /** The FFmpeg that runs now. */
  get pid(): number | undefined {
    return this.#run?.pid;
  }

  begin(format: StreamFormat): void {
    this.#format = format;
    this.#hasNewFormat = true;
  }

  send(packet: Packet): void {
    if (packet.kind === 'video' && packet.isKey && this.#isTurnDue(packet.atMs)) this.#turnOver();
    this.#zeroMs ??= packet.atMs - this.#leadMs;
    // What was late may lie before the run's beginning.
    this.#write(flvTag({ ...packet, atMs: Math.max(0, packet.atMs - this.#zeroMs) }));
  }

  /** Ends in order, and tells `error` as the reason. */
  async giveUp(error: SothebaisError): Promise<void> {
    await this.#finish(TURN_LIMIT_MS);
    this.#end(error);
  }

  async close(limitMs: number): Promise<void> {
    await this.#finish(limitMs);
    this.#end(new SothebaisError('INTERRUPTED', 'The connection was closed.'));
  }

  async #finish(limitMs: number): Promise<void> {
    this.#endMs = Math.min(this.#endMs, performance.now() + limitMs);
    await this.#turn;
    await this.#run?.finish(this.#leftMs);
  }

  get #leftMs(): number {
    return Math.max(0, this.#endMs - performance.now());
  }

  get #isClosing(): boolean {
    return this.#endMs < Infinity;
  }

  #isTurnDue(atMs: number): boolean {
    const ranMs = this.#run ? atMs - (this.#zeroMs ?? atMs) : 0;
    return this.#hasNewFormat || ranMs >= (this.#route.runMs ?? Infinity);
  }

  #turnOver(): void {
    const before = this.#run;
    this.#run = undefined;
    this.#hasNewFormat = false;
    this.#zeroMs = undefined;
    const pending = (this.#pending = []);
    this.#head();
    this.#turn = this.#turn
      .then(() => this.#replace(before, pending))
      .catch((cause: unknown) => this.#end(this.#named(cause)));
    if (before) this.#bytesBefore += before.sentBytes + before.waitingBytes;
  }

  /** @param before - undefined where that has not even begun: its start ends it */
  async #replace(before: CopyProgram | undefined, pending: Buffer[]): Promise<void> {
    await before?.finish(TURN_LIMIT_MS);
    // What waits for the next run is the end of the stream where it is closed meanwhile.
    if (this.#leftMs > 0) await this.#start(pending);
  }

  #named(cause: unknown): SothebaisError {
    return cause instanceof SothebaisError ? cause : this.#route.failure(null, String(cause));
  }

  /** Starts the run for what is pending, and ends it again where another one is due already. */
  async #start(pending: Buffer[]): Promise<void> {
    const { input, output, onOpened, failure } = this.#route;
    const starting = output().then((args) => CopyProgram.start(this.#tools, input, args));
    const run = await starting.catch((cause: unknown) => {
      onOpened?.();
      throw cause;
    });
    void run.opened.then(onOpened);
    for (const bytes of pending.splice(0)) {
      run.write(bytes);
      this.#pendingBytes -= bytes.length;
    }
    if (pending !== this.#pending) {
      this.#bytesBefore += run.waitingBytes;
      await run.finish(Math.min(TURN_LIMIT_MS, this.#leftMs));
      return;
    }
    this.#run = run;
    void run.exited.then((code) => {
      if (run === this.#run && !this.#isClosing) this.#end(failure(code, run.words));
    });
    if (this.#isClosing) await run.finish(this.#leftMs);
  }

  async #opened(): Promise<void> {
    const run = this.#run;
    if (!this.#route.awaitsOpening || !run || (await run.opened)) return;
    throw this.#route.failure(await run.exited, run.words);
  }

  /** FFmpeg opens its output once it has read a packet or two: silence will do. */
  #head(): void {
    this.#write(flvHead(this.#format));
    if (!this.#route.awaitsOpening) return;
    for (let frame = 0; frame < SILENT_FRAMES; frame++) {
      const silence: AudioPacket = { kind: 'audio', atMs: frame * AAC_FRAME_MS, bytes: SILENCE };
      this.#write(flvTag(silence));
    }
    this.#leadMs = SILENT_FRAMES * AAC_FRAME_MS;
  }

  #write(bytes: Buffer): void {
    if (this.#run) {
      this.#run.write(bytes);
      return;
    }
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
  }
}
