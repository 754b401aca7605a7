import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../../../config/secret.js';
import { createProcesses } from '../../../engine/adapters/process/processes.js';
import { SothebaisError } from '../../../engine/domain/errors.js';
import type { ChildProgram } from '../../../engine/ports/processes.js';
import type { Packet } from '../../packet.js';
import { pause } from '../../pause.js';
import type { Connect, Connection } from '../connection.js';
import { createRtmpConnect } from './connect.js';
import { encodeRealStream, type RealStream } from './real-stream.js';

const processes = createProcesses();
const KEY = new Secret('lot-7_secret?auth=a1b2');
let folder: string;
let stream: RealStream;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rtmp-'));
  stream = await encodeRealStream(processes, 4);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('an RTMP connection to FFmpeg', () => {
  test('delivers every frame and sample with its time', async () => {
    const listener = await listen('whole.flv');
    const connection = await persistently(
      createRtmpConnect({ url: `rtmp://127.0.0.1:${listener.port}/live`, key: KEY }),
    );
    for (const packet of stream.packets) connection.send(packet);
    await connection.close(5_000);
    await listener.program.exited;

    expect(await framesIn(listener.path)).toEqual(expectedFrames(stream.packets));
  });
});

interface Listener {
  readonly port: number;
  readonly path: string;
  readonly program: ChildProgram;
}

/** FFmpeg as the ingest of one publisher; it writes what comes into a file. */
async function listen(name: string): Promise<Listener> {
  const port = await freePort();
  const path = join(folder, name);
  const url = `rtmp://127.0.0.1:${port}/live/${KEY.reveal()}`;
  const args = ['-v', 'error', '-listen', '1', '-i', url, '-c', 'copy', '-y', path];
  const program = await processes.start('ffmpeg', args, { missing: 'ENCODER_MISSING' });
  program.stderr.on('data', (bytes: Buffer) => process.stderr.write(bytes));
  return { port, path, program };
}

/** Connects to a listener that may still be starting. */
async function persistently(connect: Connect): Promise<Connection> {
  for (let tries = 0; ; tries++) {
    try {
      return await connect(stream.format, new AbortController().signal);
    } catch (cause) {
      const isStarting = cause instanceof SothebaisError && cause.message.startsWith('Nobody');
      if (!isStarting || tries > 100) throw cause;
      await pause(50);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What ffprobe finds: a line a packet, with its kind, time, size and whether it is a key frame. */
async function framesIn(path: string): Promise<string[]> {
  const entries = 'packet=codec_type,pts_time,size,flags';
  const args = ['-v', 'error', '-show_entries', entries, '-of', 'csv=p=0', path];
  const ffprobe = await processes.start('ffprobe', args, { missing: 'ENCODER_MISSING' });
  const lines = (await text(ffprobe.stdout)).trim().split('\n');
  return lines.map((line) => line.replace(/0{3},/, ',').replace(/_+$/, '')).sort();
}

function expectedFrames(packets: readonly Packet[]): string[] {
  const firstMs = packets[0]?.atMs ?? 0;
  return packets
    .map((packet) => {
      const time = ((packet.atMs - firstMs) / 1000).toFixed(3);
      const isKey = packet.kind === 'audio' || packet.isKey;
      return `${packet.kind},${time},${packet.bytes.length},${isKey ? 'K' : ''}`;
    })
    .sort();
}
