import { PassThrough, Writable } from 'node:stream';
import { SothebaisError } from '../../engine/domain/errors.js';
import type { ChildProgram, Processes } from '../../engine/ports/processes.js';

/** A program that a test writes: it hears its stdin and says what it likes. */
export class FakeProgram implements ChildProgram {
  readonly pid = 1;
  readonly args: readonly string[];
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly pipes = [];
  readonly stdin: Writable;
  readonly #exited = Promise.withResolvers<number | null>();
  readonly exited = this.#exited.promise;
  isStopped = false;

  constructor(args: readonly string[], onInput: (bytes: Buffer, program: FakeProgram) => void) {
    this.args = args;
    this.stdin = new Writable({
      write: (bytes: Buffer, _encoding, done) => {
        onInput(bytes, this);
        done();
      },
    });
    this.stdin.on('error', () => undefined);
  }

  end(code: number | null): void {
    this.#exited.resolve(code);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.end(null);
  }
}

/** Starts programs of a test, and remembers them. */
export class FakeProcesses implements Processes {
  readonly started: FakeProgram[] = [];
  readonly #onInput: (bytes: Buffer, program: FakeProgram) => void;
  /** Starts from now on that fail. */
  failures = 0;

  constructor(onInput: (bytes: Buffer, program: FakeProgram) => void = () => undefined) {
    this.#onInput = onInput;
  }

  async start(_command: string, args: readonly string[]): Promise<ChildProgram> {
    if (this.failures > 0) {
      this.failures--;
      throw new SothebaisError('ENCODER_MISSING', 'There is no such program.');
    }
    const program = new FakeProgram(args, this.#onInput);
    this.started.push(program);
    return program;
  }
}
