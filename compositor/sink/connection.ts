import type { SothebaisError } from '../../engine/domain/errors.js';
import type { Packet, StreamFormat } from '../packet.js';

/**
 * A way to one destination that stands: a connection, a program or a file. It is used until it
 * ends, and another one is opened then.
 */
export interface Connection {
  /**
   * Takes a packet and returns at once. Packets of a kind come in order of time, and pictures a
   * little ahead of their sound; the first of them, and the first after every `begin`, is a key
   * frame.
   */
  send(packet: Packet): void;
  /** The stream goes on in another format: the next video packet is a key frame of that. */
  begin(format: StreamFormat): void;
  /** Bytes that were taken and have not left this machine yet. */
  readonly waitingBytes: number;
  /** Bytes that left this machine; where the other side acknowledges, those that it has. */
  readonly sentBytes: number;
  /** Whether the other side says itself that it has them. @default false */
  readonly isAcknowledged?: boolean;
  /** Resolves with the reason when it can deliver no more. Never rejects. */
  readonly ended: Promise<SothebaisError>;
  /** Sends what waits and says goodbye, all within `limitMs`. */
  close(limitMs: number): Promise<void>;
}

/**
 * Opens a connection.
 *
 * @throws SothebaisError `DESTINATION_REFUSED` (the key, or what was asked for), `DESTINATION_LOST`
 *   (the network: no such host, nobody listens, cut off), `DESTINATION_STALLED` (it accepts and
 *   never reads or answers), `DESTINATION_INVALID` (an address that can be no destination),
 *   `ENCODER_MISSING`, `INTERRUPTED` once `signal` aborts. Details hold `blame`: `ours`, `destination` or `network`.
 */
export type Connect = (format: StreamFormat, signal: AbortSignal) => Promise<Connection>;
