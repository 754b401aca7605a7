import { randomInt } from 'node:crypto';
import type { SothebaisError } from '../engine/domain/errors.js';
import type { ShowState } from '../engine/domain/show.js';
import type { Clock } from '../engine/ports/clock.js';
import { AUDIO_KBPS } from './encoder/args.js';
import { readAvcConfig } from './encoder/h264/avc-config.js';
import { joinUnits } from './encoder/h264/units.js';
import { KeptEncoder } from './encoder/kept-encoder.js';
import { KeptSound } from './encoder/kept-sound.js';
import { Figures } from './figures.js';
import type { OnAir } from './on-air.js';
import type { Packet } from './packet.js';
import { buildPipeline, type Backend, type Pipeline, type PipelineSettings } from './pipeline.js';
import { buildDestination } from './sink/destination.js';
import { FanOut, type Witness } from './sink/fan-out.js';
import type { RecordingSettings } from './sink/recording.js';
import { KeptSource } from './source/kept-source.js';
import type { Picture } from './source/picture.js';
import { Mixer } from './sound/mixer.js';

/** What a stream is made with. */
export interface Encoding extends Omit<PipelineSettings, 'workDir' | 'slots'> {
  readonly backend: Backend;
  readonly firstShow: ShowState;
  readonly clock: Clock;
  readonly recording: Omit<RecordingSettings, 'path'>;
  readonly onTrouble: (error: SothebaisError) => void;
  /** Whoever looks on at what is sent. */
  readonly witness?: Witness;
}

/** How much of the programme the source may owe before it is asked for no more. */
const OWED_MS = 400;
/** Pictures that may wait for the encoder, beside those that are owed. */
const ENCODING_MS = 300;
/** AAC-LC, 48 kHz, stereo. */
const AAC_CONFIG = Buffer.from([0x11, 0x90]);
const NOTHING = Buffer.alloc(0);
const CHANCES = 2 ** 32;
const ENCODER_CLOSE_SHARE = 0.5;

/** Everything between the show and the destinations, put together and not yet ticking. */
export class LiveParts {
  readonly credit: number;
  readonly mixer: Mixer;
  readonly source: KeptSource;
  readonly encoder: KeptEncoder;
  readonly sound: KeptSound;
  readonly fanOut: FanOut;
  readonly figures = new Figures();
  readonly #encoding: Encoding;
  readonly #pipeline: Pipeline;
  #hasBegun = false;
  #parameterSets: Buffer = NOTHING;
  air: OnAir | undefined;

  /** @throws SothebaisError `ENCODER_MISSING` */
  constructor(encoding: Encoding, workDir: string) {
    const { fps, onTrouble, bitrateKbps } = encoding;
    this.#encoding = encoding;
    this.credit = Math.max(4, Math.ceil((fps * OWED_MS) / 1000));
    const picturesMax = Math.max(4, Math.ceil((fps * ENCODING_MS) / 1000));
    const slots = this.credit + picturesMax + 2;
    this.#pipeline = buildPipeline({ ...encoding, workDir, slots }, encoding.backend, {
      beginAnew: () => this.source.beginAnew(),
      setBitrate: (kbps) => this.source.setBitrate(kbps),
    });
    this.mixer = new Mixer(fps);
    this.source = this.#buildSource();
    this.encoder = this.#buildEncoder(picturesMax);
    this.sound = new KeptSound(encoding, { onPacket: (packet) => this.#send(packet), onTrouble });
    this.fanOut = new FanOut({
      destinationOf: (order) =>
        buildDestination(order, { ...encoding, ...encoding.recording, workDir }),
      targetKbps: bitrateKbps,
      chance: () => randomInt(CHANCES) / CHANCES,
      clock: encoding.clock,
      now: () => performance.now(),
      onTrouble,
      ...(encoding.witness ? { witness: encoding.witness } : {}),
    });
  }

  /** Starts browser and encoders, side by side. */
  async open(): Promise<void> {
    await Promise.all([this.source.open(), this.encoder.open(), this.sound.open()]);
  }

  /** Shows the slate where there is one, until the source draws again. */
  showSlate(): void {
    const { slate } = this.source;
    if (!slate || !this.air) return;
    this.encoder.use(this.#pipeline.startPixelEncoder, slate);
    this.air.showSlate(slate);
  }

  /** Follows what the main destination bears. */
  followLine(): void {
    this.encoder.setBitrate(this.fanOut.wantedKbps());
  }

  /** Ends the ticks, sends what there is, and closes everything within `limitMs` and a little. */
  async close(limitMs: number): Promise<void> {
    const endMs = performance.now() + limitMs;
    this.air?.stop();
    await Promise.all([this.source.close(), this.#drain(endMs, limitMs)]);
  }

  async #drain(endMs: number, limitMs: number): Promise<void> {
    await this.encoder.close(limitMs * ENCODER_CLOSE_SHARE);
    await this.sound.close();
    await this.fanOut.close(Math.max(500, endMs - performance.now()));
  }

  #buildSource(): KeptSource {
    const { firstShow, onTrouble } = this.#encoding;
    return new KeptSource(this.#pipeline.startSource, firstShow, {
      onPicture: (tick, picture) => this.#receive(tick, picture),
      onUndrawn: (tick) => this.air?.pass(tick),
      onAway: () => this.air?.forgive(),
      onTrouble,
    });
  }

  #buildEncoder(picturesMax: number): KeptEncoder {
    const { onTrouble, fps } = this.#encoding;
    const start = this.#pipeline.startEncoder;
    return new KeptEncoder(
      { plan: this.#encoding, start, picturesMax },
      {
        onConfig: (avcConfig) => this.#begin(avcConfig),
        onFrame: ({ isKey, bytes }, tick, dueMs) => {
          this.figures.noteLatency(performance.now(), dueMs);
          const inBand = isKey ? this.#parameterSets : NOTHING;
          const whole = inBand.length > 0 ? Buffer.concat([inBand, bytes]) : bytes;
          this.#send({ kind: 'video', tick, atMs: (tick * 1000) / fps, isKey, bytes: whole });
        },
        onTrouble,
      },
    );
  }

  #receive(tick: number, picture: Picture): void {
    if (!this.air) {
      picture.release();
      return;
    }
    const { startEncoder } = this.#pipeline;
    const mustBegin = this.encoder.isStarting || !this.encoder.uses(startEncoder);
    if (mustBegin && picture.coded?.isKey === false) {
      // A compressed stream begins with a key frame; the slate, or the picture before, stands in.
      this.source.beginAnew();
      picture.release();
      this.air.pass(tick);
      return;
    }
    // After the slate the show is encoded again by what it was encoded by before.
    this.encoder.use(startEncoder);
    this.air.receive(tick, picture);
  }

  /**
   * A stream that has changed its format carries its parameter sets with every key frame as well:
   * whoever copies it may know the first format alone.
   */
  #begin(avcConfig: Buffer): void {
    if (this.#hasBegun) {
      const { sps, pps } = readAvcConfig(avcConfig);
      this.#parameterSets = joinUnits([sps, pps]);
    }
    this.#hasBegun = true;
    const { widthPx, heightPx, fps, bitrateKbps } = this.#encoding;
    this.fanOut.begin({
      ...{ widthPx, heightPx, fps, bitrateKbps, avcConfig },
      ...{ audioKbps: AUDIO_KBPS, aacConfig: AAC_CONFIG },
    });
  }

  #send(packet: Packet): void {
    this.figures.noteBytes(performance.now(), packet.bytes.length);
    this.fanOut.take(packet);
  }
}
