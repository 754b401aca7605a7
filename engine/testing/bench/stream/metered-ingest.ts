import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SothebaisError } from '../../../domain/errors.js';
import type { Closeable } from '../../../ports/closeable.js';
import type { ChildProgram, Processes } from '../../../ports/processes.js';
import type { IngestAnswer, IngestOrder, IngestRequest, Taken } from './ingest-protocol.js';

const PROGRAM = fileURLToPath(new URL('./ingest-process.js', import.meta.url));
const STOP_GRACE_MS = 3_000;

/** The sandbox's RTMP ingest in a process of its own, which notes when each frame arrives. */
export class MeteredIngest implements Closeable {
  readonly url: string;
  readonly #child: ChildProgram;
  readonly #answers: AsyncIterator<string>;

  private constructor(child: ChildProgram, answers: AsyncIterator<string>, url: string) {
    this.#child = child;
    this.#answers = answers;
    this.url = url;
  }

  /**
   * @param processes - as for our own programs: ones that are not built yet need more to run
   * @throws SothebaisError `SANDBOX_FAILED`
   */
  static async start(processes: Processes, order: IngestOrder): Promise<MeteredIngest> {
    const child = await processes.start(process.execPath, [PROGRAM, JSON.stringify(order)], {
      missing: 'SANDBOX_FAILED',
    });
    child.stderr.pipe(process.stderr);
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ready = await nextAnswer(answers);
    if (ready.kind !== 'ready') throw failed('did not begin');
    return new MeteredIngest(child, answers, ready.url);
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** What has arrived since the last time, in order. */
  async take(): Promise<Taken> {
    const answer = await this.#ask({ kind: 'take' });
    if (answer.kind !== 'taken') throw failed('gave another answer');
    return answer;
  }

  /** Waits for the publisher to go, and writes what was kept into one MP4. */
  async finish(outFile: string, limitMs: number): Promise<void> {
    await this.#ask({ kind: 'finish', outFile, limitMs });
  }

  async close(): Promise<void> {
    await this.#child.stop(STOP_GRACE_MS);
  }

  async #ask(request: IngestRequest): Promise<IngestAnswer> {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const answer = await nextAnswer(this.#answers);
    if (answer.kind === 'failed') throw failed(`says: ${answer.message}`);
    return answer;
  }
}

async function nextAnswer(answers: AsyncIterator<string>): Promise<IngestAnswer> {
  const line: IteratorResult<string, unknown> = await answers.next();
  if (line.done) throw failed('ended');
  return JSON.parse(line.value) as IngestAnswer;
}

const failed = (how: string): SothebaisError =>
  new SothebaisError('SANDBOX_FAILED', `The ingest ${how}.`);
