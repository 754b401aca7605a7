import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import {
  connect,
  createServer,
  Socket,
  type AddressInfo,
  type Server,
  type SocketConstructorOpts,
} from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach } from 'vitest';
import type { ChildProgram } from '../../../engine/ports/processes.js';
import type { Tools } from '../copy-program.js';
import { until } from './tools.js';

/** A line to an ingest that is as fast as it is told to be. It is closed after the test. */
export interface SlowLine {
  /** Where to publish, with any key. */
  readonly url: string;
  /** What the ingest writes, unchanged. */
  readonly path: string;
  /** @param kbps - undefined for as fast as this machine goes, 0 for a line that is dead */
  setSpeed(kbps: number | undefined): Promise<void>;
  /** Resolves once the ingest has written all that it was sent: its only publisher has gone. */
  readonly finished: Promise<unknown>;
  close(): Promise<void>;
}

const run = promisify(execFile);
const lines: SlowLine[] = [];
let opened = 0;
afterEach(async () => {
  for (const line of lines.splice(0)) await line.close();
});

/** Where what is sent waits for its turn: in the kernel, as it does before a slow uplink. */
const shaping = (kbps: number): readonly string[] =>
  kbps === 0 ? ['blackhole'] : ['tbf', 'rate', `${kbps}kbit`, 'burst', '16kb', 'latency', '300ms'];

/** Whether the kernel gives us a network of our own, and a line to it that can be made slow. */
export async function canShape(): Promise<boolean> {
  const trial = `ip link add one type veth peer name other && tc qdisc add dev one root ${shaping(1_000).join(' ')}`;
  return run('unshare', ['--net', 'sh', '-c', trial]).then(
    () => true,
    () => false,
  );
}

/**
 * Starts an ingest in a network of its own and a line to it. Where nobody closes it, both go with the
 * ingest's process all the same, and that with ours, whatever ends it.
 */
export async function openShapedLine(
  tools: Tools & { readonly folder: string },
): Promise<SlowLine> {
  const number = (process.pid + opened++) % 0x4000;
  const name = `slow${number}`;
  const [ours, theirs] = addresses(number);
  const enter =
    'echo in; read -r _; ip address add "$0" dev line && ip link set line up; exec "$@"';
  const port = 1935;
  const { path, args } = ingest(tools, `rtmp://${theirs}:${port}/live/key`);
  const command = ['--net', 'sh', '-c', enter, `${theirs}/30`, tools.ffmpegPath, ...args];
  const child = await tools.processes.start('unshare', command, { missing: 'TOOLS_MISSING' });
  const line: SlowLine = {
    url: `rtmp://${theirs}:${port}/live`,
    path,
    setSpeed: async (kbps) => {
      const [how, what] = kbps === undefined ? ['del', []] : ['replace', shaping(kbps)];
      await run('tc', ['qdisc', how, 'dev', name, 'root', ...what]);
    },
    finished: child.exited,
    close: async () => {
      await child.stop(1_000);
      // Connections over a line that is dead would keep it for a minute or two.
      await run('ip', ['link', 'delete', name]).catch(() => undefined);
    },
  };
  lines.push(line);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const pair = ['type', 'veth', 'peer', 'name', 'line', 'netns', String(child.pid)];
  await run('ip', ['link', 'add', name, ...pair]);
  await run('ip', ['address', 'add', `${ours}/30`, 'dev', name]);
  await run('ip', ['link', 'set', name, 'up']);
  child.stdin.write('\n');
  await listens(child, port);
  return line;
}

/** The same for those who may make no networks: a door that reads no faster than it is told. */
export async function openProxiedLine(
  tools: Tools & { readonly folder: string },
): Promise<SlowLine> {
  const port = await portOf(createServer(), true);
  const { path, args } = ingest(tools, `rtmp://127.0.0.1:${port}/live/key`);
  const child = await tools.processes.start(tools.ffmpegPath, args, { missing: 'ENCODER_MISSING' });
  const sockets = new Set<Socket>();
  let speedKbps: number | undefined;
  const door = createServer({ pauseOnConnect: true }, (accepted) => {
    const inner = connect(port, '127.0.0.1');
    const publisher = readingPieces(accepted, (bytes) => {
      inner.write(bytes);
      if (speedKbps === undefined) return true;
      const pieceMs = (bytes.length * 8) / speedKbps;
      if (speedKbps > 0) setTimeout(() => publisher.resume(), pieceMs);
      return false;
    });
    for (const socket of [publisher, inner]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    inner.pipe(publisher);
    publisher.on('end', () => inner.end()).resume();
  });
  const line: SlowLine = {
    url: `rtmp://127.0.0.1:${await portOf(door)}/live`,
    path,
    setSpeed: async (kbps) => {
      speedKbps = kbps;
    },
    finished: child.exited,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      door.close();
      await child.stop(1_000);
    },
  };
  lines.push(line);
  await listens(child, port);
  return line;
}

const PIECE_BYTES = 8_192;

/**
 * The same connection, read in small pieces for as long as `onPiece` wants more at once. Who reads
 * as much as Node else does is given a buffer of megabytes by the kernel, and seems fast for long.
 */
function readingPieces(accepted: Socket, onPiece: (bytes: Buffer) => boolean): Socket {
  const buffer = Buffer.alloc(PIECE_BYTES);
  const callback = (length: number) => onPiece(Buffer.from(buffer.subarray(0, length)));
  // Node takes such a buffer only for connections that it opens; the handle is how it knows one.
  const { _handle: handle } = accepted as unknown as { readonly _handle: unknown };
  return new Socket({ handle, onread: { buffer, callback } } as SocketConstructorOpts);
}

/** FFmpeg as the ingest of one publisher. */
function ingest({ folder }: { readonly folder: string }, url: string) {
  const path = join(folder, 'received.flv');
  const input = ['-copyts', '-listen', '1', '-i', url];
  return { path, args: ['-v', 'fatal', '-nostdin', ...input, '-c', 'copy', '-y', path] };
}

/** The addresses of a line's ends, of those that are set apart for trying networks. */
function addresses(number: number): readonly [string, string] {
  const place = `198.19.${number >> 6}.`;
  const first = (number % 64) * 4;
  return [`${place}${first + 1}`, `${place}${first + 2}`];
}

/** To look by connecting would take the ingest's one publisher's place. */
async function listens({ pid }: ChildProgram, port: number): Promise<void> {
  const row = `:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 0A`;
  await until(async () => (await readFile(`/proc/${pid}/net/tcp`, 'utf8')).includes(row));
}

/** Has a server listen where the system says; or only asks where that would be. */
async function portOf(server: Server, isFree = false): Promise<number> {
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  if (isFree) await new Promise((resolve) => server.close(resolve));
  return port;
}
