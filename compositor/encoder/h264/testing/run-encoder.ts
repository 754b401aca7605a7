import { Picture, type CodedPicture } from '../../../source/picture.js';
import type { SothebaisError } from '../../../../engine/domain/errors.js';
import { createCodedEncoder } from '../../coded-encoder.js';
import type { CodedFrame, VideoEncoder } from '../../encoder.js';

/** A coded encoder, and all that it said. */
export interface Run {
  readonly encoder: VideoEncoder;
  readonly frames: CodedFrame[];
  readonly configs: Buffer[];
  readonly lost: SothebaisError[];
  readonly bitrates: number[];
  keysWanted: number;
  /** Puts a new picture of the source. */
  show(coded: CodedPicture, index: number): void;
  /** Puts the last one again. */
  repeat(key?: boolean): void;
}

/** Starts a coded encoder at 30 frames a second. */
export async function runEncoder(): Promise<Run> {
  const plan = { widthPx: 176, heightPx: 100, fps: 30, bitrateKbps: 300, gopFrames: 60 };
  let latest: Picture | undefined;
  const run = {
    frames: [] as CodedFrame[],
    configs: [] as Buffer[],
    lost: [] as SothebaisError[],
    bitrates: [] as number[],
    keysWanted: 0,
    show(coded: CodedPicture, index: number): void {
      latest = new Picture({ index, revision: 0, coded }, () => undefined);
      encoder.put({ picture: latest, isRepeat: false, key: false });
    },
    repeat(key = false): void {
      if (!latest) throw new Error('Nothing was shown that could be repeated.');
      encoder.put({ picture: latest, isRepeat: true, key });
    },
  };
  const start = createCodedEncoder({
    onKeyWanted: () => run.keysWanted++,
    onBitrate: (kbps) => run.bitrates.push(kbps),
  });
  const encoder = await start(plan, {
    onConfig: (config) => run.configs.push(config),
    onFrame: (frame) => run.frames.push(frame),
    onLost: (error) => run.lost.push(error),
  });
  return Object.assign(run, { encoder });
}
