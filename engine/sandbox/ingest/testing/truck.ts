import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProgram, type ProgramOptions } from '../../../../compositor/program.js';
import { readCounters } from '../../../../compositor/watch/counter.js';
import { Secret } from '../../../../config/secret.js';
import { createProcesses } from '../../../adapters/process/processes.js';
import type { SothebaisError } from '../../../domain/errors.js';
import type { Instant } from '../../../domain/ids.js';
import type { ShowState } from '../../../domain/show.js';
import type { Program } from '../../../ports/program.js';
import { startIngest, type Ingest } from '../start-ingest.js';

export const KEY = 'live_e2e-key-Zz9';
const processes = createProcesses();
const clock = { now: () => Date.now() as Instant };

/** The test card: something moves in every frame. */
export const aShow = (revision: number): ShowState => ({
  revision,
  scene: 'test-card',
  sceneSinceMs: 0,
  auction: {
    ...{ title: 'Evening', subtitle: '', lotCount: 1 },
    ...{ doorsAtMs: 0, soldCount: 0, totalEth: '0' },
  },
  catalogue: [],
  host: { name: 'Aurelia', mood: 'idle' },
  live: { watching: 1 },
  howToBid: { text: 'Reply.', example: 'bid 1 ETH' },
});

/** What was received, as a program that is not ours tells it. */
export interface Judged {
  readonly counters: readonly number[];
  readonly distinct: number;
  readonly seconds: number;
  readonly streams: string;
  readonly colour: string;
  /** Seconds between key frames. */
  readonly gops: readonly number[];
  /** How often somebody began to publish. */
  readonly connections: number;
}

/** A truck with the ingest that it sends to, through a line that can be listened to and cut. */
export class Truck {
  readonly dir = mkdtempSync(join(tmpdir(), 'truck-'));
  readonly troubles: SothebaisError[] = [];
  readonly #line: Server;
  readonly #sockets = new Set<Socket>();
  #ingest: Ingest | undefined;
  #program: Program | undefined;
  #heardMs = 0;
  #longestMs = 0;

  private constructor() {
    this.#line = createServer((publisher) => this.#join(publisher));
  }

  static async open(): Promise<Truck> {
    const truck = new Truck();
    const onTrouble = (error: SothebaisError) => void truck.troubles.push(error);
    const { dir } = truck;
    truck.#ingest = await startIngest({ processes, ffmpegPath: 'ffmpeg', dir, clock, onTrouble });
    await new Promise<void>((resolve) => truck.#line.listen(0, '127.0.0.1', resolve));
    return truck;
  }

  get ingest(): Ingest {
    if (!this.#ingest) throw new Error('The truck has no ingest.');
    return this.#ingest;
  }

  /** The ingest behind the line. */
  get url(): string {
    return `rtmp://127.0.0.1:${(this.#line.address() as AddressInfo).port}/live`;
  }

  options(over: Partial<ProgramOptions> = {}): ProgramOptions {
    return {
      ...{ widthPx: 640, heightPx: 360, fps: 30, counter: true, backend: 'frames' },
      ...{ chromiumPath: 'chromium', ffmpegPath: 'ffmpeg', bitrateKbps: 1_500, gopSeconds: 3 },
      overlaysDir: fileURLToPath(new URL('../../../../dist/overlays', import.meta.url)),
      artworks: new Map(),
      destinations: [{ id: 'main', url: this.url, key: new Secret(KEY) }],
      recording: { diskFloorBytes: 1_000_000 },
      selfWatch: false,
      ...{ processes, clock, firstShow: aShow(1), scratchDir: join(this.dir, 'scratch') },
      onTrouble: (error) => void this.troubles.push(error),
      ...over,
    };
  }

  async start(over: Partial<ProgramOptions> = {}): Promise<Program> {
    this.#program = await startProgram(this.options(over));
    return this.#program;
  }

  /** Begins to listen for silence on the line. */
  listen(): void {
    this.#heardMs = performance.now();
    this.#longestMs = 0;
  }

  /** The longest that nothing came over the line since `listen`, in milliseconds. */
  get longestSilenceMs(): number {
    return Math.max(this.#longestMs, performance.now() - this.#heardMs);
  }

  /** Cuts every connection there is, as a network does that goes away. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async judge(): Promise<Judged> {
    const file = join(this.dir, 'recording.mp4');
    await this.ingest.finish(file, 20_000);
    const connections = readdirSync(this.dir).filter((name) => name.startsWith('part-')).length;
    return { ...(await judgeFile(file)), connections };
  }

  async close(): Promise<void> {
    await this.#program?.close();
    this.cut();
    await new Promise((resolve) => this.#line.close(resolve));
    await this.ingest.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  #join(publisher: Socket): void {
    const inner = connect(Number(new URL(this.ingest.url).port), '127.0.0.1');
    for (const socket of [publisher, inner]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
    }
    publisher.on('data', () => {
      const nowMs = performance.now();
      this.#longestMs = Math.max(this.#longestMs, nowMs - this.#heardMs);
      this.#heardMs = nowMs;
    });
    publisher.pipe(inner).pipe(publisher);
  }
}

/** What a file holds, by ffprobe and by the frame counter. */
export async function judgeFile(file: string): Promise<Omit<Judged, 'connections'>> {
  const probe = (...args: string[]) =>
    execFileSync('ffprobe', ['-v', 'error', '-of', 'csv=p=0', ...args, file], { encoding: 'utf8' });
  const counters = await readCounters({ processes, ffmpegPath: 'ffmpeg', file, limitMs: 60_000 });
  const keyTimes = probe('-select_streams', 'v', '-show_entries', 'packet=pts_time,flags')
    .split('\n')
    .filter((line) => line.includes('K'))
    .map((line) => Number(line.split(',')[0]));
  return {
    counters,
    distinct: new Set(counters).size,
    seconds: Number(probe('-show_entries', 'format=duration')),
    streams: probe('-show_entries', 'stream=codec_name,profile,width,height,sample_rate,channels'),
    colour: probe('-select_streams', 'v', '-show_entries', 'stream=color_space,color_range').trim(),
    gops: keyTimes.slice(1).map((time, i) => time - (keyTimes[i] ?? 0)),
  };
}

/** Command lines of every process on this machine, by process id. */
export function commandLines(): ReadonlyMap<number, string> {
  const lines = new Map<number, string>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      lines.set(Number(name), readFileSync(`/proc/${name}/cmdline`, 'utf8'));
    } catch {
      // It ended in between.
    }
  }
  return lines;
}

/**
 * Our own programs, started by this test process, whose command line holds all of `words`; not the
 * shells beside them that end them with the house, which have the same words.
 */
export function findOurs(...words: string[]): readonly number[] {
  return [...commandLines()]
    .filter(([, line]) => !line.startsWith('sh\0'))
    .filter(([, line]) => words.every((word) => line.includes(word)))
    .map(([pid]) => pid)
    .filter((pid) => isOurs(pid));
}

function isOurs(pid: number): boolean {
  for (let at = pid; at > 1; at = parentOf(at)) if (at === process.pid) return true;
  return false;
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
  } catch {
    return 0;
  }
}
