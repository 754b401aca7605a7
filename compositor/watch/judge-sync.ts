import type { Packet } from '../packet.js';
import { AHEAD_MS } from '../sink/interleave.js';
import type { Fault } from './judge-picture.js';

/** Viewers begin to see that lips and voice part. */
const LIMIT_MS = 80;
/** Packets come in bursts: only what is apart for the whole of this is apart. */
const SKEW_WINDOW_MS = 1_000;
const COUNT_WINDOW_MS = 10_000;
const SAMPLES_A_PACKET_MS = 1_024 / 48;

interface Arrival {
  readonly nowMs: number;
  /** How far the newest picture was ahead of the newest sound, beyond what it is to be. */
  readonly skewMs: number;
}

/** Where one kind of packet stands: its time, and how much of it was counted up to there. */
interface Mark {
  readonly atMs: number;
  readonly countedMs: number;
}

/**
 * Holds picture and sound against each other. Pure: packets come with the time of their arrival.
 *
 * Both count one clock, so the newest of each belong together, and time goes on as frames and
 * samples do.
 */
export class Sync {
  readonly #frameMs: number;
  readonly #arrivals: Arrival[] = [];
  readonly #video: Mark[] = [];
  readonly #audio: Mark[] = [];

  constructor(fps: number) {
    this.#frameMs = 1_000 / fps;
  }

  take(packet: Packet, nowMs: number): void {
    const { atMs } = packet;
    if (packet.kind === 'video') {
      note(this.#video, { atMs, countedMs: packet.tick * this.#frameMs });
    } else {
      const before = this.#audio.at(-1)?.countedMs ?? 0;
      note(this.#audio, { atMs, countedMs: before + SAMPLES_A_PACKET_MS });
    }
    const video = this.#video.at(-1);
    const audio = this.#audio.at(-1);
    if (!video || !audio) return;
    this.#arrivals.push({ nowMs, skewMs: video.atMs - audio.atMs - AHEAD_MS });
    while ((this.#arrivals[1]?.nowMs ?? Infinity) <= nowMs - SKEW_WINDOW_MS) this.#arrivals.shift();
  }

  judge(): Fault {
    const skewMs = this.#skewMs();
    if (Math.abs(skewMs) > LIMIT_MS) {
      const late = skewMs > 0 ? 'sound' : 'picture';
      return `The ${late} is ${Math.round(Math.abs(skewMs))} ms late.`;
    }
    const driftMs = strayedMs(this.#audio) - strayedMs(this.#video);
    if (Math.abs(driftMs) <= LIMIT_MS) return undefined;
    return `Sound and picture part by ${Math.round(Math.abs(driftMs))} ms in ten seconds.`;
  }

  /** The least of the window, or 0 while there is no whole one. */
  #skewMs(): number {
    const [oldest] = this.#arrivals;
    const newest = this.#arrivals.at(-1);
    if (!oldest || !newest || newest.nowMs - oldest.nowMs < SKEW_WINDOW_MS) return 0;
    return this.#arrivals.reduce((least, { skewMs }) => {
      return Math.abs(skewMs) < Math.abs(least) ? skewMs : least;
    }, newest.skewMs);
  }
}

function note(marks: Mark[], mark: Mark): void {
  marks.push(mark);
  while ((marks[0]?.atMs ?? Infinity) < mark.atMs - COUNT_WINDOW_MS) marks.shift();
}

/** How far time ran from what was counted, within the window. */
function strayedMs(marks: readonly Mark[]): number {
  const [oldest] = marks;
  const newest = marks.at(-1);
  if (!oldest || !newest) return 0;
  return newest.atMs - oldest.atMs - (newest.countedMs - oldest.countedMs);
}
