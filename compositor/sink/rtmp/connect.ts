import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import type { Secret } from '../../../config/secret.js';
import type { SothebaisError } from '../../../engine/domain/errors.js';
import type { Connect } from '../connection.js';
import { parseRtmpAddress, type RtmpAddress, serverName } from './address.js';
import { RtmpConnection } from './connection.js';
import { Failures } from './failures.js';
import type { Message } from './message.js';
import { PublishDialogue } from './publish-dialogue.js';
import { CHUNKS_OF, Wire, type WireEnd } from './wire.js';

/** A server that hangs up this soon after it agreed has looked at the key only then. */
const VERDICT_MS = 2_000;

export interface RtmpOptions {
  /** `rtmp://` or `rtmps://host[:port]/app[/instance]`. */
  readonly url: string;
  /** Where it is left out, the address ends with it. */
  readonly key?: Secret;
  /** For everything until the server agrees. @default 10_000 */
  readonly connectLimitMs?: number;
  /** Further authorities to trust, in PEM. */
  readonly tls?: Pick<ConnectionOptions, 'ca'>;
}

/**
 * Publishes to one RTMP or RTMPS server, each time anew.
 *
 * @throws SothebaisError `DESTINATION_INVALID` at once, before anything is opened
 */
export function createRtmpConnect(options: RtmpOptions): Connect {
  const address = parseRtmpAddress(options.url, options.key);
  const limitMs = options.connectLimitMs ?? 10_000;
  return async (format, signal) => {
    if (signal.aborted) throw new Failures(address).givenUp();
    const attempt = new Attempt(address, openSocket(address, options.tls), limitMs);
    const connection = await attempt.run(signal);
    connection.begin(format);
    return connection;
  };
}

function openSocket({ host, port, isSecure }: RtmpAddress, tls: RtmpOptions['tls']): Socket {
  if (!isSecure) return connectTcp({ host, port });
  const servername = serverName(host);
  return connectTls({
    ...tls,
    ...{ host, port },
    ...(servername !== undefined && { servername }),
    // Said, so that no variable of the environment can have the key told to anybody.
    rejectUnauthorized: true,
  });
}

/** One try: reaches the server, shakes hands and asks, until it agrees or the try has failed. */
class Attempt {
  readonly #socket: Socket;
  readonly #limitMs: number;
  readonly #failures: Failures;
  readonly #dialogue: PublishDialogue;
  readonly #agreed = Promise.withResolvers<undefined>();
  /** Why it ended, before the server agreed or after. */
  readonly #ended = Promise.withResolvers<SothebaisError>();
  #isReached = false;
  #wire: Wire | undefined;
  #agreedAtMs: number | undefined;

  constructor(address: RtmpAddress, socket: Socket, limitMs: number) {
    this.#socket = socket;
    this.#limitMs = limitMs;
    this.#failures = new Failures(address);
    this.#dialogue = new PublishDialogue(address);
    socket.once('connect', () => (this.#isReached = true));
    socket.once(address.isSecure ? 'secureConnect' : 'connect', () => this.#speak());
    socket.once('error', (cause) => {
      if (!this.#wire) this.#end(this.#unopened(cause));
    });
  }

  /** @throws SothebaisError as `Connect` does */
  async run(signal: AbortSignal): Promise<RtmpConnection> {
    const giveUp = () => this.#end(this.#failures.givenUp());
    const timer = setTimeout(() => this.#end(this.#late()), this.#limitMs);
    signal.addEventListener('abort', giveUp);
    const failure = await Promise.race([this.#agreed.promise, this.#ended.promise]);
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
    if (failure) throw failure;
    if (!this.#wire) throw this.#failures.cutOff();
    return new RtmpConnection(this.#wire, this.#dialogue, this.#ended.promise);
  }

  #speak(): void {
    const wire = new Wire(this.#socket, {
      onOpen: () => wire.send(CHUNKS_OF.command, this.#dialogue.connect()),
      onCommand: (message) => this.#hear(wire, message),
      onEnd: (end) => this.#end(this.#reasonOf(end)),
    });
    this.#wire = wire;
  }

  #hear(wire: Wire, message: Message): void {
    const turn = this.#dialogue.take(message);
    if (turn.kind === 'refused') this.#end(this.#failures.refused(turn.words));
    if (turn.kind === 'asking') {
      for (const next of turn.messages) wire.send(CHUNKS_OF.command, next);
    }
    if (turn.kind === 'published') {
      this.#agreedAtMs = performance.now();
      this.#agreed.resolve(undefined);
    }
  }

  #end(failure: SothebaisError): void {
    this.#ended.resolve(failure);
    this.#socket.destroy();
  }

  #reasonOf({ kind, cause }: WireEnd): SothebaisError {
    if (kind === 'not-rtmp') return this.#failures.notRtmp(cause);
    const { stage } = this.#dialogue;
    if (stage === 'silent' || !isHangUp(cause)) return this.#failures.cutOff(cause);
    if (stage === 'connecting') return this.#failures.hungUpOnApp(cause);
    // Not agreed yet, or so lately that it has only now looked the key up.
    const isVerdict = performance.now() - (this.#agreedAtMs ?? Infinity) < VERDICT_MS;
    return isVerdict ? this.#failures.hungUpOnKey(cause) : this.#failures.cutOff(cause);
  }

  #unopened(cause: Error): SothebaisError {
    return this.#isReached ? this.#failures.insecure(cause) : this.#failures.unreachable(cause);
  }

  #late(): SothebaisError {
    return this.#isReached
      ? this.#failures.silent(this.#limitMs)
      : this.#failures.outOfReach(this.#limitMs);
  }
}

/** Whether the other side closed, and not the way to it: one that leaves unread bytes resets. */
function isHangUp(cause: Error | undefined): boolean {
  return !cause || ('code' in cause && (cause.code === 'ECONNRESET' || cause.code === 'EPIPE'));
}
