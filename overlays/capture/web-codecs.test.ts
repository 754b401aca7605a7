import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Ask, Notice, StagePlan } from '../../engine/ports/stage.js';
import { createI420Frame } from './i420.js';
import { WebCodecsCapture } from './web-codecs.js';

const plan: StagePlan = {
  ...{ widthPx: 64, heightPx: 32, fps: 25, counter: false, capture: 'webcodecs' },
  ...{ slots: 0, seal: '', bitrateKbps: 1_000, gopFrames: 4, artworks: [] },
};
const RECORD = [1, 100, 0, 31];

interface Given {
  readonly timestamp: number;
  readonly isKey: boolean;
}

/** An encoder that gives its chunks when it is told to. */
class FakeEncoder {
  static latest: FakeEncoder;
  static async isConfigSupported({ codec }: VideoEncoderConfig) {
    return { supported: codec.startsWith('avc1.4d') };
  }

  state = 'configured';
  readonly configs: VideoEncoderConfig[] = [];
  readonly given: Given[] = [];
  readonly #init: VideoEncoderInit;

  constructor(init: VideoEncoderInit) {
    this.#init = init;
    FakeEncoder.latest = this;
  }

  configure(config: VideoEncoderConfig): void {
    this.configs.push(config);
  }

  encode({ timestamp }: VideoFrame, { keyFrame = false }: VideoEncoderEncodeOptions): void {
    this.given.push({ timestamp, isKey: keyFrame });
  }

  /** Brings out the frame given as the `index`th. */
  bringOut(index: number): void {
    const { timestamp, isKey } = this.given[index] ?? { timestamp: -1, isKey: false };
    const bytes = [index, 7];
    const chunk = {
      ...{ timestamp, type: isKey ? 'key' : 'delta', byteLength: bytes.length },
      copyTo: (into: Uint8Array) => into.set(bytes),
    };
    const description = Uint8Array.from(RECORD);
    const metadata = isKey ? { decoderConfig: { codec: 'avc1', description } } : undefined;
    this.#init.output(chunk as unknown as EncodedVideoChunk, metadata);
  }

  fail(message: string): void {
    this.state = 'closed';
    this.#init.error(new DOMException(message));
  }
}

class FakeFrame {
  readonly timestamp: number;
  constructor(_bytes: Uint8Array, { timestamp }: VideoFrameBufferInit) {
    this.timestamp = timestamp;
  }
  close(): void {
    // Holds nothing.
  }
}

describe('WebCodecsCapture', () => {
  const frame = createI420Frame(64, 32);
  let notices: Notice[];
  let capture: WebCodecsCapture;

  const ask = (tick: number, over: Partial<Ask> = {}): Ask => ({
    ...{ tick, nowMs: 0, slot: 0, anew: false, bitrateKbps: 1_000 },
    ...over,
  });
  const take = (tick: number, over: Partial<Ask> = {}) =>
    capture.take(ask(tick, over), { frame, revision: tick + 10, changed: [], check: 0 });
  const told = () =>
    notices.map(
      ({ tick, undrawn, isKey }) => `${tick}${undrawn ? ' undrawn' : isKey ? ' key' : ''}`,
    );

  beforeEach(async () => {
    vi.stubGlobal('VideoEncoder', FakeEncoder);
    vi.stubGlobal('VideoFrame', FakeFrame);
    notices = [];
    capture = await WebCodecsCapture.open(plan, (notice) => notices.push(notice));
  });

  afterEach(() => vi.unstubAllGlobals());

  test('takes the best profile that the browser encodes', () => {
    expect(FakeEncoder.latest.configs[0]?.codec).toBe('avc1.4d001e');
  });

  test('asks for a key frame at first, after each group of pictures, and anew', () => {
    for (let tick = 0; tick < 12; tick++) take(tick, { anew: tick === 6 });
    const keys = FakeEncoder.latest.given.flatMap(({ isKey }, i) => (isKey ? [i] : []));
    expect(keys).toEqual([0, 4, 6, 10]);
  });

  test('answers with the access unit, a key frame behind its configuration', () => {
    take(0);
    take(1);
    expect(notices).toEqual([]);
    FakeEncoder.latest.bringOut(0);
    FakeEncoder.latest.bringOut(1);
    expect(told()).toEqual(['0 key', '1']);
    const [key, delta] = notices;
    expect([key?.configBytes, ...(key?.payload ?? [])]).toEqual([4, ...RECORD, 0, 7]);
    expect([delta?.configBytes, ...(delta?.payload ?? [])]).toEqual([0, 1, 7]);
    expect(notices.map(({ revision }) => revision)).toEqual([10, 11]);
  });

  test('keeps the order of asks when a frame was not drawn, or not encoded', () => {
    take(0);
    capture.miss(ask(1), 10);
    take(2);
    take(3);
    expect(told()).toEqual([]);
    FakeEncoder.latest.bringOut(0);
    expect(told()).toEqual(['0 key', '1 undrawn']);
    FakeEncoder.latest.bringOut(2);
    expect(told()).toEqual(['0 key', '1 undrawn', '2 undrawn', '3']);
  });

  test('tells the encoder of another bitrate once, and goes on without a key frame', () => {
    take(0);
    take(1, { bitrateKbps: 600 });
    take(2, { bitrateKbps: 600 });
    const { configs, given } = FakeEncoder.latest;
    expect(configs.map(({ bitrate }) => bitrate)).toEqual([1_000_000, 600_000]);
    expect(given.map(({ isKey }) => isKey)).toEqual([true, false, false]);
  });

  test('opens another encoder after one that failed, says why, and begins with a key frame', () => {
    const broken = FakeEncoder.latest;
    take(0);
    take(1);
    broken.bringOut(0);
    broken.fail('out of memory');
    expect(told()).toEqual(['0 key', '1 undrawn']);
    expect(() => take(2)).toThrow('out of memory');
    take(3);
    expect(FakeEncoder.latest).not.toBe(broken);
    expect(FakeEncoder.latest.given).toEqual([{ timestamp: 120_000, isKey: true }]);
  });
});
