import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';

/** Where Linux lists its TCP connections. Elsewhere nobody tells, and the queue counts as empty. */
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const LOOK_EVERY_MS = 500;

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
   * Looks twice a second until the socket is closed.
   *
   * @param takenBytes - what the kernel has taken in all
   */
  constructor(socket: Socket, takenBytes: () => number) {
    this.#socket = socket;
    this.#takenBytes = takenBytes;
    const timer = setInterval(() => void this.#look(), LOOK_EVERY_MS).unref();
    socket.once('close', () => clearInterval(timer));
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

  async #look(): Promise<void> {
    const takenBytes = this.#takenBytes();
    const { localPort, remotePort } = this.#socket;
    if (localPort === undefined || remotePort === undefined) return;
    const tables = await Promise.all(
      TABLES.map((path) => readFile(path, 'latin1').catch(() => '')),
    );
    const found = tables.map((table) => queuedBytes(table, localPort, remotePort));
    const bytes = found.find((one) => one !== undefined);
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
