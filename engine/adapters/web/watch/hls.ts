/** What of hls.js is used here. */
export interface Hls {
  readonly latency: number;
  readonly playingDate: Date | null;
  loadSource(url: string): void;
  attachMedia(video: HTMLVideoElement): void;
  on(event: string, hear: (event: string, data: HlsError) => void): void;
  recoverMediaError(): void;
  destroy(): void;
}

interface HlsError {
  readonly fatal?: boolean;
  readonly type?: string;
}

interface HlsClass {
  new (settings: object): Hls;
  isSupported(): boolean;
}

/** The first look at the playlist has the stream made, which takes its time. */
const FIRST_LOOK_MS = 12_000;
const NO_RETRY = { maxNumRetry: 0, retryDelayMs: 0, maxRetryDelayMs: 0 };

/** As near to the room as segments allow, without a worker that the page's policy would forbid. */
const SETTINGS = {
  enableWorker: false,
  liveSyncDurationCount: 2,
  liveMaxLatencyDurationCount: 6,
  maxLiveSyncPlaybackRate: 1.1,
  backBufferLength: 10,
  manifestLoadPolicy: {
    default: {
      maxTimeToFirstByteMs: FIRST_LOOK_MS,
      maxLoadTimeMs: FIRST_LOOK_MS,
      timeoutRetry: NO_RETRY,
      errorRetry: NO_RETRY,
    },
  },
};

/** The player for browsers that do not play HLS by themselves; undefined where it cannot either. */
export async function makeHls(): Promise<Hls | undefined> {
  const path = '/hls.mjs';
  const { default: Player } = (await import(path)) as { readonly default: HlsClass };
  return Player.isSupported() ? new Player(SETTINGS) : undefined;
}
