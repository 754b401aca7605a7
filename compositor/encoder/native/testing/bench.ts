import { expect, vi } from 'vitest';
import type { SothebaisError } from '../../../../engine/domain/errors.js';
import type { ChildProgram } from '../../../../engine/ports/processes.js';
import { noteProcesses } from '../../../../engine/testing/real-processes.js';
import type { Picture } from '../../../source/picture.js';
import type { CodedFrame, EncodingPlan, Put, VideoEncoder } from '../../encoder.js';
import { createNativeEncoder } from '../native-encoder.js';

export const LIMIT_MS = 20_000;

interface BenchPlace {
  /** Of the native encoder. */
  readonly path: string;
  readonly workDir: string;
}

/** The encoder at work: what it gave, and the program that it is. */
export class Bench {
  readonly frames: CodedFrame[] = [];
  readonly configs: Buffer[] = [];
  readonly lost: SothebaisError[] = [];
  #encoder: VideoEncoder | undefined;
  readonly #started: ChildProgram[] = [];
  #puts = 0;

  async open(plan: EncodingPlan, { path, workDir }: BenchPlace): Promise<this> {
    const processes = noteProcesses(this.#started);
    const start = createNativeEncoder({ path, processes, workDir });
    this.#encoder = await start(plan, {
      onConfig: (config) => this.configs.push(config),
      onFrame: (frame) => this.frames.push(frame),
      onLost: (error) => this.lost.push(error),
    });
    return this;
  }

  get pid(): number {
    return this.#started[0]?.pid ?? 0;
  }

  get encoder(): VideoEncoder {
    if (!this.#encoder) throw new Error('The encoder is not open.');
    return this.#encoder;
  }

  put(picture: Picture, over: Partial<Put> = {}): void {
    this.#puts++;
    this.encoder.put({ picture, isRepeat: false, key: false, ...over });
  }

  /** Waits for the frames of all that was put. */
  async settle(): Promise<void> {
    await vi.waitFor(() => expect(this.frames).toHaveLength(this.#puts), LIMIT_MS);
  }

  /** Ends it; what came as Annex B. */
  async close(): Promise<Buffer> {
    await this.settle();
    await this.encoder.close();
    expect(this.lost).toEqual([]);
    const [config] = this.configs;
    if (!config) throw new Error('There was no config.');
    return Buffer.concat([
      ...setsOf(config),
      ...this.frames.flatMap(({ bytes }) => unitsOf(bytes)),
    ]);
  }
}

const START = Buffer.of(0, 0, 0, 1);

/** The parameter sets of an AVCDecoderConfigurationRecord that holds one of each kind. */
function setsOf(config: Buffer): Buffer[] {
  const spsEnd = 8 + config.readUInt16BE(6);
  const ppsEnd = spsEnd + 3 + config.readUInt16BE(spsEnd + 1);
  return [START, config.subarray(8, spsEnd), START, config.subarray(spsEnd + 3, ppsEnd)];
}

/** The NAL units of a frame as Annex B: a start code, a unit, and so on. */
export function unitsOf(bytes: Buffer): Buffer[] {
  const units: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 4 + bytes.readUInt32BE(at);
    units.push(START, bytes.subarray(at + 4, end));
    at = end;
  }
  return units;
}
