import { makeHls, type Hls } from './hls.js';

/** How the picture stands. */
export type PlayerState = 'connecting' | 'playing' | 'blocked' | 'off-air' | 'unable';

const PLAYLIST = '/live/program.m3u8';
const [RETRY_FIRST_MS, RETRY_MOST_MS] = [1_000, 8_000];
/** A picture that stands still for so long is waited for, and nobody is told that it is live. */
const STILL_MS = 2_500;
/** One that stands still for so long is asked for anew. */
const STUCK_MS = 10_000;

/** Safari plays HLS by itself, and can hand it to a television only then. */
const isNative = (video: HTMLVideoElement): boolean =>
  'webkitShowPlaybackTargetPicker' in video &&
  video.canPlayType('application/vnd.apple.mpegurl') !== '';

/** Keeps the programme playing while it is on air, whatever fails on the way. */
export class Player {
  readonly #video: HTMLVideoElement;
  readonly #hear: (state: PlayerState) => void;
  #isOnAir: boolean | undefined;
  #hls: Hls | undefined;
  #retryMs = RETRY_FIRST_MS;
  #retry: number | undefined;
  #seen = { at: 0, time: 0 };
  #isStill = false;
  #hasRecovered = false;

  constructor(video: HTMLVideoElement, hear: (state: PlayerState) => void) {
    this.#video = video;
    this.#hear = hear;
    video.addEventListener('playing', () => hear('playing'));
    video.addEventListener('error', () => this.#again());
    video.addEventListener('ended', () => this.#again());
  }

  /** The stream went on air, or off. */
  turn(isOnAir: boolean): void {
    if (isOnAir === this.#isOnAir) return;
    this.#isOnAir = isOnAir;
    this.#retryMs = RETRY_FIRST_MS;
    this.#end();
    if (isOnAir) void this.#begin();
    else this.#hear('off-air');
  }

  /** Plays where the browser wanted to be asked first. */
  play(): void {
    void this.#video.play().catch(() => this.#hear('blocked'));
  }

  /** To be called every second or so: finds a picture that is stuck. */
  look(): void {
    const { currentTime: time, paused } = this.#video;
    const at = performance.now();
    if (!this.#isOnAir || paused || time !== this.#seen.time) {
      if (time !== this.#seen.time) this.#retryMs = RETRY_FIRST_MS;
      if (this.#isStill) this.#hear('playing');
      this.#isStill = false;
      this.#seen = { at, time };
    } else if (at - this.#seen.at > STUCK_MS) this.#again();
    else if (at - this.#seen.at > STILL_MS && !this.#isStill) {
      this.#isStill = true;
      this.#hear('connecting');
    }
  }

  /** How far the picture is behind the room, in milliseconds; undefined where that is unknown. */
  behindMs(houseMs: number): number | undefined {
    if (this.#video.paused || !this.#hls) return undefined;
    const { playingDate, latency } = this.#hls;
    if (playingDate) return houseMs - playingDate.getTime();
    return latency > 0 ? latency * 1000 : undefined;
  }

  async #begin(): Promise<void> {
    this.#hear('connecting');
    this.#hasRecovered = false;
    this.#seen = { at: performance.now(), time: this.#video.currentTime };
    if (isNative(this.#video)) {
      this.#video.src = PLAYLIST;
      this.play();
      return;
    }
    const hls = await makeHls();
    if (!this.#isOnAir) return;
    if (!hls) {
      this.#hear('unable');
      return;
    }
    this.#hls = hls;
    hls.on('hlsManifestParsed', () => this.play());
    hls.on('hlsError', (_event, { fatal, type }) => {
      if (!fatal || this.#hls !== hls) return;
      if (type !== 'mediaError' || this.#hasRecovered) this.#again();
      else {
        this.#hasRecovered = true;
        hls.recoverMediaError();
      }
    });
    hls.loadSource(PLAYLIST);
    hls.attachMedia(this.#video);
  }

  #end(): void {
    window.clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#isStill = false;
    this.#hls?.destroy();
    this.#hls = undefined;
    this.#video.removeAttribute('src');
    this.#video.load();
  }

  /** Begins anew after a pause, which grows while nothing comes of it. */
  #again(): void {
    if (!this.#isOnAir || this.#retry !== undefined) return;
    this.#end();
    this.#hear('connecting');
    this.#retry = window.setTimeout(() => {
      this.#retry = undefined;
      void this.#begin().catch(() => this.#again());
    }, this.#retryMs);
    this.#retryMs = Math.min(RETRY_MOST_MS, this.#retryMs * 2);
  }
}
