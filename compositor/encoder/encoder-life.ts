import type { SothebaisError } from '../../engine/domain/errors.js';
import type { EncoderEvents, EncodingPlan, StartEncoder, VideoEncoder } from './encoder.js';

type Listener = Pick<EncoderEvents, 'onConfig' | 'onFrame'>;

/** One life of an encoder. What it says before somebody listens is kept. */
export class EncoderLife {
  readonly start: StartEncoder;
  #plan: EncodingPlan;
  #encoder: VideoEncoder | undefined;
  #config: Buffer | undefined;
  #isLost = false;
  #listener: Listener = {
    onConfig: (config) => (this.#config = config),
    onFrame: () => undefined,
  };

  private constructor(start: StartEncoder, plan: EncodingPlan) {
    this.start = start;
    this.#plan = plan;
  }

  /**
   * @param onLost - told once when it has ended by itself, also before this resolves
   * @throws SothebaisError `ENCODER_MISSING`, `ENCODER_FAILED`
   */
  static async open(
    start: StartEncoder,
    plan: EncodingPlan,
    onLost: (life: EncoderLife, error: SothebaisError) => void,
  ): Promise<EncoderLife> {
    const life = new EncoderLife(start, plan);
    life.#encoder = await start(plan, {
      onConfig: (config) => life.#listener.onConfig(config),
      onFrame: (frame) => life.#listener.onFrame(frame),
      onLost: (error) => {
        life.#isLost = true;
        onLost(life, error);
      },
    });
    return life;
  }

  get encoder(): VideoEncoder {
    if (!this.#encoder) throw new Error('An encoder was used before it was started.');
    return this.#encoder;
  }

  /** What it encodes by now. */
  get plan(): EncodingPlan {
    return this.#plan;
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  listen(listener: Listener): void {
    this.#listener = listener;
    if (this.#config) listener.onConfig(this.#config);
  }

  /** Takes over the bitrate of `plan`; false where that takes a new encoder. */
  follow(plan: EncodingPlan): boolean {
    const isDone = this.encoder.setBitrate(plan.bitrateKbps);
    if (isDone) this.#plan = plan;
    return isDone;
  }
}
