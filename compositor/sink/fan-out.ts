import { SothebaisError } from '../../engine/domain/errors.js';
import type { Clock } from '../../engine/ports/clock.js';
import type { Alarm, DestinationHealth, DestinationOrder } from '../../engine/ports/program.js';
import type { Packet, StreamFormat } from '../packet.js';
import { BitrateSteps } from './bitrate-steps.js';
import { Gop } from './gop.js';
import { Interleave } from './interleave.js';
import { isLiveKind, KeptSink, type Destination } from './kept-sink.js';
import { checkNew } from './place.js';

export interface FanOutSettings {
  /** @throws SothebaisError `DESTINATION_INVALID` */
  readonly destinationOf: (order: DestinationOrder) => Destination;
  /** What the encoder is asked for while every line is calm. */
  readonly targetKbps: number;
  /** How long the main line is calm before more is asked for. @default 30 s */
  readonly calmMs?: number;
  /** From 0 up to 1. */
  readonly chance: () => number;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  readonly onTrouble: (error: SothebaisError) => void;
  readonly clock: Clock;
  /** Is handed everything that destinations are, as they are. */
  readonly witness?: Witness;
}

/** Whoever looks on at what is sent. */
export interface Witness {
  begin(format: StreamFormat): void;
  take(packet: Packet): void;
}

/** A live viewer who begins with an older key frame is behind for as long as he watches. */
const LIVE_START_MS = 1_000;
const REMOVE_LIMIT_MS = 1_500;

/**
 * Gives the stream to any number of destinations, each alone: one that stalls or dies touches
 * neither another nor whoever hands the packets over.
 *
 * Whoever joins begins with a key frame. A recording or a playlist begins with the one before, so
 * that it misses nothing; a live connection only where that is less than a second old, and waits for
 * the next else, since what it is behind at the start it stays behind.
 */
export class FanOut {
  readonly #settings: FanOutSettings;
  readonly #interleave = new Interleave();
  readonly #gop = new Gop();
  readonly #sinks = new Map<string, KeptSink>();
  readonly #orders = new Map<string, DestinationOrder>();
  readonly #steps: BitrateSteps;
  #format: StreamFormat | undefined;
  #nextFormat: StreamFormat | undefined;
  /** The key frames with which a format begins. */
  readonly #begins = new WeakMap<Packet, StreamFormat>();

  constructor(settings: FanOutSettings) {
    this.#settings = settings;
    this.#steps = new BitrateSteps(settings.targetKbps, settings.calmMs);
  }

  /** The stream begins or goes on in another format; its next video packet is a key frame. */
  begin(format: StreamFormat): void {
    if (this.#format && !this.#nextFormat && isSame(this.#format, format)) return;
    this.#nextFormat = format;
  }

  /** Takes a packet, each kind in its own order, and returns at once. */
  take(packet: Packet): void {
    if (this.#nextFormat && packet.kind === 'video' && packet.isKey) {
      this.#begins.set(packet, this.#nextFormat);
      this.#nextFormat = undefined;
    }
    for (const next of this.#interleave.push(packet, this.#settings.now())) this.#give(next);
  }

  /**
   * Sends the stream to one more destination and keeps it alive until it is removed.
   *
   * @throws SothebaisError `DESTINATION_INVALID`, `DESTINATION_KNOWN`
   */
  add(order: DestinationOrder): void {
    checkNew(order, this.#orders.values());
    const destination = this.#settings.destinationOf(order);
    const start = () => this.#startOf(destination.kind);
    const sink = new KeptSink({ ...this.#settings, destination, start });
    this.#sinks.set(order.id, sink);
    this.#orders.set(order.id, order);
    if (this.#format) sink.begin(this.#format);
  }

  /** @throws SothebaisError `DESTINATION_UNKNOWN` */
  async remove(id: string): Promise<void> {
    const sink = this.#sinks.get(id);
    if (!sink) {
      throw new SothebaisError('DESTINATION_UNKNOWN', `There is no destination "${id}".`);
    }
    this.#sinks.delete(id);
    this.#orders.delete(id);
    await sink.close(REMOVE_LIMIT_MS);
  }

  /** Every destination, in the order in which they were added. */
  health(): readonly DestinationHealth[] {
    return [...this.#sinks.values()].map((sink) => sink.health());
  }

  /** What only the operator can mend: a disk that is full. The stream goes on meanwhile. */
  alarms(): readonly Alarm[] {
    return [...this.#sinks.values()].flatMap(({ alarm }) => alarm ?? []);
  }

  /** The picture's bitrate that the first of the live destinations bears; see `BitrateSteps`. */
  wantedKbps(): number {
    const main = [...this.#sinks.values()]
      .find(({ destination }) => isLiveKind(destination.kind))
      ?.health();
    const line = main && { ...main, isLive: main.state === 'live' };
    return this.#steps.step(line, this.#settings.now());
  }

  /** The stream from its newest key frame on; undefined before there is one. */
  get newest(): { readonly format: StreamFormat; readonly packets: readonly Packet[] } | undefined {
    if (!this.#format || this.#gop.packets.length === 0) return undefined;
    return { format: this.#format, packets: [...this.#gop.packets] };
  }

  /** Sends what waits everywhere, all within `limitMs`. Closing twice is safe. */
  async close(limitMs: number): Promise<void> {
    for (const packet of this.#interleave.flush()) this.#give(packet);
    await Promise.all([...this.#sinks.values()].map((sink) => sink.close(limitMs)));
  }

  #give(packet: Packet): void {
    const format = this.#begins.get(packet);
    if (format) {
      this.#format = format;
      this.#gop.clear();
    }
    this.#gop.push(packet);
    const { witness } = this.#settings;
    if (format) witness?.begin(format);
    witness?.take(packet);
    for (const sink of this.#sinks.values()) {
      if (format) sink.begin(format);
      sink.take(packet);
    }
  }

  #startOf(kind: DestinationHealth['kind']): readonly Packet[] {
    return isLiveKind(kind) && this.#gop.ageMs > LIVE_START_MS ? [] : this.#gop.packets;
  }
}

/** The bitrate may change under a receiver's hands; the size stands in the picture's own record. */
function isSame(one: StreamFormat, other: StreamFormat): boolean {
  return (
    one.fps === other.fps &&
    one.avcConfig.equals(other.avcConfig) &&
    one.aacConfig.equals(other.aacConfig)
  );
}
