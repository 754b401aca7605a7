/** One access unit of H.264 on the programme's clock. */
export interface VideoPacket {
  readonly kind: 'video';
  /** The number of the frame it shows. */
  readonly tick: number;
  /** `tick` on the programme's clock, in milliseconds since tick 0, not rounded. */
  readonly atMs: number;
  readonly isKey: boolean;
  /** NAL units, each behind its length in four bytes (AVCC). Parameter sets stand in the format. */
  readonly bytes: Buffer;
}

/** One raw AAC frame of 1024 samples on the same clock. */
export interface AudioPacket {
  readonly kind: 'audio';
  readonly atMs: number;
  readonly bytes: Buffer;
}

export type Packet = VideoPacket | AudioPacket;

/** What a receiver must know before the first packet. Two that are equal need no new start. */
export interface StreamFormat {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fps: number;
  readonly bitrateKbps: number;
  readonly audioKbps: number;
  /** AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1). */
  readonly avcConfig: Buffer;
  /** AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1): AAC-LC, 48 kHz, stereo. */
  readonly aacConfig: Buffer;
}
