import { mkdirSync } from 'node:fs';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { SothebaisError } from '../../domain/errors.js';
import type { Clock } from '../../ports/clock.js';
import type { Closeable } from '../../ports/closeable.js';
import type { ChildProgram, Processes } from '../../ports/processes.js';
import { joinParts, listParts, nextPart } from './recording.js';

export interface IngestOptions {
  readonly processes: Processes;
  readonly ffmpegPath: string;
  /** Where the parts lie. Parts of an earlier run stay and come first. */
  readonly dir: string;
  /** Whether it keeps what it receives; without, there are no parts. @default true */
  readonly keeps?: boolean;
  /** The next free port is taken where this one is not free. @default any free port */
  readonly port?: number;
  readonly clock: Clock;
  readonly onTrouble: (error: SothebaisError) => void;
}

/** Stands in for X's RTMP ingest: takes streams one after another and keeps what it receives. */
export interface Ingest extends Closeable {
  /** Where to publish, without a stream key; any key is taken. */
  readonly url: string;
  /**
   * Waits until the publisher has gone, then joins all parts into `outFile` (MP4).
   *
   * @returns how long it plays, or undefined when nothing was ever received
   * @throws SothebaisError `SANDBOX_FAILED`, `TIMED_OUT`
   */
  finish(outFile: string, limitMs: number): Promise<{ seconds: number } | undefined>;
}

const HOST = '127.0.0.1';
const PORTS_TRIED = 50;
const LISTENER_LIMIT_MS = 5_000;
const CONNECT_EVERY_MS = 20;
const STOP_GRACE_MS = 700;

/**
 * Starts the ingest. Each publisher gets an FFmpeg listener of its own, which writes what it is
 * sent, unchanged, into `part-0001.flv` and so on; the door in front of them is never closed, so
 * a publisher that comes back at once is let in at once. A part is playable at any length.
 *
 * @throws SothebaisError `ENCODER_MISSING`, `SANDBOX_FAILED`
 */
export async function startIngest(options: IngestOptions): Promise<Ingest> {
  mkdirSync(options.dir, { recursive: true });
  const door = new Door(options);
  try {
    await door.open();
  } catch (error) {
    await door.close();
    throw error;
  }
  return door;
}

interface Listener {
  readonly child: ChildProgram;
  readonly port: number;
  ended: boolean;
}

class Door implements Ingest {
  readonly #options: IngestOptions;
  readonly #server: Server;
  /** Listeners with a publisher. */
  readonly #busy = new Set<ChildProgram>();
  readonly #sockets = new Set<Socket>();
  #spare: Promise<Listener> | undefined;
  #port = 0;
  #lastPart = 0;
  #closed = false;

  constructor(options: IngestOptions) {
    this.#options = options;
    this.#server = createServer((socket) => void this.#admit(socket));
  }

  get url(): string {
    return `rtmp://${HOST}:${this.#port}/live`;
  }

  async open(): Promise<void> {
    this.#port = await listenNear(this.#server, this.#options.port);
    this.#spare = this.#startListener();
    await this.#spare;
  }

  async finish(outFile: string, limitMs: number): Promise<{ seconds: number } | undefined> {
    const endMs = performance.now() + limitMs;
    const gone = Promise.all([...this.#busy].map(({ exited }) => exited));
    await Promise.race([gone, wait(limitMs / 2, undefined, { ref: false })]);
    await this.close();
    const parts = listParts(this.#options.dir);
    if (parts.length === 0) return undefined;
    const left = Math.max(1_000, endMs - performance.now());
    return joinParts({ ...this.#options, parts, outFile, limitMs: left });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#server.close();
    const spare = await this.#spare?.catch(() => undefined);
    // A listener told to end writes what it has; only then are the publishers cut off.
    await Promise.all(
      [...this.#busy, ...(spare ? [spare.child] : [])].map((child) => child.stop(STOP_GRACE_MS)),
    );
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Leads a publisher to the spare listener and readies the next one. */
  async #admit(publisher: Socket): Promise<void> {
    this.#sockets.add(publisher);
    publisher.on('error', () => undefined).on('close', () => this.#sockets.delete(publisher));
    publisher.pause().setNoDelay(true);
    try {
      const { child, port } = await this.#takeListener();
      this.#busy.add(child);
      void child.exited.then(() => {
        this.#busy.delete(child);
        publisher.destroy();
      });
      const inner = await connectTo(port);
      this.#sockets.add(inner);
      inner.on('error', () => undefined).on('close', () => this.#sockets.delete(inner));
      publisher.pipe(inner).pipe(publisher);
      publisher.once('close', () => inner.destroy());
    } catch (cause) {
      publisher.destroy();
      this.#trouble('The ingest could not take a stream.', cause);
    }
    if (!this.#closed) this.#spare ??= this.#startListener();
    this.#spare?.catch((cause: unknown) => this.#trouble('The ingest cannot listen.', cause));
  }

  /** The spare listener, or a new one where that has ended unused. */
  async #takeListener(): Promise<Listener> {
    const spare = this.#spare;
    this.#spare = undefined;
    const listener = await spare?.catch(() => undefined);
    return listener && !listener.ended ? listener : this.#startListener();
  }

  async #startListener(): Promise<Listener> {
    const { processes, ffmpegPath, dir, keeps = true } = this.#options;
    const port = await freePort();
    const part = nextPart(dir, this.#lastPart);
    this.#lastPart = part.number;
    const child = await processes.start(
      ffmpegPath,
      [
        ...['-hide_banner', '-loglevel', 'fatal', '-nostdin', '-nostats'],
        ...['-probesize', '1000000', '-analyzeduration', '1000000'],
        ...['-listen', '1', '-i', `rtmp://${HOST}:${port}/live`, '-map', '0', '-c', 'copy'],
        ...['-flvflags', 'no_duration_filesize', '-flush_packets', '1'],
        ...['-f', 'flv', '-y', keeps ? part.path : '/dev/null'],
      ],
      { missing: 'ENCODER_MISSING' },
    );
    child.stdout.resume();
    child.stderr.resume();
    const listener = { child, port, ended: false };
    void child.exited.then(() => (listener.ended = true));
    return listener;
  }

  #trouble(message: string, cause: unknown): void {
    if (this.#closed) return;
    this.#options.onTrouble(new SothebaisError('SANDBOX_FAILED', message, { cause }));
  }
}

/** Listens on `wanted`, or on the first free port after it. */
async function listenNear(server: Server, wanted = 0): Promise<number> {
  for (let port = wanted; ; port++) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, HOST, () => {
          server.off('error', reject);
          resolve();
        });
      });
      return (server.address() as AddressInfo).port;
    } catch (cause) {
      if (port > 0 && port < wanted + PORTS_TRIED) continue;
      throw new SothebaisError('SANDBOX_FAILED', `The ingest found no port to listen on.`, {
        cause,
      });
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, HOST, resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Connects as soon as the listener does listen: a refused attempt costs it nothing. */
async function connectTo(port: number): Promise<Socket> {
  const endMs = performance.now() + LISTENER_LIMIT_MS;
  for (;;) {
    const socket = connect({ port, host: HOST, noDelay: true });
    const failure = await new Promise<Error | undefined>((resolve) => {
      socket.once('connect', () => resolve(undefined)).once('error', resolve);
    });
    if (!failure) return socket;
    if (performance.now() > endMs) throw failure;
    await wait(CONNECT_EVERY_MS);
  }
}
