import type { SothebaisError } from '../../engine/domain/errors.js';
import type { Picture } from '../source/picture.js';

/** What an encoder is set up for. */
export interface EncodingPlan {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps: number;
  readonly bitrateKbps: number;
  /** A key frame comes every so many frames, and nowhere else unless it is asked for. */
  readonly gopFrames: number;
}

/** One compressed frame, as an encoder gives it. */
export interface CodedFrame {
  /** NAL units behind four-byte lengths, without parameter sets. */
  readonly bytes: Buffer;
  readonly isKey: boolean;
}

export interface EncoderEvents {
  /** Before the first frame, and whenever it changes: an AVCDecoderConfigurationRecord. */
  onConfig(avcConfig: Buffer): void;
  /** One for every `put`, in the same order. */
  onFrame(frame: CodedFrame): void;
  /** It has ended by itself and gives nothing more. Told once. */
  onLost(error: SothebaisError): void;
}

/** What is asked of an encoder for one tick. */
export interface Put {
  /** Held by whoever puts it until its frame has come. */
  readonly picture: Picture;
  /** The picture differs from the one put before in no pixel. */
  readonly isRepeat: boolean;
  /** This frame must be a key frame. */
  readonly key: boolean;
}

/** One run of an encoder, from its start to its end. */
export interface VideoEncoder {
  /** As health gives it: `libx264`, `native`, `h264_nvenc`, `webcodecs`. */
  readonly name: string;
  /** Takes a frame and returns at once. */
  put(frame: Put): void;
  /** Changes the bitrate from the next frame on; false where it takes a new encoder. */
  setBitrate(kbps: number): boolean;
  /** Ends it. Frames that were put and have not come yet may be lost. */
  close(): Promise<void>;
}

/** @throws SothebaisError `ENCODER_MISSING`, `ENCODER_FAILED` */
export type StartEncoder = (plan: EncodingPlan, events: EncoderEvents) => Promise<VideoEncoder>;
