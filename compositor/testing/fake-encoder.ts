import { SothebaisError } from '../../engine/domain/errors.js';
import type {
  EncoderEvents,
  EncodingPlan,
  Put,
  StartEncoder,
  VideoEncoder,
} from '../encoder/encoder.js';

/** One life of an encoder that gives its frames when it is told to, or at once. */
export class FakeLife implements VideoEncoder {
  readonly name: string;
  readonly plan: EncodingPlan;
  readonly #events: EncoderEvents;
  readonly #owner: FakeEncoders;
  /** Puts whose frames have not come. */
  readonly queue: Put[] = [];
  readonly puts: Put[] = [];
  readonly bitrates: number[] = [];
  isClosed = false;
  isDead = false;

  constructor(owner: FakeEncoders, plan: EncodingPlan, events: EncoderEvents) {
    this.#owner = owner;
    this.name = owner.name;
    this.plan = plan;
    this.#events = events;
  }

  put(frame: Put): void {
    if (this.isDead || this.isClosed) return;
    this.puts.push(frame);
    this.queue.push(frame);
    if (this.#owner.isInstant) this.give();
  }

  /** Gives the oldest frames: the index of the picture stands in the first byte. */
  give(count = 1): void {
    for (const { picture, key } of this.queue.splice(0, count)) {
      if (this.puts.length - this.queue.length === 1) {
        this.#events.onConfig(Buffer.from([this.plan.bitrateKbps % 256]));
      }
      this.#events.onFrame({ bytes: Buffer.from([picture.index]), isKey: key });
    }
  }

  lose(): void {
    if (this.isDead || this.isClosed) return;
    this.isDead = true;
    this.#events.onLost(new SothebaisError('ENCODER_FAILED', `${this.name} was lost.`));
  }

  setBitrate(kbps: number): boolean {
    this.bitrates.push(kbps);
    return this.#owner.canChangeBitrate;
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

/** Starts encoders that a test can hold up, fail and lose. */
export class FakeEncoders {
  readonly name: string;
  readonly lives: FakeLife[] = [];
  /** Whether each frame comes before its `put` returns. */
  isInstant = false;
  canChangeBitrate = true;
  startMs = 20;
  /** Starts from now on that fail. */
  failures = 0;

  constructor(name = 'fake') {
    this.name = name;
  }

  readonly start: StartEncoder = async (plan, events) => {
    await new Promise((resolve) => setTimeout(resolve, this.startMs));
    if (this.failures > 0) {
      this.failures--;
      throw new SothebaisError('ENCODER_FAILED', `${this.name} did not start.`);
    }
    const life = new FakeLife(this, plan, events);
    this.lives.push(life);
    return life;
  };

  /** Those that were not closed and have not died. */
  get alive(): readonly FakeLife[] {
    return this.lives.filter(({ isClosed, isDead }) => !isClosed && !isDead);
  }

  /** The one that is given frames: the newest of the alive ones that was put anything. */
  get atWork(): FakeLife | undefined {
    return this.alive.findLast(({ puts }) => puts.length > 0);
  }
}
