import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { pause } from '../../pause.js';

/** Where Linux lists its TCP connections. Elsewhere nobody tells, and the queue counts as empty. */
const TABLES = { IPv4: '/proc/net/tcp', IPv6: '/proc/net/tcp6' } as const;
/** A look has the kernel go through all its tables, for milliseconds: the oftener the more waits. */
const LOOK_EVERY_MS = 500;
const CALM_EVERY_MS = 1_000;
/** What is on its way over a line that flows. */
const CALM_BYTES = 64 * 1024;

/**
 * What the kernel has taken from us and the other side's has not acknowledged. A slow line fills it
 * with megabytes, seconds of the stream, before Node has to wait.
 */
export class KernelQueue {
  readonly #socket: Socket;
  readonly #takenBytes: () => number;
  #bytes = 0;
  #leftBytes: number | undefined;

  /**
   * Looks twice a second until the socket is closed, or once where next to nothing waits.
   *
   * @param takenBytes - what the kernel has taken in all
   */
  constructor(socket: Socket, takenBytes: () => number) {
    this.#socket = socket;
    this.#takenBytes = takenBytes;
    void this.#lookOnAndOn();
  }

  /** As of the last look, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * What the other side's kernel had acknowledged by then: that alone has left this machine. A line
   * that is dead goes on to be taken from for as long as there is room, which for a sound is minutes.
   */
  get leftBytes(): number | undefined {
    return this.#leftBytes;
  }

  async #lookOnAndOn(): Promise<void> {
    const closed = new AbortController();
    this.#socket.once('close', () => closed.abort());
    while (!closed.signal.aborted) {
      await pause(this.#bytes < CALM_BYTES ? CALM_EVERY_MS : LOOK_EVERY_MS, closed.signal);
      await this.#look();
    }
  }

  async #look(): Promise<void> {
    const takenBytes = this.#takenBytes();
    const { localPort, remotePort, remoteFamily } = this.#socket;
    if (localPort === undefined || remotePort === undefined) return;
    const path = TABLES[remoteFamily === 'IPv6' ? 'IPv6' : 'IPv4'];
    const table = await readFile(path, 'latin1').catch(() => '');
    const bytes = queuedBytes(table, localPort, remotePort);
    this.#bytes = bytes ?? 0;
    this.#leftBytes = bytes === undefined ? undefined : takenBytes - bytes;
  }
}

/** The length of a connection's send queue in one of the kernel's tables, see proc_net_tcp. */
export function queuedBytes(
  table: string,
  localPort: number,
  remotePort: number,
): number | undefined {
  const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0');
  const row = new RegExp(
    `^ *\\d+: [0-9A-F]+:${hex(localPort)} [0-9A-F]+:${hex(remotePort)} 01 ([0-9A-F]{8}):`,
    'm',
  ).exec(table);
  return row?.[1] === undefined ? undefined : Number.parseInt(row[1], 16);
}
