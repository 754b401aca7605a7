import type { Ask, Notice, StagePlan } from '../../engine/ports/stage.js';
import { noticeOf, stamped, type Capture, type DrawnFrame, type Notify } from './capture.js';
import { encoderConfigs } from './h264.js';

const COLOR_SPACE = {
  primaries: 'bt709',
  transfer: 'bt709',
  matrix: 'bt709',
  fullRange: false,
} as const;

/** An answer in its turn; without a notice its frame is still with the encoder. */
interface Turn {
  readonly timestamp: number;
  readonly open: Notice;
  notice: Notice | undefined;
}

/**
 * Encodes frames as H.264 in the browser itself, off the thread that draws.
 *
 * The encoder is fed the switcher's I420 and not the canvas: of a canvas Chromium makes limited
 * range too, but signals full range, and players would show it too pale.
 */
export class WebCodecsCapture implements Capture {
  readonly #plan: StagePlan;
  readonly #notify: Notify;
  readonly #turns: Turn[] = [];
  #config: VideoEncoderConfig;
  #encoder: VideoEncoder;
  #failure: DOMException | undefined;
  /** The AVCDecoderConfigurationRecord that the key frames to come are read with. */
  #record = new Uint8Array(0);
  #sinceKey = Number.POSITIVE_INFINITY;

  private constructor(plan: StagePlan, notify: Notify, config: VideoEncoderConfig) {
    this.#plan = plan;
    this.#notify = notify;
    this.#config = config;
    this.#encoder = this.#openEncoder();
  }

  static async open(plan: StagePlan, notify: Notify): Promise<WebCodecsCapture> {
    for (const config of encoderConfigs(plan, plan.bitrateKbps)) {
      const { supported } = await VideoEncoder.isConfigSupported(config);
      if (supported === true) return new WebCodecsCapture(plan, notify, config);
    }
    throw new Error('This browser does not encode H.264 of this size and rate.');
  }

  take(ask: Ask, frame: DrawnFrame): void {
    const { gopFrames, fps, widthPx, heightPx } = this.#plan;
    const changed = stamped(this.#plan, ask, frame);
    this.#tune(ask.bitrateKbps);
    const timestamp = Math.round((ask.tick * 1_000_000) / fps);
    const keyFrame = ask.anew || this.#sinceKey >= gopFrames;
    const picture = new VideoFrame(frame.frame.bytes, {
      format: 'I420',
      codedWidth: widthPx,
      codedHeight: heightPx,
      colorSpace: COLOR_SPACE,
      timestamp,
    });
    try {
      this.#encoder.encode(picture, { keyFrame });
    } finally {
      picture.close();
    }
    this.#sinceKey = keyFrame ? 1 : this.#sinceKey + 1;
    const open = noticeOf(ask, { revision: frame.revision, changed });
    this.#turns.push({ timestamp, open, notice: undefined });
  }

  miss(ask: Ask, revision: number): void {
    const notice = noticeOf(ask, { revision, undrawn: true });
    this.#turns.push({ timestamp: -1, open: notice, notice });
    this.#answer();
  }

  /** Tells the encoder of another bitrate. One that failed says why, once, and makes way. */
  #tune(bitrateKbps: number): void {
    const bitrate = bitrateKbps * 1_000;
    const isOther = bitrate !== this.#config.bitrate;
    if (isOther) this.#config = { ...this.#config, bitrate };
    if (this.#failure) {
      const failure = this.#failure;
      this.#failure = undefined;
      this.#encoder = this.#openEncoder();
      throw failure;
    }
    if (isOther) this.#encoder.configure(this.#config);
  }

  #openEncoder(): VideoEncoder {
    this.#sinceKey = Number.POSITIVE_INFINITY;
    const encoder = new VideoEncoder({
      output: (chunk, metadata) => this.#hear(chunk, metadata),
      // The browser has closed it; what it held is lost.
      error: (failure) => {
        this.#failure = failure;
        this.#giveUp(this.#turns.length);
      },
    });
    encoder.configure(this.#config);
    return encoder;
  }

  #hear(chunk: EncodedVideoChunk, metadata: EncodedVideoChunkMetadata | undefined): void {
    const index = this.#turns.findIndex(({ timestamp }) => timestamp === chunk.timestamp);
    const turn = this.#turns[index];
    if (!turn) return;
    const description = metadata?.decoderConfig?.description;
    if (description) this.#record = bytesOf(description);
    const isKey = chunk.type === 'key';
    const configBytes = isKey ? this.#record.length : 0;
    const payload = new Uint8Array(configBytes + chunk.byteLength);
    if (isKey) payload.set(this.#record);
    chunk.copyTo(payload.subarray(configBytes));
    turn.notice = { ...turn.open, isKey, configBytes, payload };
    // Frames come out in the order they went in: what is still open before this one was dropped.
    this.#giveUp(index);
  }

  /** Answers the first `count` turns, those without a frame as undrawn, and what is ready after. */
  #giveUp(count: number): void {
    for (const turn of this.#turns.slice(0, count)) {
      turn.notice ??= { ...turn.open, changed: [], undrawn: true };
    }
    this.#answer();
  }

  #answer(): void {
    for (let next = this.#turns[0]; next?.notice; next = this.#turns[0]) {
      this.#notify(next.notice);
      this.#turns.shift();
    }
  }
}

function bytesOf(source: AllowSharedBufferSource): Uint8Array<ArrayBuffer> {
  const view = ArrayBuffer.isView(source) ? source : new Uint8Array(source);
  return Uint8Array.from(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
}
