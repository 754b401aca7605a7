import type { SothebaisError } from '../../../engine/domain/errors.js';
import type { Packet, StreamFormat } from '../../packet.js';
import type { Connect, Connection } from '../connection.js';

/** A connection that does as it is told: reads everything, nothing, or only so much. */
class ScriptedConnection implements Connection {
  readonly got: Packet[] = [];
  readonly formats: StreamFormat[];
  readonly ended: Promise<SothebaisError>;
  sentBytes = 0;
  waitingBytes = 0;
  isClosed = false;
  /** Bytes it takes off what waits with every packet. */
  reads = Infinity;
  throwsWith: Error | undefined;
  #end: ((error: SothebaisError) => void) | undefined;

  constructor(format: StreamFormat) {
    this.formats = [format];
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  send(packet: Packet): void {
    if (this.throwsWith) throw this.throwsWith;
    this.got.push(packet);
    this.waitingBytes += packet.bytes.length;
    this.read(this.reads);
  }

  begin(format: StreamFormat): void {
    if (this.throwsWith) throw this.throwsWith;
    this.formats.push(format);
  }

  read(bytes: number): void {
    const leaving = Math.min(bytes, this.waitingBytes);
    this.waitingBytes -= leaving;
    this.sentBytes += leaving;
  }

  end(error: SothebaisError): void {
    this.#end?.(error);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.read(Infinity);
  }
}

/** A way that answers each try by the next of `answers`, and by the last one from then on. */
export function scriptedWay(...answers: readonly ('opens' | 'hangs' | Error)[]) {
  const connections: ScriptedConnection[] = [];
  const way = { tries: 0, reads: Infinity, connections, connect: undefined as unknown as Connect };
  way.connect = async (format) => {
    const answer = answers[Math.min(way.tries++, answers.length - 1)] ?? 'opens';
    if (answer instanceof Error) throw answer;
    if (answer === 'hangs') await new Promise(() => undefined);
    const connection = new ScriptedConnection(format);
    connection.reads = way.reads;
    connections.push(connection);
    return connection;
  };
  return way;
}
