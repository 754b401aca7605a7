import { mkdtemp, readFile, rm } from 'node:fs/promises';
import {
  type AddressInfo,
  connect as connectTcp,
  createServer,
  type Server,
  type Socket,
} from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Secret } from '../../../config/secret.js';
import { createProcesses } from '../../../engine/testing/real-processes.js';
import { SothebaisError } from '../../../engine/domain/errors.js';
import type { ChildProgram } from '../../../engine/ports/processes.js';
import type { Packet } from '../../packet.js';
import { pause } from '../../pause.js';
import type { Connection } from '../connection.js';
import { encode, type Encoded, later } from '../testing/encoded.js';
import { picture } from '../testing/packets.js';
import { createRtmpConnect } from './connect.js';
import { startScriptedServer } from './testing/scripted-server.js';

const processes = createProcesses();
const KEY = new Secret('lot-7_secret?auth=a1b2');
let folder: string;
let stream: Encoded;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rtmp-'));
  stream = await encode(4);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('an RTMP connection to FFmpeg', () => {
  test('delivers every frame and sample with its time', async () => {
    const listener = await listen('whole.flv');
    const connection = await persistently(listener.url);
    await sendAll(connection, stream.packets, listener);
    expect(await packetsIn(listener.path)).toEqual(expected(stream.packets));
    expect(await codecsIn(listener.path)).toEqual(['aac', 'h264,320,180']);
  });

  test('delivers times beyond 4.6 hours, grown to and jumped to', async () => {
    const packets = [...later(stream.packets, 0), ...later(stream.packets, 2 ** 24 - 6000)];
    const all = [
      ...packets,
      ...later(stream.packets, 2 ** 24 - 1000),
      ...later(stream.packets, 2 ** 26),
    ];
    const listener = await listen('late.flv');
    const connection = await persistently(listener.url);
    await sendAll(connection, all, listener);
    expect(await packetsIn(listener.path)).toEqual(expected(all));
  });

  test('delivers to the loopback of IPv6', async () => {
    const listener = await listen('six.flv', '[::1]');
    const connection = await persistently(listener.url);
    await sendAll(connection, stream.packets.slice(0, 20), listener);
    expect(await packetsIn(listener.path)).toEqual(expected(stream.packets.slice(0, 20)));
  });
});

describe('an RTMPS connection', () => {
  let certificate: Certificate;
  beforeAll(async () => {
    certificate = await makeCertificate();
  });

  test('delivers the same', async () => {
    const listener = await listen('secure.flv');
    const front = await startTlsFront(certificate, listener.port);
    const connection = await persistently(front.url, certificate);
    await sendAll(connection, stream.packets, listener);
    expect(await packetsIn(listener.path)).toEqual(expected(stream.packets));
    expect(front.serverNames()).toContain('localhost');
    await front.close();
  });

  test('refuses a certificate that nobody vouches for', async () => {
    const front = await startTlsFront(certificate, 9);
    await expect(connectOnce(front.url)).rejects.toMatchObject({
      code: 'DESTINATION_LOST',
      details: { blame: 'destination' },
      message: expect.stringContaining('a certificate that we cannot trust') as string,
    });
    await front.close();
  });

  test('refuses it also where the environment says that anything will do', async () => {
    const front = await startTlsFront(certificate, 9);
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    await expect(connectOnce(front.url)).rejects.toMatchObject({
      message: expect.stringContaining('a certificate that we cannot trust') as string,
    });
    await front.close();
  });

  test('refuses a certificate for another host', async () => {
    const front = await startTlsFront(certificate, 9);
    const url = front.url.replace('localhost', '127.0.0.1');
    await expect(connectOnce(url, certificate)).rejects.toMatchObject({
      message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID') as string,
    });
    await front.close();
  });

  test('tells a server that does not speak TLS', async () => {
    const plain = createServer((socket) => socket.resume().end('RTMP without S'));
    const port = await portOf(plain);
    await expect(connectOnce(`rtmps://localhost:${port}/live`, certificate)).rejects.toMatchObject({
      code: 'DESTINATION_LOST',
      message: expect.stringContaining('not with TLS that we can speak') as string,
    });
    await new Promise((resolve) => plain.close(resolve));
  });

  test('shows that a server no longer reads', async () => {
    const server = await startScriptedServer({
      publish: (client) => {
        client.status('status', 'NetStream.Publish.Start');
        client.socket.pause();
      },
    });
    const front = await startTlsFront(certificate, Number(new URL(server.url).port));
    const connection = await connectOnce(front.url, certificate);
    const frame = picture(0, 1, 500_000);
    for (let i = 0; i < 80; i++) connection.send(frame);
    await expect.poll(() => connection.waitingBytes).toBeGreaterThan(10_000_000);
    await pause(500);
    const sent = connection.sentBytes;
    connection.send(frame);
    await pause(200);
    expect(connection.sentBytes).toBe(sent);
    await connection.close(100);
    await Promise.all([front.close(), server.close()]);
  });
});

interface Listener {
  readonly url: string;
  readonly port: number;
  readonly path: string;
  readonly program: ChildProgram;
}

/** FFmpeg as the ingest of one publisher; it writes what comes into a file. */
async function listen(name: string, host = '127.0.0.1'): Promise<Listener> {
  const idle = createServer();
  const port = await portOf(idle);
  await new Promise((resolve) => idle.close(resolve));
  const path = join(folder, name);
  const url = `rtmp://${host}:${port}/live`;
  const input = ['-copyts', '-listen', '1', '-i', `${url}/${KEY.reveal()}`];
  const args = ['-v', 'fatal', ...input, '-c', 'copy', '-y', path];
  const program = await processes.start('ffmpeg', args, { missing: 'ENCODER_MISSING' });
  return { url, port, path, program };
}

/** Sends everything, and waits until FFmpeg has written it. */
async function sendAll(
  connection: Connection,
  packets: readonly Packet[],
  { program }: Listener,
): Promise<void> {
  for (const packet of packets) connection.send(packet);
  await connection.close(5000);
  await program.exited;
}

function connectOnce(url: string, certificate?: Certificate): Promise<Connection> {
  const tls = certificate && { ca: certificate.cert };
  const connect = createRtmpConnect({ url, key: KEY, ...(tls && { tls }) });
  return connect(stream.format, new AbortController().signal);
}

/** Connects to a listener that may still be starting. */
async function persistently(url: string, certificate?: Certificate): Promise<Connection> {
  for (let tries = 0; ; tries++) {
    try {
      return await connectOnce(url, certificate);
    } catch (cause) {
      const isStarting = cause instanceof SothebaisError && cause.code === 'DESTINATION_LOST';
      if (!isStarting || tries > 100) throw cause;
      await pause(50);
    }
  }
}

interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

/** A certificate for localhost that only itself vouches for. */
async function makeCertificate(): Promise<Certificate> {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const args = [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '2'],
    ...['-keyout', key, '-out', cert],
  ];
  const openssl = await processes.start('openssl', args, { missing: 'TOOLS_MISSING' });
  await openssl.exited;
  return { key: await readFile(key), cert: await readFile(cert) };
}

/** A TLS server that hands what it gets to a port here. */
async function startTlsFront(certificate: Certificate, toPort: number) {
  const names: unknown[] = [];
  const sockets = new Set<Socket>();
  const front = createTlsServer(certificate, (secure) => {
    names.push(secure.servername);
    const plain = connectTcp({ host: '127.0.0.1', port: toPort });
    for (const socket of [secure, plain]) sockets.add(socket);
    // What the publisher no longer hears must not cost the server what it has still to read.
    secure.on('error', () => undefined);
    plain.on('error', () => secure.destroy());
    secure.pipe(plain);
    plain.pipe(secure);
  });
  const port = await portOf(front);
  return {
    url: `rtmps://localhost:${port}/live`,
    serverNames: () => names,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => front.close(resolve));
    },
  };
}

/** Has a server listen where the system says. */
async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as AddressInfo).port;
}

/** What ffprobe finds: a line a packet, with its kind, time, size and whether it is a key frame. */
async function packetsIn(path: string): Promise<string[]> {
  const lines = await probe(path, 'packet=codec_type,pts_time,size,flags');
  return lines.map((line) => line.replace(/0{3},/, ',').replace(/_+$/, '')).sort();
}

function codecsIn(path: string): Promise<string[]> {
  return probe(path, 'stream=codec_name,width,height');
}

async function probe(path: string, entries: string): Promise<string[]> {
  const args = ['-v', 'error', '-show_entries', entries, '-of', 'csv=p=0', path];
  const ffprobe = await processes.start('ffprobe', args, { missing: 'ENCODER_MISSING' });
  return (await text(ffprobe.stdout)).trim().split('\n').sort();
}

function expected(packets: readonly Packet[]): string[] {
  const firstMs = packets[0]?.atMs ?? 0;
  return packets
    .map((packet) => {
      const time = ((packet.atMs - firstMs) / 1000).toFixed(3);
      const isKey = packet.kind === 'audio' || packet.isKey;
      return `${packet.kind},${time},${packet.bytes.length},${isKey ? 'K' : ''}`;
    })
    .sort();
}
