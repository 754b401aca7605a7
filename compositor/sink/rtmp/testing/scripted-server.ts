import { createServer, type AddressInfo, type Socket } from 'node:net';
import { type AmfValue, decodeAmf0, encodeAmf0 } from '../amf0.js';
import { ChunkReader } from '../chunk-reader.js';
import { ChunkWriter } from '../chunk-writer.js';
import { MESSAGE, type Message } from '../message.js';

const GREETING_BYTES = 1537;

/** What a server does at a command, in place of what a friendly one does. */
export type Script = Readonly<Record<string, (client: ScriptedClient) => void>>;

/** An RTMP server for tests that does as it is told. */
export interface ScriptedServer {
  readonly url: string;
  /** What publishers said, but for the handshake. */
  readonly heard: readonly Message[];
  close(): Promise<void>;
}

/**
 * Listens on a port of its own. `connected` in the script is the moment before the handshake; to
 * pause the socket there is to say nothing at all.
 */
export async function startScriptedServer(script: Script = {}): Promise<ScriptedServer> {
  const heard: Message[] = [];
  const clients = new Set<ScriptedClient>();
  const server = createServer((socket) => {
    const client = new ScriptedClient(socket, script, heard);
    clients.add(client);
    socket.once('close', () => clients.delete(client));
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `rtmp://127.0.0.1:${(server.address() as AddressInfo).port}/live`,
    heard,
    close: async () => {
      for (const { socket } of clients) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A publisher as the server sees it. */
class ScriptedClient {
  readonly socket: Socket;
  readonly #script: Script;
  readonly #heard: Message[];
  readonly #reader = new ChunkReader(16 * 1024 * 1024);
  readonly #writer = new ChunkWriter();
  #greeting: Buffer | undefined = Buffer.alloc(0);

  constructor(socket: Socket, script: Script, heard: Message[]) {
    this.socket = socket;
    this.#script = script;
    this.#heard = heard;
    socket.on('data', (bytes: Buffer) => this.#take(bytes));
    socket.on('error', () => socket.destroy());
    script['connected']?.(this);
  }

  say(type: number, payload: Buffer): void {
    this.socket.write(this.#writer.write(3, { type, streamId: 0, atMs: 0, payload: [payload] }));
  }

  command(...values: AmfValue[]): void {
    this.say(MESSAGE.command, encodeAmf0(...values));
  }

  status(level: string, code: string, description = ''): void {
    this.command('onStatus', 0, null, { level, code, description });
  }

  #take(bytes: Buffer): void {
    let chunks = bytes;
    if (this.#greeting) {
      const before = this.#greeting.length;
      this.#greeting = Buffer.concat([this.#greeting, bytes]);
      // S0, S1 and S2 are, as far as anyone looks, what C0 and C1 were.
      const c0c1 = this.#greeting.subarray(0, GREETING_BYTES);
      if (before < GREETING_BYTES && c0c1.length === GREETING_BYTES) {
        this.socket.write(Buffer.concat([c0c1, c0c1.subarray(1)]));
      }
      if (this.#greeting.length < 2 * GREETING_BYTES - 1) return;
      chunks = this.#greeting.subarray(2 * GREETING_BYTES - 1);
      this.#greeting = undefined;
    }
    for (const message of this.#reader.feed(chunks)) {
      this.#heard.push(message);
      if (message.type === MESSAGE.command) this.#answer(message);
    }
  }

  #answer({ payload }: Message): void {
    const [name, transaction = null] = decodeAmf0(payload);
    const scripted = typeof name === 'string' ? this.#script[name] : undefined;
    if (scripted) scripted(this);
    else if (name === 'connect') this.#welcome();
    else if (name === 'createStream') this.command('_result', transaction, null, 1);
    else if (name === 'publish') this.status('status', 'NetStream.Publish.Start');
  }

  #welcome(): void {
    this.say(MESSAGE.windowSize, uint32(1000));
    this.say(MESSAGE.peerBandwidth, Buffer.concat([uint32(2_500_000), Buffer.of(2)]));
    this.command('_result', 1, {}, { level: 'status', code: 'NetConnection.Connect.Success' });
  }
}

/** Four bytes, as most words about a connection have them. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
