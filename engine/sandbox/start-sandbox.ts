import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { FAILURES, SothebaisError, type FailureCode } from '../domain/errors.js';
import type { Closeable } from '../ports/closeable.js';
import type { ChildProgram, Processes } from '../ports/processes.js';
import type { SandboxAnswer, SandboxOrder, SandboxReady, SandboxRequest } from './protocol.js';

/** The stand-in world, running beside the house. */
export interface Sandbox extends Closeable {
  readonly ready: SandboxReady;
  /** Lets the crowd in. */
  callCrowd(crowd: Omit<Extract<SandboxRequest, { kind: 'crowd' }>, 'kind'>): void;
  /**
   * Joins what the ingest received into one file, once the stream has ended.
   *
   * @returns its length in seconds; undefined when nothing was received in time
   */
  finishRecording(file: string, limitMs: number): Promise<number | undefined>;
}

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 3_000;

/**
 * Starts the stand-in world in a process of its own, so that the crowd's work never delays the
 * house, and the house's death is to it what it would be to the world.
 *
 * @throws SothebaisError `SANDBOX_FAILED`, or what failed inside
 */
export async function startSandbox(
  processes: Processes,
  order: SandboxOrder,
  onTrouble: (cause: Error) => void,
): Promise<Sandbox> {
  const main = fileURLToPath(new URL('./main.js', import.meta.url));
  const child = await processes.start(process.execPath, [main], { missing: 'SANDBOX_FAILED' });
  const asked = (request: SandboxOrder | SandboxRequest): void => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
  };
  const listeners = new Set<(answer: SandboxAnswer) => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as SandboxAnswer;
    if (answer.kind === 'trouble') onTrouble(new Error(answer.message));
    for (const listener of listeners) listener(answer);
  });
  // What a bug in there prints belongs on our stderr, not lost.
  createInterface({ input: child.stderr }).on('line', (line) => onTrouble(new Error(line)));

  const answerTo = <Kind extends SandboxAnswer['kind']>(kind: Kind, limitMs: number) =>
    awaitAnswer(listeners, child, kind, limitMs);

  const readiness = answerTo('ready', START_LIMIT_MS);
  asked(order);
  try {
    const { ready } = await readiness;
    return {
      ready,
      callCrowd: (crowd) => asked({ kind: 'crowd', ...crowd }),
      finishRecording: async (file, limitMs) => {
        const finished = answerTo('finished', limitMs);
        asked({ kind: 'finish', file, limitMs });
        return (await finished).seconds ?? undefined;
      },
      close: () => child.stop(STOP_LIMIT_MS),
    };
  } catch (cause) {
    await child.stop(STOP_LIMIT_MS);
    throw cause;
  }
}

type AnswerOf<Kind> = Extract<SandboxAnswer, { kind: Kind }>;

function awaitAnswer<Kind extends SandboxAnswer['kind']>(
  listeners: Set<(answer: SandboxAnswer) => void>,
  child: ChildProgram,
  kind: Kind,
  limitMs: number,
): Promise<AnswerOf<Kind>> {
  return new Promise((resolve, reject) => {
    const fail = (code: FailureCode, message: string) => {
      settle();
      reject(new SothebaisError(code, message));
    };
    const listener = (answer: SandboxAnswer) => {
      if (answer.kind === kind) {
        settle();
        resolve(answer as AnswerOf<Kind>);
      } else if (answer.kind === 'failed') {
        fail(
          answer.code in FAILURES ? (answer.code as FailureCode) : 'SANDBOX_FAILED',
          answer.message,
        );
      }
    };
    const timer = setTimeout(() => {
      fail('TIMED_OUT', `The stand-ins did not say "${kind}" within ${limitMs} ms.`);
    }, limitMs);
    const settle = () => {
      clearTimeout(timer);
      listeners.delete(listener);
    };
    listeners.add(listener);
    void child.exited.then((code) => {
      if (listeners.has(listener))
        fail('SANDBOX_FAILED', `The stand-ins ended with code ${code ?? 'none'}.`);
    });
  });
}
