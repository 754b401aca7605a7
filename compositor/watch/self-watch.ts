import { SothebaisError } from '../../engine/domain/errors.js';
import type { Closeable } from '../../engine/ports/closeable.js';
import type { Processes } from '../../engine/ports/processes.js';
import type { Alarm, StreamHealth } from '../../engine/ports/program.js';
import type { Packet, StreamFormat } from '../packet.js';
import { flvTag } from '../sink/flv.js';
import { AlarmBell, type WatchedKind } from './alarm-bell.js';
import { Allowance } from './allowance.js';
import { Decoder, type Seen } from './decoder.js';
import {
  judgeBlack,
  judgeSize,
  PriceOnAir,
  Stillness,
  type ExpectedPrice,
} from './judge-picture.js';
import { judgeClipping, judgeSilence, type Heard } from './judge-sound.js';
import { Sync } from './judge-sync.js';
import { readLook } from './look.js';

/** What ought to be seen and heard on air at this moment. */
interface Expectation {
  /** What is shown: the slate carries no price. */
  readonly picture: StreamHealth['picture'];
  /** Something is drawn anew all the time. Where the show stands still, so does what is sent. */
  readonly isMoving: boolean;
  /** Somebody speaks or music plays. */
  readonly sound: boolean;
  /** Undefined where the picture carries no strip to hold against it. */
  readonly price: ExpectedPrice | undefined;
}

export interface SelfWatchSettings {
  readonly processes: Processes;
  readonly ffmpegPath: string;
  /** The size that destinations were promised. */
  readonly promised: { readonly widthPx: number; readonly heightPx: number };
  readonly expected: () => Expectation;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly onAlarm: (alarm: Alarm, change: 'raised' | 'cleared') => void;
  readonly onTrouble: (error: SothebaisError) => void;
}

const CHECK_EVERY_MS = 250;
/** No picture for so long is a picture that stands still, whatever it shows. */
const NOTHING_SENT_MS = 2_000;
/** A decoder that is further behind is given nothing until the next key frame. */
const BEHIND_MS = 1_000;
const WAITING_BYTES_MAX = 4 * 1024 * 1024;
/** A decoder shows one of what it was given at least this often. */
const LOOK_OVERDUE_MS = 300;
/** A decoder that was given pictures and showed none for so long has hung. */
const HUNG_MS = 6_000;
const RESTARTS_AN_HOUR = 10;
const HOUR_MS = 3_600_000;
const SEEN_KINDS = ['black', 'frozen', 'wrong-size', 'wrong-price'] as const;
const HEARD_KINDS = ['silent', 'clipped'] as const;

/**
 * Watches what goes out as a viewer would: it gets what every destination gets, decodes it at low
 * priority and raises an alarm within three seconds of a fault. It takes nothing from the stream:
 * where it cannot keep up it looks away until the next key frame, and where its decoder dies it
 * starts another one, within limits.
 */
export class SelfWatch implements Closeable {
  readonly #settings: SelfWatchSettings;
  readonly #bell: AlarmBell;
  readonly #allowance = new Allowance(RESTARTS_AN_HOUR, HOUR_MS);
  readonly #stillness = new Stillness();
  readonly #price = new PriceOnAir();
  readonly #timer: NodeJS.Timeout;
  #format: StreamFormat | undefined;
  #sync: Sync | undefined;
  #decoder: Decoder | undefined;
  /** The stream's newest picture: its time, and when it came. */
  #newest: { readonly atMs: number; readonly nowMs: number } | undefined;
  /** Time of the newest picture that the decoder was given, and of the one that it showed. */
  #givenMs = 0;
  #seenMs = 0;
  /** When the decoder last showed one, or was started. */
  #aliveMs = 0;
  #isSkipping = false;
  /** The last decoder ended before its time, and no other one has been started. */
  #hasFailed = false;
  #isBlind = false;

  constructor(settings: SelfWatchSettings) {
    this.#settings = settings;
    this.#bell = new AlarmBell(settings.onAlarm);
    this.#timer = setInterval(() => this.#check(), CHECK_EVERY_MS).unref();
  }

  /** What is wrong on air, oldest first. */
  alarms(): readonly Alarm[] {
    return this.#bell.alarms;
  }

  /** The decoder's process, for those who measure; undefined while there is none. */
  get pid(): number | undefined {
    return this.#decoder?.pid;
  }

  /** The stream begins or goes on in another format: the next video packet is a key frame. */
  begin(format: StreamFormat): void {
    this.#format = format;
    this.#sync = new Sync(format.fps);
    this.#dropDecoder();
  }

  /** Takes a packet and returns at once. Packets come in order of time, as destinations get them. */
  take(packet: Packet): void {
    const nowMs = this.#settings.now();
    this.#sync?.take(packet, nowMs);
    if (packet.kind === 'video') {
      this.#newest = { atMs: packet.atMs, nowMs };
      this.#price.hold(this.#settings.expected().price);
      if (packet.isKey) this.#startAtKey(packet.atMs, nowMs);
    }
    if (!this.#decoder || this.#looksAway(packet)) return;
    this.#decoder.write(flvTag(packet));
    if (packet.kind === 'video') this.#givenMs = packet.atMs;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#format = undefined;
    const decoder = this.#decoder;
    this.#decoder = undefined;
    await decoder?.close();
  }

  #startAtKey(atMs: number, nowMs: number): void {
    if (this.#decoder || !this.#format) return;
    // What a new format takes is no failure.
    const waitMs = this.#hasFailed ? this.#allowance.take(nowMs) : 0;
    if (waitMs > 0) {
      this.#goBlind(waitMs);
      return;
    }
    this.#hasFailed = false;
    this.#isBlind = false;
    this.#isSkipping = false;
    this.#seenMs = atMs;
    this.#givenMs = atMs;
    this.#aliveMs = nowMs;
    this.#decoder = new Decoder(this.#settings, this.#format, {
      onSeen: (seen) => this.#see(seen),
      onHeard: (heard) => this.#hear(heard),
      onEnded: (words) => this.#lose(words === '' ? 'ended' : `ended, saying "${words}"`),
    });
  }

  /** Whether this packet is not for the decoder, because it is behind. */
  #looksAway(packet: Packet): boolean {
    const waits = this.#decoder?.waitingBytes ?? 0;
    const isBehind = this.#givenMs - this.#seenMs > BEHIND_MS || waits > WAITING_BYTES_MAX;
    if (isBehind) this.#isSkipping = true;
    else if (packet.kind === 'video' && packet.isKey) this.#isSkipping = false;
    return this.#isSkipping;
  }

  #see(seen: Seen): void {
    const nowMs = this.#settings.now();
    this.#aliveMs = nowMs;
    this.#seenMs = seen.atMs;
    const { promised, expected } = this.#settings;
    const { picture, isMoving } = expected();
    // What is seen now went out a little earlier, and is judged by what held then.
    const wasMs = this.#newest ? this.#newest.nowMs - (this.#newest.atMs - seen.atMs) : nowMs;
    const look = readLook(seen.bytes, { ...seen, nowMs: wasMs });
    const black = judgeBlack(look);
    const size = judgeSize(look, promised);
    this.#bell.judge('black', black, wasMs);
    this.#bell.judge('wrong-size', size, wasMs);
    // Nothing moves in a black picture, and no strip is where it should be in another size: that
    // is one fault, not two.
    const shouldMove = picture === 'show' && isMoving && black === undefined;
    const isPriced = picture !== 'slate' && (black ?? size) === undefined;
    this.#bell.judge('frozen', shouldMove ? this.#stillness.judge(look) : undefined, wasMs);
    this.#bell.judge('wrong-price', isPriced ? this.#price.judge(look) : undefined, wasMs);
    if (!shouldMove) this.#stillness.forget();
  }

  #hear(heard: Heard): void {
    const nowMs = this.#settings.now();
    const isExpected = this.#settings.expected().sound;
    this.#bell.judge('silent', isExpected ? judgeSilence(heard) : undefined, nowMs);
    this.#bell.judge('clipped', judgeClipping(heard), nowMs);
  }

  /** What no packet tells: that none comes, and that the decoder has hung. */
  #check(): void {
    const nowMs = this.#settings.now();
    this.#bell.judge('out-of-sync', this.#sync?.judge(), nowMs);
    const newest = this.#newest;
    if (!newest) return;
    const quietMs = nowMs - newest.nowMs;
    if (quietMs > NOTHING_SENT_MS) {
      const fault = `No picture has gone out for ${(quietMs / 1_000).toFixed(1)} s.`;
      this.#bell.judge('frozen', fault, nowMs);
    }
    const isOwed = this.#givenMs - this.#seenMs > LOOK_OVERDUE_MS;
    if (this.#decoder && isOwed && nowMs - this.#aliveMs > HUNG_MS) {
      this.#lose('hung');
    }
  }

  #lose(how: string): void {
    this.#dropDecoder();
    this.#hasFailed = true;
    const message = `The decoder that watches the stream ${how}; another one takes over.`;
    this.#settings.onTrouble(new SothebaisError('ENCODER_FAILED', message));
  }

  /** Without eyes no alarm can be kept up. */
  #goBlind(waitMs: number): void {
    if (this.#isBlind) return;
    this.#isBlind = true;
    const blind: readonly WatchedKind[] = [...SEEN_KINDS, ...HEARD_KINDS];
    for (const kind of blind) this.#bell.clear(kind);
    const minutes = Math.ceil(waitMs / 60_000);
    const message = `Nobody watches the stream for ${minutes} minutes: its decoder failed too often.`;
    this.#settings.onTrouble(new SothebaisError('ENCODER_FAILED', message));
  }

  #dropDecoder(): void {
    const decoder = this.#decoder;
    this.#decoder = undefined;
    void decoder?.close();
  }
}
