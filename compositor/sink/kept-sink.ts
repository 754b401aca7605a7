import { SothebaisError } from '../../engine/domain/errors.js';
import type { Clock } from '../../engine/ports/clock.js';
import type { Alarm, Blame, DestinationHealth } from '../../engine/ports/program.js';
import type { Packet, StreamFormat } from '../packet.js';
import { pause } from '../pause.js';
import { backoffMs } from './backoff.js';
import type { Connect, Connection } from './connection.js';
import { Delivery } from './delivery.js';
import { Rate } from './rate.js';

/** Where a stream goes and how to get there. */
export interface Destination {
  readonly id: string;
  readonly kind: DestinationHealth['kind'];
  /** As it may be shown: without any key. */
  readonly url: string;
  readonly connect: Connect;
  /** What is left to do once nothing more comes, whether a connection stood at the end or not. */
  readonly finish?: () => Promise<void>;
}

export interface KeptSinkSettings {
  readonly destination: Destination;
  /** What a new connection begins with, a key frame first; none lets it wait for the next. */
  readonly start: () => readonly Packet[];
  /** From 0 up to 1. */
  readonly chance: () => number;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  /** Told of a trouble when it begins, and not again for every try that meets the same one. */
  readonly onTrouble: (error: SothebaisError) => void;
  readonly clock: Clock;
}

/** A destination that has not answered by then accepts and says nothing. */
const CONNECT_LIMIT_MS = 15_000;
/**
 * A connection that lived this long was good: the next wait is short again, the next trouble new, and
 * the key right.
 */
const GOOD_LIFE_MS = 30_000;
const DROP_LIMIT_MS = 500;
/** So much of the stream may wait to leave: by this a viewer is late, for this a disk takes a break. */
const LIVE_QUEUE_MS = 1_500;
const DISK_QUEUE_MS = 6_000;

/** Whether somebody watches at the other end, for whom late is worse than incomplete. */
export const isLiveKind = (kind: DestinationHealth['kind']): boolean =>
  kind === 'rtmp' || kind === 'srt';

/**
 * One destination, kept alive: a connection, and another one whenever it ends before its time.
 *
 * It tries without end. Its state is `connecting` until it is first live, `reconnecting` between a
 * loss and the next connection, and `failed` while the destination's last answer was a no (the key,
 * the address, a full disk), which only the operator can change: that is tried as well, slowly. But
 * who took the stream before and refuses it now may still hold our lost connection for alive, and is
 * asked as soon as one that was lost. Nothing a destination does reaches the caller of `take`.
 */
export class KeptSink {
  readonly destination: Destination;
  readonly #settings: KeptSinkSettings;
  readonly #closing = new AbortController();
  readonly #rate = new Rate();
  #format: StreamFormat | undefined;
  #delivery: Delivery | undefined;
  #state: DestinationHealth['state'] = 'connecting';
  #trouble: DestinationHealth['trouble'];
  #told: string | undefined;
  #alarm: Alarm | undefined;
  #opened = 0;
  #failures = 0;
  #wasGood = false;
  #bytesBefore = 0;
  #droppedBefore = 0;
  #drop: ((error: SothebaisError) => void) | undefined;

  constructor(settings: KeptSinkSettings) {
    this.#settings = settings;
    this.destination = settings.destination;
  }

  /** The stream begins, or goes on in another format; a key frame comes next. */
  begin(format: StreamFormat): void {
    const isFirst = this.#format === undefined;
    this.#format = format;
    if (isFirst) void this.#keep();
    else this.#guarded((delivery) => delivery.begin(format));
  }

  /** Hands a packet over and returns at once. */
  take(packet: Packet): void {
    const nowMs = this.#settings.now();
    this.#rate.note(nowMs, this.#bytes);
    this.#guarded((delivery) => {
      delivery.take(packet, nowMs);
      if (delivery.isStalled(nowMs))
        this.#drop?.(this.#stalled('It does not read what it is sent'));
    });
  }

  health(): DestinationHealth {
    const { id, kind, url } = this.destination;
    return {
      id,
      kind,
      url,
      state: this.#state,
      bytes: this.#bytes,
      isAcknowledged: this.#delivery?.connection.isAcknowledged ?? false,
      reconnects: Math.max(0, this.#opened - 1),
      bitrateKbps: this.#rate.kbps(this.#settings.now(), this.#bytes),
      queueMs: this.#delivery?.queueMs ?? 0,
      droppedFrames: this.#droppedBefore + (this.#delivery?.droppedFrames ?? 0),
      ...(this.#trouble ? { trouble: this.#trouble } : {}),
    };
  }

  /** What only the operator can mend, while it lasts. */
  get alarm(): Alarm | undefined {
    return this.#state === 'failed' ? this.#alarm : undefined;
  }

  /** Sends what waits and says goodbye, all within `limitMs`. Closing twice is safe. */
  async close(limitMs: number): Promise<void> {
    this.#closing.abort();
    this.#state = 'stopped';
    const connection = this.#delivery?.connection;
    if (connection) await Promise.race([closed(connection, limitMs), pause(limitMs)]);
    this.#endDelivery();
    const finishing = this.destination.finish?.().catch(() => undefined);
    await Promise.race([finishing, pause(DROP_LIMIT_MS)]);
  }

  get #bytes(): number {
    return this.#bytesBefore + (this.#delivery?.connection.sentBytes ?? 0);
  }

  #isClosing(): boolean {
    return this.#closing.signal.aborted;
  }

  async #keep(): Promise<void> {
    while (!this.#isClosing()) {
      const error = await this.#live().catch((cause: unknown) => this.#asFailure(cause));
      if (this.#isClosing()) return;
      this.#failures++;
      const isRefusal = !error.retryable || error.code === 'DESTINATION_REFUSED';
      if (isRefusal) this.#state = 'failed';
      else if (this.#opened > 0) this.#state = 'reconnecting';
      else this.#state = 'connecting';
      this.#tell(error);
      const isSlow = isRefusal && !this.#mayBeOurGhost(error);
      const waitMs = backoffMs(this.#failures, isSlow, this.#settings.chance());
      await pause(waitMs, this.#closing.signal);
    }
  }

  #mayBeOurGhost({ code }: SothebaisError): boolean {
    return this.#wasGood && code === 'DESTINATION_REFUSED';
  }

  /** One connection from its opening to its end, whose reason it gives. */
  async #live(): Promise<SothebaisError> {
    const connection = await this.#connect();
    const openedMs = this.#settings.now();
    const dropped = new Promise<SothebaisError>((resolve) => {
      this.#drop = resolve;
    });
    try {
      if (this.#isClosing()) return this.#stalled('It answers too late');
      this.#start(connection, openedMs);
      return await Promise.race([connection.ended, dropped]);
    } finally {
      if (this.#settings.now() - openedMs >= GOOD_LIFE_MS) {
        this.#failures = 0;
        this.#wasGood = true;
        this.#told = undefined;
      }
      // Who closes the sink says goodbye to the connection in use himself.
      const isInUse = this.#delivery?.connection === connection;
      if (!this.#isClosing() || !isInUse) void closed(connection, DROP_LIMIT_MS);
      if (!this.#isClosing()) this.#endDelivery();
    }
  }

  #start(connection: Connection, nowMs: number): void {
    const queueMs = isLiveKind(this.destination.kind) ? LIVE_QUEUE_MS : DISK_QUEUE_MS;
    this.#delivery = new Delivery(connection, this.#settings.start(), queueMs, nowMs);
    this.#state = 'live';
    this.#alarm = undefined;
    this.#opened++;
  }

  async #connect(): Promise<Connection> {
    const attempt = new AbortController();
    const stop = () => attempt.abort();
    this.#closing.signal.addEventListener('abort', stop);
    const waiting = new AbortController();
    try {
      return await Promise.race([
        this.#connection(attempt.signal),
        pause(CONNECT_LIMIT_MS, AbortSignal.any([waiting.signal, attempt.signal])).then(() => {
          throw this.#stalled('It does not answer');
        }),
      ]);
    } catch (cause) {
      attempt.abort();
      throw cause;
    } finally {
      waiting.abort();
      this.#closing.signal.removeEventListener('abort', stop);
    }
  }

  /** Opens a connection, in the format of the moment at which it stands. */
  async #connection(signal: AbortSignal): Promise<Connection> {
    const format = this.#format;
    if (!format) throw new Error('A destination is opened once there is a format.');
    const connection = await this.destination.connect(format, signal);
    if (signal.aborted) {
      void closed(connection, DROP_LIMIT_MS);
      throw this.#stalled('It answers too late');
    }
    if (this.#format !== format) connection.begin(this.#format ?? format);
    return connection;
  }

  /** Whatever a connection throws is its own end and nobody else's. */
  #guarded(act: (delivery: Delivery) => void): void {
    if (!this.#delivery) return;
    try {
      act(this.#delivery);
    } catch (cause) {
      this.#drop?.(this.#asFailure(cause));
    }
  }

  #endDelivery(): void {
    this.#bytesBefore = this.#bytes;
    this.#droppedBefore += this.#delivery?.droppedFrames ?? 0;
    this.#delivery = undefined;
  }

  #tell(error: SothebaisError): void {
    const { code, message } = error;
    this.#trouble = { code, message, blame: blameOf(error) };
    if (error.details['alarm'] !== 'disk-full') this.#alarm = undefined;
    else this.#alarm ??= { kind: 'disk-full', message, sinceMs: this.#settings.clock.now() };
    if (this.#told === code) return;
    this.#told = code;
    this.#settings.onTrouble(error);
  }

  #stalled(how: string): SothebaisError {
    return new SothebaisError('DESTINATION_STALLED', `${how}: ${this.destination.url}.`, {
      details: { blame: 'destination' },
    });
  }

  #asFailure(cause: unknown): SothebaisError {
    if (cause instanceof SothebaisError) return cause;
    return new SothebaisError('DESTINATION_LOST', `The way to ${this.destination.url} broke.`, {
      cause,
      details: { blame: 'ours' },
    });
  }
}

function blameOf(error: SothebaisError): Blame {
  const { blame } = error.details;
  return blame === 'destination' || blame === 'network' ? blame : 'ours';
}

async function closed(connection: Connection, limitMs: number): Promise<void> {
  try {
    await connection.close(limitMs);
  } catch {
    // It is gone either way; why it could not say goodbye helps nobody.
  }
}
