import type { Packet } from '../packet.js';

/** How long a packet waits for the other kind: less than a viewer notices, more than an encoder's jitter. */
const HOLD_MS = 100;

/**
 * So far the picture may run ahead of the sound. An encoder of AAC holds two frames of 21 ms, and the
 * sound of a tick fills them only with the ticks after it; a picture that waited for it would be
 * late at every destination. Players hold several times as much.
 */
export const AHEAD_MS = 70;

interface Held {
  readonly packet: Packet;
  readonly sinceMs: number;
}

/**
 * Puts picture and sound, which come from two programs, into one order: that of their times, but
 * with the picture `aheadMs` ahead of the sound.
 *
 * Each kind comes in its own order and leaves in it. A packet leaves as soon as nothing of the
 * other kind can come before it, and after `holdMs` in any case: a dead sound encoder must not stop
 * the picture. What comes later than that leaves at once and keeps its time, for the players' sake:
 * a gap in the order mends itself, a wrong time is heard. Pure: time is handed in, and a packet of
 * either kind moves what waits.
 */
export class Interleave {
  readonly #holdMs: number;
  readonly #aheadMs: number;
  readonly #held: { readonly video: Held[]; readonly audio: Held[] } = { video: [], audio: [] };
  readonly #newestMs = { video: -Infinity, audio: -Infinity };

  constructor(holdMs = HOLD_MS, aheadMs = AHEAD_MS) {
    this.#holdMs = holdMs;
    this.#aheadMs = aheadMs;
  }

  /** Takes a packet at `nowMs`, on any clock that never goes back; gives those that may leave. */
  push(packet: Packet, nowMs: number): readonly Packet[] {
    this.#held[packet.kind].push({ packet, sinceMs: nowMs });
    this.#newestMs[packet.kind] = this.#placeMs(packet);
    return this.#release((held) => nowMs - held.sinceMs >= this.#holdMs);
  }

  /** Gives all that waits. */
  flush(): readonly Packet[] {
    return this.#release(() => true);
  }

  #release(hasWaited: (held: Held) => boolean): readonly Packet[] {
    const { video, audio } = this.#held;
    const leaving: Packet[] = [];
    for (;;) {
      const [picture, sound] = [video[0], audio[0]];
      const isPicture = this.#placeMs(picture?.packet) <= this.#placeMs(sound?.packet);
      const next = isPicture ? picture : sound;
      if (!next) return leaving;
      const otherMs = this.#newestMs[isPicture ? 'audio' : 'video'];
      if (otherMs < this.#placeMs(next.packet) && !hasWaited(next)) return leaving;
      (isPicture ? video : audio).shift();
      leaving.push(next.packet);
    }
  }

  /** Where a packet stands in the order; nothing stands behind all. */
  #placeMs(packet: Packet | undefined): number {
    if (!packet) return Infinity;
    return packet.kind === 'video' ? packet.atMs : packet.atMs + this.#aheadMs;
  }
}
